import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { MAX_BULK_RUNS } from '~/api/mlflow/contract'
import { isAbort } from '~/lib/errors'
import { addJob, countJob, endJob, updateJob } from '~/stores/jobs'
import { openRunTable, type RunTable } from '~/workers/table-client'
import type { RunsIngested } from '~/workers/table-protocol'
import { MLFLOW, mlflowKeys } from './queries'
import {
  ended,
  fetchPage,
  grown,
  isLost,
  type LoadedRuns,
  renewed,
  type RunView,
  type Unfinished,
} from './run-pages'

export type { LoadedRuns, RunView } from './run-pages'
export type { RunTable } from '~/workers/table-client'
export { UNLOADED_CODE } from '~/workers/table-protocol'
export type {
  TableGroup,
  TableRows,
  TableView,
  TableWindow,
  TagUse,
  WindowCells,
} from '~/workers/table-protocol'

/** A first look soon, then few and large pages. */
const FIRST_PAGE = 100
const PAGE = 1000
/** So many are loaded by themselves, and as many more each time that a person asks for the rest. */
const MOST_RUNS = 20_000
const REFRESH_MS = 30_000

const allRunsKey = [...MLFLOW, 'runs'] as const
const runsKey = (experimentId: string, view: RunView) => [...allRunsKey, experimentId, view] as const

/** Names the histories of an experiment in the worker: its tables and charts share them. */
export const historySession = (experimentId: string): string => `histories ${experimentId}`

/** Under which the cache knows the histories that a session has in the worker. */
export const historiesKey = (session: string) => [...MLFLOW, 'histories in the worker', session] as const

/** The name of the loading in the jobs store: `cancelJob(runsJobId(…))` keeps what came. */
export const runsJobId = (experimentId: string): string => `runs ${experimentId}`

/**
 * The runs of an experiment, page by page into the table worker; the answer grows while it loads. A refetch asks
 * only for the newest page, which brings new runs, and for those that it lacks or that have not ended; where a page failed it goes
 * on with that page.
 * @param title names the job: the experiment's name
 */
export const runsQuery = (experimentId: string, view: RunView, title: string) =>
  queryOptions<LoadedRuns>({
    queryKey: runsKey(experimentId, view),
    queryFn: ({ client, signal }) => load(client, experimentId, view, title, signal),
    retry: false,
    // A loading that was left is begun anew at once.
    staleTime: ({ state: { data } }) => (data?.unfinished?.kind === 'loading' ? 0 : REFRESH_MS),
    // The query library holds it back while the tab is hidden.
    refetchInterval: ({ state: { data } }) => (data && isSettled(data) ? REFRESH_MS : false),
    structuralSharing: false,
  })

/** The experiments whose active runs are here, as far as they are: nothing is asked of the server. */
export function loadedExperiments(client: QueryClient): { id: string; table: RunTable }[] {
  return client.getQueriesData<LoadedRuns>({ queryKey: allRunsKey }).flatMap(([key, loaded]) => {
    const [id, view] = key.slice(allRunsKey.length)
    return loaded && loaded.count > 0 && typeof id === 'string' && view === 'active'
      ? [{ id, table: loaded.table }]
      : []
  })
}

/** Goes on where a loading was stopped or failed: what came before stays. Ends when the rest is there, or failed too. */
export async function loadRest(
  client: QueryClient,
  experimentId: string,
  view: RunView,
  title: string,
): Promise<void> {
  const key = runsKey(experimentId, view)
  // A refresh that is under way would be its answer.
  await client.cancelQueries({ queryKey: key })
  // Asked for by a person: whatever the clock says of its age.
  await client.invalidateQueries({ queryKey: key, refetchType: 'none' })
  await client.fetchQuery({
    ...runsQuery(experimentId, view, title),
    staleTime: 0,
    queryFn: async ({ signal }) => {
      const known = client.getQueryData<LoadedRuns>(key)
      const token = known?.unfinished && 'token' in known.unfinished ? known.unfinished.token : ''
      const whole =
        known && token !== '' ? await continued(client, known, token, { key, title }, signal) : null
      return whole ?? loadAnew(client, { key, title }, signal)
    },
  })
}

