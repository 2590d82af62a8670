import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { driftWatch, driftWatchBackend } from '~/api/drift-watch/backend'
import { type LoadedHistory, byTime, loadNew, loadNewest, loadWhole } from '~/api/drift-watch/history'
import { pages } from '~/api/drift-watch/pages'
import { experimentOf, readRows, recordOf, userOf } from '~/api/drift-watch/wire'
import { credentialOf } from '~/api/session'
import type { DriftExperiment, DriftRecord, DriftUser, Me } from '~/domain/drift-watch/drift-record'
import type { UnreadableRow } from '~/lib/unreadable-row'
import { HttpError } from '~/lib/errors'
import { messageOf } from '~/lib/explain'
import { addJob, countJob, endJob, updateJob } from '~/stores/jobs'

export type { LoadedHistory } from '~/api/drift-watch/history'
export { recordText } from '~/api/drift-watch/wire'

/** A refusal that is expected: it belongs to one experiment, and the rest of the page stays usable. */
export interface Forbidden {
  state: 'forbidden'
  /** The server's own words: "Resource is not public." */
  why: string
  /** For `explain`. */
  error: HttpError
}

export type History = LoadedHistory | Forbidden

export interface ExperimentList {
  /** Newest first. */
  experiments: readonly DriftExperiment[]
  unreadable: readonly UnreadableRow[]
}

/** Everything that the server told this session is under this key: forgotten when the person changes. */
const DRIFT_WATCH = driftWatchBackend.key

export const driftWatchKeys = {
  experiments: [...DRIFT_WATCH, 'experiments'] as const,
  experiment: (id: string) => [...DRIFT_WATCH, 'experiment', id] as const,
  history: (experiment: string) => [...DRIFT_WATCH, 'history', experiment] as const,
  recent: (experiment: string) => [...DRIFT_WATCH, 'recent', experiment] as const,
  record: (experiment: string, id: string) => [...DRIFT_WATCH, 'record', experiment, id] as const,
  me: [...DRIFT_WATCH, 'me'] as const,
  users: [...DRIFT_WATCH, 'users'] as const,
}

/** A new look every 30 s while something runs; the query library holds it back while the tab is hidden. */
const REFRESH_MS = 30_000
/** A detector that logs when it is done is never seen running: what it logged comes as often as this. */
const NEWS_MS = 60_000
/** What was told counts as new for so long. */
const FRESH_MS = 30_000

/** Failures are shown at once: each has its sentence, and a button to try again. */
const asked = { retry: false, staleTime: FRESH_MS } as const

export const driftWatchQueries = {
  /** All experiments. The server tells of private ones too, only not of their records. */
  experiments: () =>
    queryOptions<ExperimentList>({
      queryKey: driftWatchKeys.experiments,
      queryFn: ({ signal }) => fetchExperiments(signal),
      ...asked,
    }),

  /** @throws HttpError 404 where there is none of that id (any more) */
  experiment: (id: string) =>
    queryOptions<DriftExperiment>({
      queryKey: driftWatchKeys.experiment(id),
      queryFn: async ({ signal }) =>
        experimentOf((await driftWatch.experiment({ experiment: id }, { signal })).data),
      ...asked,
    }),

  /**
   * The whole history of an experiment. It grows while it is loaded (`unfinished: loading`); progress and cancel are in
   * the jobs store under `historyJobId`. Once it is whole, a refetch asks only for what is new or was running.
   * @param title names the job: the experiment's name
   */
  history: (experiment: string, title = 'Drift history') =>
    queryOptions<History>({
      queryKey: driftWatchKeys.history(experiment),
      queryFn: ({ client, signal }) => fetchHistory(client, experiment, title, signal),
      retry: false,
      // Left in the middle of loading: there is no fresh state to come back to.
      staleTime: ({ state: { data } }) =>
        data?.state === 'loaded' && data.unfinished?.kind === 'loading' ? 0 : FRESH_MS,
      refetchInterval: ({ state: { data } }) => lookAgainMs(data),
      // 10,000 records are not compared one by one.
      structuralSharing: false,
    }),

  /** The newest records of an experiment, ascending: for its last verdict and its sparkline. `count`: 1 to 100. */
  recent: (experiment: string, count = 30) =>
    queryOptions<History>({
      queryKey: [...driftWatchKeys.recent(experiment), count],
      queryFn: ({ signal }) =>
        loadNewest(driftWatch, experiment, count, signal).catch((error: unknown) => forbidden(error)),
      ...asked,
    }),

  /** One record. @throws HttpError 404 where it was deleted meanwhile */
  record: (experiment: string, id: string) =>
    queryOptions<DriftRecord>({
      queryKey: driftWatchKeys.record(experiment, id),
      queryFn: async ({ signal }) =>
        recordOf((await driftWatch.drift({ experiment, drift: id }, { signal })).data),
      ...asked,
    }),

  /**
   * Who is signed in, in the server's eyes; null without a token; `user` null for who is not registered.
   * @throws HttpError 401 where the token is not taken
   */
  me: () =>
    queryOptions<Me | null>({
      queryKey: driftWatchKeys.me,
      queryFn: ({ signal }) => (credentialOf('drift-watch') === null ? null : fetchMe(signal)),
      ...asked,
      staleTime: Number.POSITIVE_INFINITY,
    }),
}

