import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { runOf } from '~/api/mlflow/wire'
import type { DriftLog } from '~/domain/mlflow/drift-log'
import type { Run } from '~/domain/mlflow/run'
import { inTurn, MLFLOW, mlflowKeys } from './queries'

/** Runs that can be chosen from: older ones are found on their own page. */
const NEWEST = 100

/** The newest runs of an experiment. @throws HttpError 403 where the person may not see it */
export const newestRuns = (experimentId: string) =>
  queryOptions<readonly Run[]>({
    queryKey: [...MLFLOW, 'newest runs', experimentId],
    queryFn: async ({ signal }) => {
      const { data } = await inTurn(
        () =>
          mlflow.searchRuns(
            {
              body: {
                experiment_ids: [experimentId],
                max_results: NEWEST,
                order_by: ['attributes.start_time DESC'],
              },
            },
            { signal },
          ),
        signal,
      )
      return data.runs.flatMap((row) => (row.ok ? [runOf(row.row)] : []))
    },
    retry: false,
    staleTime: 30_000,
  })

/** Starts a run that holds a detector's result alone. @throws HttpError 403 without EDIT on the experiment */
export async function startDriftRun(experimentId: string, name: string, at: number): Promise<string> {
  const { data } = await inTurn(() =>
    mlflow.createRun({ body: { experiment_id: experimentId, run_name: name, start_time: at } }),
  )
  return data.run.info.run_id
}

/**
 * Writes a detector's result to a run. It may be written again: the same file is replaced, the same metric repeated.
 * @param endedAt milliseconds since 1970 UTC, for a run that is over with this; null: its state stays
 * @throws HttpError 403 without EDIT on its experiment
 */
export async function logDrift(
  client: QueryClient,
  runId: string,
  { metrics, tags, artifact }: DriftLog,
  endedAt: number | null,
): Promise<void> {
  // First what asks for a permission: servers before 3.7 take a file from everybody.
  await inTurn(() => mlflow.logBatch({ body: { run_id: runId, metrics: [...metrics], tags: [...tags] } }))
  await inTurn(() =>
    mlflow.uploadArtifact({ query: { run_uuid: runId, path: artifact.path }, body: artifact.value }),
  )
  if (endedAt !== null)
    await inTurn(() => mlflow.updateRun({ body: { run_id: runId, status: 'FINISHED', end_time: endedAt } }))
  await Promise.all([
    client.invalidateQueries({ queryKey: mlflowKeys.run(runId) }),
    client.invalidateQueries({ queryKey: [...MLFLOW, 'runs'] }),
    client.invalidateQueries({ queryKey: [...MLFLOW, 'artifacts', runId] }),
    client.invalidateQueries({ queryKey: [...MLFLOW, 'newest runs'] }),
  ])
}