async function load(
  client: QueryClient,
  experimentId: string,
  view: RunView,
  title: string,
  looked: AbortSignal,
): Promise<LoadedRuns> {
  const key = runsKey(experimentId, view)
  const known = client.getQueryData<LoadedRuns>(key)
  const before =
    known && isSettled(known)
      ? await refreshed(known, experimentId, view, looked)
      : known?.unfinished?.kind === 'failed'
        ? await continued(client, known, known.unfinished.token, { key, title }, looked)
        : null
  // All gone, or there again: somebody else may have deleted or restored the experiment.
  if (known && before && (known.count === 0) !== (before.count === 0))
    void client.invalidateQueries({ queryKey: mlflowKeys.experiment(experimentId) })
  // A refresh asks for the newest page alone.
  const areBack = known?.count === 0 && before !== null && before.count > 0
  return before && !areBack ? before : loadAnew(client, { key, title }, looked)
}

interface Loading {
  key: ReturnType<typeof runsKey>
  title: string
}

/**
 * Into a table of its own: what is on the screen, of a loading that was left say, stays until the first page is here, and
 * where none comes.
 */
async function loadAnew(client: QueryClient, loading: Loading, looked: AbortSignal): Promise<LoadedRuns> {
  const [experimentId] = loading.key.slice(allRunsKey.length) as [string, RunView]
  const table = await emptyTable(client, JSON.stringify(loading.key), historySession(experimentId))
  const none: LoadedRuns = {
    table,
    count: 0,
    federated: { federations: 0, runs: 0 },
    nested: 0,
    unreadable: [],
    unfinished: { kind: 'loading' },
  }
  try {
    return await filled(client, none, '', loading, looked)
  } catch (error) {
    void table.close()
    const shown = client.getQueryData<LoadedRuns>(loading.key)
    if (looked.aborted || !shown || shown.count === 0) throw error
    const unfinished: Unfinished = isAbort(error)
      ? { kind: 'cancelled', token: '' }
      : { kind: 'failed', token: '', error: error as Error }
    return { ...shown, unfinished }
  }
}

/** The pages from one on, after what is there; null where the worker has forgotten that. */
async function continued(
  client: QueryClient,
  known: LoadedRuns,
  token: string,
  loading: Loading,
  looked: AbortSignal,
): Promise<LoadedRuns | null> {
  try {
    return await filled(client, known, token, loading, looked)
  } catch (error) {
    if (isLost(error)) return null
    throw error
  }
}

/**
 * Page by page, until the last or `MOST_RUNS` more.
 * @param from what is there already
 * @param first the token of the first page that is asked for; empty: the newest runs
 * @throws what the first page threw, where nothing is there; a CodedError where the worker has forgotten what was
 */
async function filled(
  client: QueryClient,
  from: LoadedRuns,
  first: string,
  { key, title }: Loading,
  looked: AbortSignal,
): Promise<LoadedRuns> {
  const [experimentId, view] = key.slice(allRunsKey.length) as [string, RunView]
  const id = runsJobId(experimentId)
  const controller = new AbortController()
  const signal = AbortSignal.any([controller.signal, looked])
  addJob({ id, kind: 'fetch', title, controller })
  updateJob(id, { state: 'running' })
  let loaded = from
  let token = first
  const most = from.count + MOST_RUNS
  try {
    for (let size = first === '' ? FIRST_PAGE : PAGE; ; size = PAGE) {
      const page = await fetchPage(from.table, { experimentId, view, size, token, filter: '' }, signal)
      // Whoever asked does not any more: it is another loading's to say what is here.
      looked.throwIfAborted()
      token = page.nextPageToken
      loaded = { ...grown(loaded, page), unfinished: token === '' ? null : { kind: 'loading' } }
      client.setQueryData(key, loaded)
      replaceTable(key, loaded.table)
      if (token === '') return loaded
      if (loaded.count >= most) break
      countJob(id, { done: loaded.count, total: Math.max(loaded.count, most), phase: 'runs' })
    }
    return { ...loaded, unfinished: { kind: 'cancelled', token } }
  } catch (error) {
    if (loaded.count === 0 || (from.count > 0 && isLost(error))) throw error
    if (isAbort(error)) return { ...loaded, unfinished: { kind: 'cancelled', token } }
    return { ...loaded, unfinished: { kind: 'failed', token, error: error as Error } }
  } finally {
    endJob(id)
  }
}

/** The table of each query's runs, by its key: one that is followed by another is let go. */
const tables = new Map<string, RunTable>()

function replaceTable(key: Loading['key'], table: RunTable): void {
  const before = tables.get(JSON.stringify(key))
  if (before === table) return
  tables.set(JSON.stringify(key), table)
  void before?.close()
}

