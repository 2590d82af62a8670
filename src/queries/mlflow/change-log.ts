import { queryOptions } from '@tanstack/react-query'
import * as v from 'valibot'
import type { LoggedBatch } from '~/domain/mlflow/permissions/change-log'
import { MLFLOW_LEVELS } from '~/domain/mlflow/permissions/level'
import { keptBatches } from '~/stores/change-log'

const level = v.nullable(v.picklist(MLFLOW_LEVELS))

/** The storage may hold anything: an older version's batches, or what somebody typed there. */
const batch: v.GenericSchema<unknown, LoggedBatch> = v.object({
  id: v.string(),
  at: v.number(),
  server: v.string(),
  by: v.string(),
  kind: v.picklist(['changes', 'undo', 'retry']),
  cells: v.array(
    v.object({
      user: v.string(),
      resource: v.object({ kind: v.picklist(['experiment', 'registered-model']), id: v.string() }),
      name: v.string(),
      before: v.union([level, v.literal('hidden')]),
      after: level,
      outcome: v.picklist(['done', 'not-read-back', 'was-so', 'conflict', 'failed', 'not-tried']),
      says: v.string(),
    }),
  ),
})

/** The change log of this browser, newest first. */
export const changeLogQuery = () =>
  queryOptions({ queryKey: ['change log'], queryFn: loggedBatches, staleTime: 0, retry: false })

async function loggedBatches(): Promise<LoggedBatch[]> {
  const kept = await keptBatches()
  return kept.flatMap((one) => {
    const read = v.safeParse(batch, one)
    return read.success ? [read.output] : []
  })
}
