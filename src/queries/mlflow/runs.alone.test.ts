import { CancelledError, QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HistoryStore } from '~/domain/mlflow/series/history-store'
import { HttpError, NetworkError } from '~/lib/errors'
import { cancelJob, useJobs } from '~/stores/jobs'
import { toast, useToasts } from '~/stores/toasts'
import { TableSession } from '~/workers/table-session'
import type { openRunTable as OpenRunTable, RunTable } from '~/workers/table-client'
import { deleteExperiment, deleteRun, restoreExperiment } from './actions'
import { loadedCurve } from './curves'
import { changeRuns } from './change-runs'
import { loadedHistory } from './histories'
import { mlflowKeys } from './queries'
import { historySession, type LoadedRuns, loadRest, runsJobId, runsQuery } from './runs'
import { loadTableHistories, tableHistoriesJobId } from './table-histories'

// The worker's tables, in this process.
const { openRunTable } = vi.hoisted(() => ({ openRunTable: vi.fn<typeof OpenRunTable>() }))
vi.mock('~/workers/table-client', () => ({ openRunTable }))

const stores = new Map<string, HistoryStore>()
const sessions = new Map<string, TableSession>()

function tableOf(session: string, histories = session): RunTable {
  const store = stores.get(histories) ?? new HistoryStore()
  stores.set(histories, store)
  const one = sessions.get(session) ?? new TableSession(store)
  sessions.set(session, one)
  const done = <T>(value: T) => Promise.resolve({ status: 'done' as const, value })
  return {
    putRuns: (bytes) => done(one.putRuns(bytes)),
    dropRuns: (ids) => done(one.dropRuns(ids)),
    columns: () => done(one.columns()),
    query: (view) => done(one.query(view)),
    window: (columns, window) => done(one.window(columns, window)),
    neededHistories: (columns, places) => done(one.neededHistories(columns, places)),
    liveRuns: () => done(one.liveRuns()),
    newestRuns: (most) => done(one.newestRuns(most)),
    tags: (ids) => done(one.tags(ids)),
    putHistory: (target, bytes) => done(one.putHistory(target, bytes)),
    putCurves: (target, bytes) => done(one.putCurves(target, bytes)),
    chart: (request) => done(one.chart(request)),
    exportCsv: () => done(new Blob([])),
    close: () => {
      sessions.delete(session)
      return Promise.resolve(stores.get(session)?.clear())
    },
  }
}

interface WireRun {
  id: string
  status: string
  stage: 'active' | 'deleted'
  start: number
}
let runs: WireRun[] = []
const filters: string[] = []
const histories: string[] = []
/** The runs of each request for curves. */
const curves: string[][] = []
let onHistory = () => {}
let refuses: (path: string, id: string) => number | null = () => null
/** The pages that were asked for, by how many runs stand before them. */
const pages: number[] = []
/** Before a page is answered. */
let onPage: (offset: number) => void = () => {}

const reply = (body: unknown, status = 200): Response => new Response(JSON.stringify(body), { status })

async function serve(url: string, { body, signal }: Asked): Promise<Response> {
  const { pathname, searchParams } = new URL(url, 'http://server')
  const path = pathname.split('/2.0/mlflow/')[1] ?? ''
  const asked = JSON.parse(body ?? '{}') as Record<string, string>
  if (path === 'runs/search') {
    const found = search(asked)
    signal?.throwIfAborted()
    return reply(found)
  }
  if (path === 'metrics/get-history') {
    const run = searchParams.get('run_id') ?? ''
    histories.push(run)
    onHistory()
    return reply({ metrics: [1, 5, 2].map((value, step) => ({ key: 'acc', value, step, timestamp: step })) })
  }
  if (path === 'metrics/get-history-bulk-interval') {
    const ids = searchParams.getAll('run_ids')
    curves.push(ids)
    signal?.throwIfAborted()
    const status = refuses(path, '')
    const point = (run_id: string) => ({ run_id, key: 'acc', value: 3, step: 1, timestamp: 1 })
    return status === null ? reply({ metrics: ids.map(point) }) : new Response('no', { status })
  }
  const id = asked['run_id'] ?? ''
  const status = refuses(path, id)
  if (status !== null) return reply({ error_code: 'PERMISSION_DENIED', message: 'no' }, status)
  if (path === 'runs/delete') for (const run of runs) if (run.id === id) run.stage = 'deleted'
  return reply({})
}

