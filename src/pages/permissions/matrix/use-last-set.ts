import { useEffect, useMemo, useState } from 'react'
import { lastSet, type LoggedBatch } from '~/domain/mlflow/permissions/change-log'
import type { MlflowLevel } from '~/domain/mlflow/permissions/level'
import { loggedBatches } from '../logged-batches'

/** What was last set from this browser on a server, by `cellKey`; read again when `version` changes. */
export function useLastSet(address: string, version: unknown): ReadonlyMap<string, MlflowLevel | null> {
  const [batches, setBatches] = useState<readonly LoggedBatch[]>([])
  useEffect(() => {
    let isGone = false
    void loggedBatches().then((read) => {
      if (!isGone) setBatches(read)
    })
    return () => {
      isGone = true
    }
  }, [version])
  return useMemo(() => lastSet(batches, address), [batches, address])
}