/** For admins alone: the server tells nobody else who its users are. Each throws HttpError 403 for others. */
export const driftWatchUsers = {
  /** Who is behind these ids, as far as they are of users; 100 at most. */
  byId: (ids: readonly string[]) =>
    queryOptions<readonly DriftUser[]>({
      queryKey: [...driftWatchKeys.users, 'ids', ids.toSorted()],
      queryFn: ({ signal }) => findUsers({ _id: { $in: ids.slice(0, 100) } }, 100, signal),
      ...asked,
    }),

  /** Whose e-mail address or subject holds a text, in any case of its letters; 20 at most. */
  search: (text: string) =>
    queryOptions<readonly DriftUser[]>({
      queryKey: [...driftWatchKeys.users, 'search', text],
      queryFn: ({ signal }) => {
        const holds = { $regex: text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'), $options: 'i' }
        return findUsers({ $or: [{ email: holds }, { subject: holds }] }, 20, signal)
      },
      ...asked,
    }),
}

async function findUsers(filter: Record<string, unknown>, most: number, signal: AbortSignal) {
  const query = { page_size: most, sort_by: 'email', order_by: 'asc' } as const
  const { data } = await driftWatch.searchUsers({ query, body: filter }, { signal })
  return readRows(data, userOf).read
}

/** The name of a history in the jobs store while it is loaded: `cancelJob(historyJobId(id))` keeps what came. */
export const historyJobId = (experiment: string): string => `history ${experiment}`

function runs(data: History | undefined): boolean {
  return data?.state === 'loaded' && data.records.some(({ state }) => state === 'running')
}

async function fetchExperiments(signal: AbortSignal): Promise<ExperimentList> {
  const found = new Map<string, DriftExperiment>()
  const unreadable: UnreadableRow[] = []
  const order = { sort_by: 'created_at', order_by: 'desc' } as const
  const all = pages(
    (page) => driftWatch.searchExperiments({ query: { ...order, ...page }, body: {} }, { signal }),
    { signal },
  )
  for await (const { rows } of all) {
    const { read, unreadable: bad } = readRows(rows, experimentOf)
    for (const experiment of read) found.set(experiment.id, experiment)
    unreadable.push(...bad)
  }
  const experiments = [...found.values()].sort((a, b) => b.createdAt - a.createdAt)
  return { experiments, unreadable }
}

async function fetchMe(signal: AbortSignal): Promise<Me> {
  try {
    const { data } = await driftWatch.self({}, { signal })
    const [entitlements, admin] = await Promise.all([
      driftWatch.entitlements({}, { signal }),
      isAdmin(signal),
    ])
    return { user: userOf(data), entitlements: entitlements.data.items, admin }
  } catch (error) {
    if (isForbidden(error)) return { user: null, entitlements: [], admin: false }
    throw error
  }
}

/** No endpoint says so: who may list users is an admin. */
async function isAdmin(signal: AbortSignal): Promise<boolean> {
  try {
    await driftWatch.searchUsers({ query: { page_size: 1 }, body: {} }, { signal })
    return true
  } catch (error) {
    if (isForbidden(error)) return false
    throw error
  }
}

const isForbidden = (error: unknown): error is HttpError => error instanceof HttpError && error.status === 403

/** @throws what is no refusal */
function forbidden(error: unknown): Forbidden {
  if (!isForbidden(error)) throw error
  return { state: 'forbidden', why: messageOf(error.body) ?? error.message, error }
}

/** False: not by itself. */
function lookAgainMs(data: History | undefined): number | false {
  if (data?.state !== 'loaded') return false
  if (runs(data)) return REFRESH_MS
  // What is not whole, or not counted, would be asked for from its start: a person says when.
  return data.unfinished === null && data.total !== null ? NEWS_MS : false
}

async function fetchHistory(
  client: QueryClient,
  experiment: string,
  title: string,
  signal: AbortSignal,
): Promise<History> {
  const known = client.getQueryData<History>(driftWatchKeys.history(experiment))
  const shown = known?.state === 'loaded' ? known : null
  try {
    const fresh = shown ? await loadNew(driftWatch, experiment, shown, signal) : null
    return fresh ?? (await fetchWhole(client, experiment, title, shown, signal))
  } catch (error) {
    return forbidden(error)
  }
}

/** How often what came so far is shown: a chart of 10,000 records is not drawn anew for each of its 100 pages. */
const SHOW_MS = 400

async function fetchWhole(
  client: QueryClient,
  experiment: string,
  title: string,
  shown: LoadedHistory | null,
  signal: AbortSignal,
): Promise<LoadedHistory> {
  const id = historyJobId(experiment)
  const controller = new AbortController()
  addJob({ id, kind: 'fetch', title, controller })
  updateJob(id, { state: 'running' })
  let showAt = performance.now() + SHOW_MS
  try {
    return await loadWhole(driftWatch, experiment, {
      cancel: AbortSignal.any([signal, controller.signal]),
      onPage: (done, total, soFar) => {
        countJob(id, { done, total: total ?? done, phase: 'records' })
        // What is on the screen already is more than this.
        if (signal.aborted || done < (shown?.records.length ?? 0) || performance.now() < showAt) return
        client.setQueryData(driftWatchKeys.history(experiment), soFar())
        showAt = performance.now() + SHOW_MS
      },
    })
  } finally {
    endJob(id)
  }
}

/** Puts a record into a history that is on the screen: a new one, or a changed one. */
export function showRecord(client: QueryClient, experiment: string, record: DriftRecord): void {
  client.setQueryData(driftWatchKeys.record(experiment, record.id), record)
  changeHistory(client, experiment, (records) => [...records.filter(({ id }) => id !== record.id), record])
}

/** Takes a record out of a history that is on the screen. */
export function hideRecord(client: QueryClient, experiment: string, id: string): void {
  client.removeQueries({ queryKey: driftWatchKeys.record(experiment, id), exact: true })
  changeHistory(client, experiment, (records) => records.filter((record) => record.id !== id))
}

function changeHistory(
  client: QueryClient,
  experiment: string,
  change: (records: readonly DriftRecord[]) => DriftRecord[],
): void {
  client.setQueryData<History>(driftWatchKeys.history(experiment), (history) => {
    if (history?.state !== 'loaded') return history
    const records = change(history.records).sort(byTime)
    const total = history.total === null ? null : history.total + records.length - history.records.length
    return { ...history, records, total }
  })
  void client.invalidateQueries({ queryKey: driftWatchKeys.recent(experiment) })
}