function search({ filter = '', max_results, run_view_type, page_token }: Record<string, string>): unknown {
  const offset = Number(page_token ?? 0)
  pages.push(offset)
  onPage(offset)
  filters.push(filter)
  const named = [...filter.matchAll(/'([^']+)'/g)].map(([, id]) => id)
  const stage = run_view_type === 'DELETED_ONLY' ? 'deleted' : 'active'
  const found = runs
    .filter((run) => run.stage === stage && (named.length === 0 || named.includes(run.id)))
    .toSorted((a, b) => b.start - a.start)
  const end = offset + Number(max_results)
  return {
    ...(end < found.length ? { next_page_token: String(end) } : {}),
    runs: found.slice(offset, end).map(({ id, status, start }) => ({
      info: { run_id: id, experiment_id: '83', status, start_time: start, lifecycle_stage: stage },
      data: { metrics: [{ key: 'acc', value: 2, step: 2, timestamp: 2 }] },
    })),
  }
}

interface Asked {
  body?: string
  signal?: AbortSignal
}

let client: QueryClient
beforeEach(() => {
  client = new QueryClient()
  openRunTable.mockImplementation((session: string, histories?: string) =>
    Promise.resolve({ status: 'done', value: tableOf(session, histories) }),
  )
  vi.stubGlobal('fetch', (url: string, init: Asked) => serve(url, init))
})
afterEach(() => {
  for (const list of [filters, histories, curves, pages]) list.length = 0
  onPage = () => {}
  refuses = () => null
  onHistory = () => {}
  sessions.clear()
  stores.clear()
  client.clear()
  useJobs.setState({ jobs: [] })
  useToasts.setState({ toasts: [] })
  vi.unstubAllGlobals()
})

const query = (view: 'active' | 'deleted' = 'active') => runsQuery('83', view, 'kit')
const known = (view: 'active' | 'deleted' = 'active') => client.getQueryData<LoadedRuns>(query(view).queryKey)
const many = (count: number, status: string): WireRun[] =>
  Array.from({ length: count }, (_, i) => ({ id: `run${i}`, status, stage: 'active', start: i }))

