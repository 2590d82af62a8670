import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { lastSet } from '~/domain/mlflow/permissions/change-log'
import type { MlflowLevel } from '~/domain/mlflow/permissions/level'
import { changeLogQuery } from '~/queries/mlflow/change-log'

/** What was last set from this browser on a server, by `cellKey`. */
export function useLastSet(address: string): ReadonlyMap<string, MlflowLevel | null> {
  const { data: batches } = useQuery(changeLogQuery())
  return useMemo(() => lastSet(batches ?? [], address), [batches, address])
}
