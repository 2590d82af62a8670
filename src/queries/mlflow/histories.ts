import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { toArrayBuffer } from '~/lib/bytes'
import type { HistorySummary } from '~/domain/mlflow/series/history'
import { LOGGED } from '../session'
import { openRunTable, type RunTable } from '~/workers/table-client'
import { inTurn } from './queries'
import { ended } from './run-pages'
import { historiesKey } from './runs'

/** Points a page, where the server knows pages (from 3.0): older ones always answer everything. */
const PAGE = 25_000
const MAX_PAGES = 400
/** A run that goes on is asked again so often. */
export const REFRESH_MS = 30_000

/** The session that holds histories now: one at a time, so that the worker's memory stays bounded. */
let current: string | null = null
/** Its table, once the worker said that it is open. */
let opened: { session: string; table: RunTable } | null = null

/**
 * The table that holds the histories of a session; those of another one are forgotten, in the worker and in the cache.
 * @throws CodedError where the worker cannot be started
 */
export async function historyTable(client: QueryClient, session: string): Promise<RunTable> {
  if (current !== null && current !== session) {
    const before = current
    current = session
    client.removeQueries({ queryKey: historiesKey(before) })
    const old = await openRunTable(before)
    if (old.status === 'done') await old.value.close()
  }
  current = session
  const table = ended(await openRunTable(session))
  if (current === session) opened = { session, table }
  return table
}

/**
 * The table of a session that was opened already, without asking the worker: null where it was not. A worker that died
 * since says so when it is asked.
 */
export function openedTable(session: string): RunTable | null {
  return opened?.session === session && current === session ? opened.table : null
}

/** After the worker died, or the person changed: nothing counts as loaded, and all that is looked at is loaded anew. */
export function forgetHistories(client: QueryClient, session: string): Promise<void> {
  opened = null
  return client.resetQueries({ queryKey: historiesKey(session) })
}

/** Asks again for what could not be loaded. */
export function retryHistories(client: QueryClient, session: string): Promise<void> {
  return client.refetchQueries({
    queryKey: historiesKey(session),
    predicate: ({ state }) => state.status === 'error',
  })
}

/**
 * The whole history of one metric of one run, put into the worker as it came: what it says is its summary, null where
 * nothing was logged. Nobody looks any more: a request that waits is never sent, one under way is ended.
 * @param isRunning then it is asked for again
 */
export const loadedHistory = (session: string, runId: string, metric: string, isRunning: boolean) =>
  queryOptions<HistorySummary | null>({
    queryKey: [...historiesKey(session), runId, metric],
    queryFn: async ({ client, signal }) => {
      const table = await historyTable(client, session)
      let token: { page_token?: string } = {}
      for (let page = 0; ; page++) {
        const { data } = await inTurn(
          () =>
            mlflow.metricHistory.raw(
              { query: { run_id: runId, metric_key: metric, max_results: PAGE, ...token } },
              { signal },
            ),
          signal,
        )
        const put = ended(
          await table.putHistory({ runId, key: metric, append: page > 0 }, toArrayBuffer(data)),
        )
        const next = put.nextPageToken
        if (next === '' || next === token.page_token || page + 1 >= MAX_PAGES) return put.summary
        token = { page_token: next }
      }
    },
    meta: LOGGED,
    retry: false,
    staleTime: isRunning ? REFRESH_MS : Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
    refetchInterval: isRunning ? REFRESH_MS : false,
  })
