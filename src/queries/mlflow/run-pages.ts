import { mlflow } from '~/api/mlflow/backend'
import { MAX_BULK_RUNS } from '~/api/mlflow/contract'
import type { FederationCounts } from '~/domain/mlflow/table/federation'
import { toArrayBuffer } from '~/lib/bytes'
import { CodedError } from '~/lib/errors'
import { useToasts } from '~/stores/toasts'
import { withdrawUndo } from '~/stores/undone'
import type { UnreadableRow } from '~/lib/unreadable-row'
import type { RunTable } from '~/workers/table-client'
import type { RunsIngested } from '~/workers/table-protocol'
import type { Outcome } from '~/workers/protocol'
import { inTurn } from './queries'

export type RunView = 'active' | 'deleted'

/** The runs of an experiment, as far as they are loaded: the rows themselves are in the table worker. */
export interface LoadedRuns {
  table: RunTable
  /** Runs that are there now. */
  count: number
  federated: FederationCounts
  /** Runs that stand below another one that is there. */
  nested: number
  unreadable: readonly UnreadableRow[]
  /** Null: all of them are there. */
  unfinished: Unfinished | null
}

/** Why runs are missing; `token` is that of the page that would come next, where no loading is under way. */
export type Unfinished =
  | { kind: 'loading' }
  | { kind: 'cancelled'; token: string }
  | { kind: 'failed'; token: string; error: Error }

interface PageRequest {
  experimentId: string
  view: RunView
  size: number
  token: string
  filter: string
}

/** One search of the server, put into the table of the runs. @throws CodedError where the worker has forgotten it */
export async function fetchPage(
  table: RunTable,
  { experimentId, view, size, token, filter }: PageRequest,
  signal: AbortSignal | undefined,
): Promise<RunsIngested> {
  const { toasts } = useToasts.getState()
  const { data } = await inTurn(
    () =>
      mlflow.searchRuns.raw(
        {
          body: {
            experiment_ids: [experimentId],
            max_results: size,
            run_view_type: view === 'deleted' ? 'DELETED_ONLY' : 'ACTIVE_ONLY',
            ...(filter === '' ? {} : { filter }),
            ...(token === '' ? {} : { page_token: token }),
          },
        },
        signal ? { signal } : {},
      ),
    signal,
  )
  const page = ended(await table.putRuns(toArrayBuffer(data)))
  // Somebody else may have restored them.
  if (view === 'active') withdrawUndo(page.ids, toasts)
  return page
}

/** What is there after one more page. */
export function grown(loaded: LoadedRuns, page: RunsIngested): LoadedRuns {
  return {
    ...loaded,
    count: page.runs,
    federated: page.federated,
    nested: page.nested,
    // Told once, however often it comes.
    unreadable: [
      ...loaded.unreadable.filter(
        (one) => !page.unreadable.some(({ id, why }) => id === one.id && why === one.why),
      ),
      ...page.unreadable,
    ],
  }
}

/** What a call to the worker gave. @throws CodedError as the worker failed; an abort where it was stopped */
export function ended<T>(outcome: Outcome<T>): T {
  if (outcome.status === 'done') return outcome.value
  if (outcome.status === 'cancelled') throw new DOMException('Stopped.', 'AbortError')
  throw new CodedError(outcome.failure.code, outcome.failure.message)
}

/** The worker has forgotten the table. */
export function isLost(error: unknown): boolean {
  return error instanceof CodedError && (error.code === 'not-open' || error.code === 'worker-died')
}

/** Asks again for runs by their ids, in few searches. Those that this view does not find any more go. */
export async function renewed(
  known: LoadedRuns,
  experimentId: string,
  view: RunView,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<LoadedRuns> {
  const chunks = Array.from({ length: Math.ceil(ids.length / MAX_BULK_RUNS) }, (_, k) =>
    ids.slice(k * MAX_BULK_RUNS, (k + 1) * MAX_BULK_RUNS),
  )
  const pages = await Promise.all(
    chunks.map((chunk) => {
      const request = { experimentId, view, size: chunk.length, token: '', filter: filterOfIds(chunk) }
      return fetchPage(known.table, request, signal)
    }),
  )
  const after = pages.reduce(grown, known)
  const found = new Set(pages.flatMap((page) => [...page.ids, ...page.unreadable.map(({ id }) => id)]))
  const gone = ids.filter((id) => !found.has(id))
  if (gone.length === 0) return after
  const { runs, ...counts } = ended(await known.table.dropRuns(gone))
  return { ...after, ...counts, count: runs }
}

/** A filter takes double quotes for a name, and an id between single ones alone (measured on 2.21.3). */
export function filterOfIds(ids: readonly string[]): string {
  return `attributes.run_id IN (${ids.map((id) => `'${id}'`).join(',')})`
}