let sessions = 0

/**
 * A table that begins anew: what the worker kept may be of another person, or long deleted. So may be histories that the
 * cache knows nothing of.
 */
async function emptyTable(client: QueryClient, name: string, histories: string): Promise<RunTable> {
  sessions += 1
  const session = `${name} ${sessions}`
  const isKnown = client.getQueryCache().findAll({ queryKey: historiesKey(histories) }).length > 0
  if (!isKnown) await ended(await openRunTable(histories)).close()
  return ended(await openRunTable(session, histories))
}

/** All that was to be loaded is there: what is asked from now on is news. */
function isSettled({ unfinished }: LoadedRuns): boolean {
  return unfinished === null || unfinished.kind === 'cancelled'
}

/**
 * The newest page, and what of the others has not ended, put over what is there; null where the worker has forgotten the
 * table.
 */
async function refreshed(
  known: LoadedRuns,
  experimentId: string,
  view: RunView,
  signal: AbortSignal,
): Promise<LoadedRuns | null> {
  try {
    const page = await fetchPage(
      known.table,
      { experimentId, view, size: FIRST_PAGE, token: '', filter: '' },
      signal,
    )
    const isNew = new Set(page.ids)
    const live = ended(await known.table.liveRuns()).filter((id) => !isNew.has(id))
    const missed = await missedBy(known.table, page)
    return await renewed(grown(known, page), experimentId, view, [...new Set([...live, ...missed])], signal)
  } catch (error) {
    if (isLost(error)) return null
    throw error
  }
}

/** The runs of an experiment that was deleted or restored, and they with it: loaded from the first on, awaited by nobody. */
export function reloadRuns(client: QueryClient, experimentId: string): void {
  void client.resetQueries({ queryKey: [...allRunsKey, experimentId] })
}

/** Runs that are missed in a page are asked for by their ids, so many at a time: two searches. */
const MOST_MISSED = 2 * MAX_BULK_RUNS

/** Known runs that would stand in the newest page, and do not: somebody else deleted them, or brought them back. */
async function missedBy(
  table: RunTable,
  { ids, nextPageToken }: Pick<RunsIngested, 'ids' | 'nextPageToken'>,
): Promise<string[]> {
  const inPage = new Set(ids)
  const newest = ended(await table.newestRuns(ids.length + MOST_MISSED))
  const end = nextPageToken === '' ? newest.length : newest.findLastIndex(({ id }) => inPage.has(id))
  return newest.flatMap(({ id }, place) => (place < end && !inPage.has(id) ? [id] : []))
}

/**
 * Asks again for runs that a person changed, in all tables that are loaded: one that was deleted leaves the one and comes
 * to the other. Nothing else is asked for.
 */
export async function renewRuns(client: QueryClient, ids: readonly string[]): Promise<void> {
  const tables = client.getQueryCache().findAll({ queryKey: allRunsKey })
  await Promise.all(
    tables.map(async ({ queryKey, state }) => {
      const known = state.data as LoadedRuns | undefined
      const [experimentId, view] = queryKey.slice(allRunsKey.length) as [string, RunView]
      if (!known) return
      try {
        const { count, federated, nested, unreadable } = await renewed(
          known,
          experimentId,
          view,
          ids,
          undefined,
        )
        client.setQueryData<LoadedRuns>(
          queryKey,
          (now) => now && { ...now, count, federated, nested, unreadable },
        )
      } catch {
        // What was changed was changed: how the table looks now is asked for in the usual way.
        await client.invalidateQueries({ queryKey })
      }
    }),
  )
}

/**
 * Asks the server for the runs of a filter that are not loaded yet, and puts them beside the others: what an experiment
 * of more than 20,000 runs, or a loading that was stopped, needs.
 * @param searches filters that the server takes, from `planFilter`
 * @throws HttpError 400 where the server refuses a filter
 */
export async function searchServer(
  client: QueryClient,
  experimentId: string,
  view: RunView,
  searches: readonly string[],
): Promise<void> {
  const key = runsKey(experimentId, view)
  const known = client.getQueryData<LoadedRuns>(key)
  if (!known) return
  const pages = await Promise.all(
    searches.map((filter) =>
      fetchPage(known.table, { experimentId, view, size: PAGE, token: '', filter }, undefined),
    ),
  )
  client.setQueryData<LoadedRuns>(key, (now) => (now ? pages.reduce(grown, now) : now))
}
