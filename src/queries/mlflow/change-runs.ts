import type { QueryClient } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { HttpError } from '~/lib/errors'
import { withdrawUndo } from '~/stores/undone'
import { forgetRuns, unlessGone } from './actions'
import { inTurn } from './queries'

/** What came of a change to several runs. */
export interface RunsChanged {
  changed: readonly string[]
  /** Each with what the server said. */
  refused: readonly { id: string; error: Error }[]
}

/** One change, as it is made to each of several runs. */
export type RunChange =
  | { kind: 'delete' }
  | { kind: 'restore' }
  | { kind: 'set tag'; key: string; value: string }
  | { kind: 'remove tag'; key: string }

/**
 * Makes a change to several runs: MLflow takes one run a request. What is refused for one run is told beside the others;
 * where the server is not there or knows nobody, the rest is not sent. The tables ask for these runs once, at the end.
 * @throws HttpError 401 where nothing was changed: after a sign-in, all of it can be tried again
 */
export async function changeRuns(
  client: QueryClient,
  ids: readonly string[],
  change: RunChange,
): Promise<RunsChanged> {
  let stopped: Error | null = null
  const refused: { id: string; error: Error }[] = []
  const changed: string[] = []
  await Promise.all(
    ids.map((id) =>
      inTurn(async () => {
        try {
          if (stopped) throw stopped
          await applied(id, change)
          changed.push(id)
        } catch (error) {
          if (!isOfOneRun(error)) stopped = error as Error
          refused.push({ id, error: error as Error })
        }
      }),
    ),
  )
  const unknown = refused.find(({ error }) => error instanceof HttpError && error.status === 401)
  if (unknown && changed.length === 0) throw unknown.error
  if (change.kind === 'restore') withdrawUndo(changed)
  if (changed.length > 0) await forgetRuns(client, changed)
  return { changed, refused }
}

async function applied(id: string, change: RunChange): Promise<void> {
  switch (change.kind) {
    case 'delete':
      await mlflow.deleteRun({ body: { run_id: id } })
      return
    case 'restore':
      await mlflow.restoreRun({ body: { run_id: id } })
      return
    case 'set tag':
      await mlflow.setRunTag({ body: { run_id: id, key: change.key, value: change.value } })
      return
    case 'remove tag':
      // A run that never had it is as it should be.
      await mlflow.deleteRunTag({ body: { run_id: id, key: change.key } }).catch(unlessGone)
  }
}

/** The next run may be allowed. */
function isOfOneRun(error: unknown): boolean {
  return error instanceof HttpError && error.status !== 401 && error.status < 500
}