test('a refresh asks for the newest page, and by their ids for the others that go on', async () => {
  runs = many(100, 'FINISHED').map((run) => (run.start < 90 ? { ...run, status: 'RUNNING' } : run))
  await client.fetchQuery(query())
  for (const run of runs) run.status = 'FINISHED'
  // 100 new ones push all known ones off the newest page; one that went on was deleted elsewhere.
  runs.push(...many(100, 'FINISHED').map((run) => ({ ...run, id: `new${run.id}`, start: 1000 + run.start })))
  runs = runs.filter(({ id }) => id !== 'run0')
  filters.length = 0
  await client.fetchQuery({ ...query(), staleTime: 0 })
  // 90 went on: 80 in one search, 10 in another.
  expect(filters.map((filter) => filter.split(',').length)).toEqual([1, 80, 10])
  expect(filters[1]).toMatch(/^attributes\.run_id IN \('run\d+','/)
  expect(known()?.count).toBe(199)
  expect(await known()?.table.liveRuns()).toEqual({ status: 'done', value: [] })
})

test('a run that somebody else deleted leaves its table, and one that they restored takes the Undo with it', async () => {
  runs = many(150, 'FINISHED')
  await client.fetchQuery(query())
  filters.length = 0
  // One of the newest page, and one far behind it, which no refresh looks at.
  runs = runs.map((run) => (['run140', 'run3'].includes(run.id) ? { ...run, stage: 'deleted' } : run))
  await client.fetchQuery({ ...query(), staleTime: 0 })
  expect([known()?.count, filters]).toEqual([149, ['', "attributes.run_id IN ('run140')"]])

  toast({ tone: 'ok', title: '2 runs deleted', brings: ['run140', 'run3'] })
  toast({ tone: 'ok', title: '1 run deleted', brings: ['run140'] })
  runs = runs.map((run) => ({ ...run, stage: 'active' }))
  await client.fetchQuery({ ...query(), staleTime: 0 })
  expect(known()?.count).toBe(150)
  expect(useToasts.getState().toasts).toMatchObject([{ title: '2 runs deleted', brings: ['run3'] }])
  await changeRuns(client, ['run3'], { kind: 'restore' })
  expect(useToasts.getState().toasts).toEqual([])

  // The server has few: all others are gone.
  runs = runs.slice(0, 30)
  await client.fetchQuery({ ...query(), staleTime: 0 })
  expect(known()?.count).toBe(30)
})

test('where all runs are gone, or there again, the experiment is asked for anew', async () => {
  const key = mlflowKeys.experiment('83')
  const isStale = () => client.getQueryState(key)?.isInvalidated
  const refresh = () => client.fetchQuery({ ...query(), staleTime: 0 })
  runs = many(130, 'FINISHED')
  client.setQueryData(key, {})
  await client.fetchQuery(query())
  runs = runs.slice(0, -1)
  await refresh()
  expect(isStale()).toBe(false)
  for (const gone of [true, false]) {
    runs = runs.map((run) => ({ ...run, stage: gone ? 'deleted' : 'active' }))
    await refresh()
    expect([known()?.count, isStale()]).toEqual([gone ? 0 : 129, true])
    client.setQueryData(key, {})
  }
})

test('with an experiment its runs are gone, and all of them are back', async () => {
  runs = many(130, 'FINISHED')
  await client.fetchQuery(query())
  const seen = new QueryObserver(client, query())
  const look = seen.subscribe(() => {})
  const all = (stage: WireRun['stage']) => (runs = runs.map((run) => ({ ...run, stage })))
  all('deleted')
  await deleteExperiment(client, '83')
  await vi.waitFor(() => expect(known()?.count).toBe(0))
  all('active')
  await restoreExperiment(client, '83')
  await vi.waitFor(() => expect(known()?.count).toBe(130))
  look()
})

test('a run that is deleted leaves its table and comes to the other, by one search each', async () => {
  runs = many(3, 'FINISHED')
  await client.fetchQuery(query())
  await client.fetchQuery(query('deleted'))
  filters.length = 0
  await deleteRun(client, 'run1')
  expect([known()?.count, known('deleted')?.count]).toEqual([2, 1])
  expect(filters).toEqual(["attributes.run_id IN ('run1')", "attributes.run_id IN ('run1')"])
})

test('a change to several runs tells what was refused, and renews the others once', async () => {
  runs = many(5, 'FINISHED')
  await client.fetchQuery(query())
  filters.length = 0
  refuses = (path, id) => (path === 'runs/delete' && id === 'run2' ? 403 : null)
  const { changed, refused } = await changeRuns(client, ['run1', 'run2', 'run3'], { kind: 'delete' })
  expect([...changed].toSorted()).toEqual(['run1', 'run3'])
  expect(refused.map(({ id }) => id)).toEqual(['run2'])
  expect(refused[0]?.error).toBeInstanceOf(HttpError)
  expect([known()?.count, filters.length]).toEqual([3, 1])
  // Who is not signed in is told so once, not for each run.
  let asked = 0
  refuses = () => {
    asked++
    return 401
  }
  const ids = Array.from({ length: 40 }, (_, i) => `x${i}`)
  const none = changeRuns(client, ids, { kind: 'set tag', key: 'a', value: 'b' })
  await expect(none).rejects.toMatchObject({ status: 401 })
  expect(asked).toBeLessThanOrEqual(4)
})

test('another person begins with nothing of what the one before saw', async () => {
  runs = many(5, 'FINISHED')
  const first = await client.fetchQuery(query())
  const view = { filter: null, sort: [], layout: { kind: 'flat' }, columns: MAX } as const
  await first.table.query({ ...view, window: { from: 0, to: 5 } })
  await loadTableHistories(client, '83', first.table, MAX, 'Whole table')
  client.clear()
  runs = runs.slice(0, 2)
  const { table, count } = await client.fetchQuery(query())
  expect(count).toBe(2)
  await table.query({ ...view, window: { from: 0, to: 5 } })
  const needed = await table.neededHistories(MAX, null)
  expect(needed.status === 'done' && needed.value.map(({ isLoaded }) => isLoaded)).toEqual([false, false])
})

const MAX = [{ column: 'metric:acc', mode: 'max' }] as const

test('a table loads the histories it lacks, each once, and keeps them where it is stopped', async () => {
  runs = many(12, 'FINISHED')
  const { table } = await client.fetchQuery(query())
  const view = { filter: null, sort: [], layout: { kind: 'flat' }, columns: MAX } as const
  await table.query({ ...view, window: { from: 0, to: 3 } })
  onHistory = () => {
    if (histories.length === 5) cancelJob(tableHistoriesJobId('83'))
  }
  expect(await loadTableHistories(client, '83', table, MAX, 'Whole table')).toBe(false)
  expect(histories.length).toBeLessThan(12)
  expect(await loadTableHistories(client, '83', table, MAX, 'Whole table')).toBe(true)
  expect(await loadTableHistories(client, '83', table, MAX, 'Whole table')).toBe(true)
  // Those under way when it was stopped were asked for again.
  expect(new Set(histories).size).toBe(12)
  expect(histories.length).toBeLessThanOrEqual(12 + 4)
  expect(useJobs.getState().jobs).toEqual([])
  const rows = await table.query({ ...view, window: { from: 0, to: 1 } })
  expect(rows.status === 'done' && rows.value.window.cells[0]).toMatchObject({ values: Float64Array.of(5) })
})

test('a cell in view gets its history, also where a loading that asked for it too is stopped', async () => {
  runs = many(3, 'FINISHED')
  const { table } = await client.fetchQuery(query())
  const view = { filter: null, sort: [], layout: { kind: 'flat' }, columns: MAX } as const
  await table.query({ ...view, window: { from: 0, to: 3 } })
  const seen = new QueryObserver(client, loadedHistory(historySession('83'), 'run1', 'acc', false))
  const look = seen.subscribe(() => {})
  onHistory = () => cancelJob(tableHistoriesJobId('83'))
  expect(await loadTableHistories(client, '83', table, MAX, 'Whole table')).toBe(false)
  await vi.waitFor(() => expect(seen.getCurrentResult().isSuccess).toBe(true))
  look()
})

test('curves of rows that come into view together are one request, each asked once; a refusal is no curve', async () => {
  runs = many(100, 'FINISHED')
  const { table } = await client.fetchQuery(query())
  const curve = (id: string) => loadedCurve(historySession('83'), id, 'acc', false)
  const ids = runs.map((run) => run.id)
  const look = (some: readonly string[]) => Promise.all(some.map((id) => client.fetchQuery(curve(id))))
  expect(await look(ids)).toEqual(ids.map(() => true))
  await look(ids)
  expect(curves.map((asked) => asked.length)).toEqual([80, 20])
  const view = { filter: null, sort: [], layout: { kind: 'flat' }, columns: CURVE } as const
  const seen = await table.query({ ...view, window: { from: 0, to: 1 } })
  expect(seen.status === 'done' && seen.value.window.cells[0]).toMatchObject({ texts: ['3'] })

  // Rows that left the view before it was asked are not asked for; where none is left, nothing is.
  client.removeQueries({ queryKey: curve('run0').queryKey.slice(0, -2) })
  const left = look(['run1', 'run2'])
  await client.cancelQueries({ queryKey: curve('run1').queryKey })
  await expect(left).rejects.toBeInstanceOf(CancelledError)
  await vi.waitFor(() => expect(curves.at(-1)).toEqual(['run2']))

  refuses = () => 404
  expect(await client.fetchQuery(curve('run3'))).toBe(false)
  const needed = await table.neededHistories(CURVE, { from: 96, to: 97 })
  expect(needed).toMatchObject({ value: [{ runId: 'run3', isLoaded: true }] })
})

const CURVE = [{ column: 'metric:acc', mode: 'curve' }] as const

const down = (): never => {
  throw new TypeError('Failed to fetch')
}

test('a server that goes down between two pages: what came stays, and the rest is loaded after it', async () => {
  runs = many(3000, 'FINISHED')
  onPage = (offset) => offset === 1100 && down()
  const part = await client.fetchQuery(query())
  expect(part).toMatchObject({ count: 1100, unfinished: { kind: 'failed', error: expect.any(NetworkError) } })
  // Still down: the same again, and nothing is lost.
  await loadRest(client, '83', 'active', 'kit')
  expect(known()).toMatchObject({ count: 1100, unfinished: { kind: 'failed' } })
  onPage = () => {}
  pages.length = 0
  await loadRest(client, '83', 'active', 'kit')
  expect(known()).toMatchObject({ count: 3000, unfinished: null })
  expect(pages).toEqual([1100, 2100])
  expect(known()?.table).toBe(part.table)
  expect(useJobs.getState().jobs).toEqual([])
})

test('a refetch goes on with the page that failed; a table that the worker lost is begun anew', async () => {
  runs = many(1500, 'FINISHED')
  onPage = (offset) => offset === 1100 && down()
  await client.fetchQuery(query())
  onPage = () => {}
  pages.length = 0
  await client.fetchQuery({ ...query(), staleTime: 0 })
  expect([known()?.count, pages]).toEqual([1500, [1100]])

  client.clear()
  onPage = (offset) => offset === 1100 && down()
  const { table } = await client.fetchQuery(query())
  onPage = () => {}
  pages.length = 0
  const failure = { code: 'not-open', message: 'forgotten' }
  table.putRuns = () => Promise.resolve({ status: 'failed', failure })
  await loadRest(client, '83', 'active', 'kit')
  expect(known()).toMatchObject({ count: 1500, unfinished: null })
  expect(pages).toEqual([1100, 0, 100, 1100])
})

test('a stopped loading is not gone on with by a refresh, but by a person', async () => {
  runs = many(2500, 'FINISHED')
  onPage = (offset) => offset === 1100 && cancelJob(runsJobId('83'))
  await client.fetchQuery(query())
  onPage = () => {}
  expect(known()).toMatchObject({ count: 1100, unfinished: { kind: 'cancelled' } })
  pages.length = 0
  await client.fetchQuery({ ...query(), staleTime: 0 })
  expect([known()?.count, pages]).toEqual([1100, [0]])
  await loadRest(client, '83', 'active', 'kit')
  expect(known()).toMatchObject({ count: 2500, unfinished: null })
})

test('a server that is down from the start has nothing to show; a refresh that fails keeps what there was', async () => {
  runs = many(3, 'FINISHED')
  onPage = down
  await expect(client.fetchQuery(query())).rejects.toBeInstanceOf(NetworkError)
  onPage = () => {}
  const { table } = await client.fetchQuery(query())
  onPage = down
  await expect(client.fetchQuery({ ...query(), staleTime: 0 })).rejects.toBeInstanceOf(NetworkError)
  expect(known()).toMatchObject({ count: 3, unfinished: null })
  onPage = () => {}
  expect((await client.fetchQuery({ ...query(), staleTime: 0 })).table).toBe(table)
})

/** A loading that was left after its first page: its query is cancelled, what came is on the screen. */
async function leftAfterFirstPage(): Promise<[string, TableSession][]> {
  runs = many(1500, 'FINISHED')
  onPage = (offset) => offset === 100 && void client.cancelQueries({ queryKey: query().queryKey })
  await client.fetchQuery(query()).catch(() => undefined)
  expect(known()).toMatchObject({ count: 100, unfinished: { kind: 'loading' } })
  return [...sessions]
}

test('a loading that begins anew leaves what is shown until it has runs of its own', async () => {
  const shown = await leftAfterFirstPage()
  const before: boolean[] = []
  onPage = (offset) => {
    if (offset === 0) before.push(shown.every(([name, rows]) => sessions.get(name) === rows))
  }
  await client.fetchQuery(query())
  expect(before).toEqual([true])
  expect(known()).toMatchObject({ count: 1500, unfinished: null })
  // The former table is let go.
  expect([...sessions.keys()].filter((one) => one.includes('"runs"'))).toHaveLength(1)
})

test('a loading begun anew that is stopped or fails before its first page takes nothing off the screen', async () => {
  await leftAfterFirstPage()
  onPage = (offset) => offset === 0 && cancelJob(runsJobId('83'))
  await client.fetchQuery(query())
  expect(known()).toMatchObject({ count: 100, unfinished: { kind: 'cancelled' } })
  onPage = () => {}
  await loadRest(client, '83', 'active', 'kit')
  expect(known()).toMatchObject({ count: 1500, unfinished: null })

  client.clear()
  await leftAfterFirstPage()
  onPage = (offset) => offset === 0 && down()
  await client.fetchQuery(query())
  expect(known()).toMatchObject({ count: 100, unfinished: { kind: 'failed' } })
  onPage = () => {}
  await client.fetchQuery({ ...query(), staleTime: 0 })
  expect(known()).toMatchObject({ count: 1500, unfinished: null })
})
