import { CancelledError, QueryObserver } from '@tanstack/react-query'
import { expect, test, vi } from 'vitest'
import { HttpError } from '~/lib/errors'
import { cancelJob, useJobs } from '~/stores/jobs'
import { toast, useToasts } from '~/stores/toasts'
import type { openRunTable as OpenRunTable } from '~/workers/table-client'
import { deleteExperiment, deleteRun, restoreExperiment } from './actions'
import { loadedCurve } from './curves'
import { changeRuns } from './change-runs'
import { loadedHistory } from './histories'
import { mlflowKeys } from './queries'
import { historySession, type LoadedRuns } from './runs'
import { loadTableHistories, tableHistoriesJobId } from './table-histories'
import { asked, many, query, server, type WireRun, withRunsServer } from './runs-server.test-support'

// The worker's tables, in this process.
const { openRunTable } = vi.hoisted(() => ({ openRunTable: vi.fn<typeof OpenRunTable>() }))
vi.mock('~/workers/table-client', () => ({ openRunTable }))

const ground = withRunsServer(openRunTable)
const known = (view: 'active' | 'deleted' = 'active') =>
  ground.client.getQueryData<LoadedRuns>(query(view).queryKey)

test('a refresh asks for the newest page, and by their ids for the others that go on', async () => {
  server.runs = many(100, 'FINISHED').map((run) => (run.start < 90 ? { ...run, status: 'RUNNING' } : run))
  await ground.client.fetchQuery(query())
  for (const run of server.runs) run.status = 'FINISHED'
  // 100 new ones push all known ones off the newest page; one that went on was deleted elsewhere.
  server.runs.push(
    ...many(100, 'FINISHED').map((run) => ({ ...run, id: `new${run.id}`, start: 1000 + run.start })),
  )
  server.runs = server.runs.filter(({ id }) => id !== 'run0')
  asked.filters.length = 0
  await ground.client.fetchQuery({ ...query(), staleTime: 0 })
  // 90 went on: 80 in one search, 10 in another.
  expect(asked.filters.map((filter) => filter.split(',').length)).toEqual([1, 80, 10])
  expect(asked.filters[1]).toMatch(/^attributes\.run_id IN \('run\d+','/)
  expect(known()?.count).toBe(199)
  expect(await known()?.table.liveRuns()).toEqual({ status: 'done', value: [] })
})

test('a run that somebody else deleted leaves its table, and one that they restored takes the Undo with it', async () => {
  server.runs = many(150, 'FINISHED')
  await ground.client.fetchQuery(query())
  asked.filters.length = 0
  // One of the newest page, and one far behind it, which no refresh looks at.
  server.runs = server.runs.map((run) =>
    ['run140', 'run3'].includes(run.id) ? { ...run, stage: 'deleted' } : run,
  )
  await ground.client.fetchQuery({ ...query(), staleTime: 0 })
  expect([known()?.count, asked.filters]).toEqual([149, ['', "attributes.run_id IN ('run140')"]])

  toast({ tone: 'ok', title: '2 runs deleted', brings: ['run140', 'run3'] })
  toast({ tone: 'ok', title: '1 run deleted', brings: ['run140'] })
  server.runs = server.runs.map((run) => ({ ...run, stage: 'active' }))
  await ground.client.fetchQuery({ ...query(), staleTime: 0 })
  expect(known()?.count).toBe(150)
  expect(useToasts.getState().toasts).toMatchObject([{ title: '2 runs deleted', brings: ['run3'] }])
  await changeRuns(ground.client, ['run3'], { kind: 'restore' })
  expect(useToasts.getState().toasts).toEqual([])

  // The server has few: all others are gone.
  server.runs = server.runs.slice(0, 30)
  await ground.client.fetchQuery({ ...query(), staleTime: 0 })
  expect(known()?.count).toBe(30)
})

test('where all runs are gone, or there again, the experiment is asked for anew', async () => {
  const key = mlflowKeys.experiment('83')
  const isStale = () => ground.client.getQueryState(key)?.isInvalidated
  const refresh = () => ground.client.fetchQuery({ ...query(), staleTime: 0 })
  server.runs = many(130, 'FINISHED')
  ground.client.setQueryData(key, {})
  await ground.client.fetchQuery(query())
  server.runs = server.runs.slice(0, -1)
  await refresh()
  expect(isStale()).toBe(false)
  for (const gone of [true, false]) {
    server.runs = server.runs.map((run) => ({ ...run, stage: gone ? 'deleted' : 'active' }))
    await refresh()
    expect([known()?.count, isStale()]).toEqual([gone ? 0 : 129, true])
    ground.client.setQueryData(key, {})
  }
})

test('with an experiment its runs are gone, and all of them are back', async () => {
  server.runs = many(130, 'FINISHED')
  await ground.client.fetchQuery(query())
  const seen = new QueryObserver(ground.client, query())
  const look = seen.subscribe(() => {})
  const all = (stage: WireRun['stage']) => (server.runs = server.runs.map((run) => ({ ...run, stage })))
  all('deleted')
  await deleteExperiment(ground.client, '83')
  await vi.waitFor(() => expect(known()?.count).toBe(0))
  all('active')
  await restoreExperiment(ground.client, '83')
  await vi.waitFor(() => expect(known()?.count).toBe(130))
  look()
})

test('a run that is deleted leaves its table and comes to the other, by one search each', async () => {
  server.runs = many(3, 'FINISHED')
  await ground.client.fetchQuery(query())
  await ground.client.fetchQuery(query('deleted'))
  asked.filters.length = 0
  await deleteRun(ground.client, 'run1')
  expect([known()?.count, known('deleted')?.count]).toEqual([2, 1])
  expect(asked.filters).toEqual(["attributes.run_id IN ('run1')", "attributes.run_id IN ('run1')"])
})

test('a change to several runs tells what was refused, and renews the others once', async () => {
  server.runs = many(5, 'FINISHED')
  await ground.client.fetchQuery(query())
  asked.filters.length = 0
  server.refuses = (path, id) => (path === 'runs/delete' && id === 'run2' ? 403 : null)
  const { changed, refused } = await changeRuns(ground.client, ['run1', 'run2', 'run3'], { kind: 'delete' })
  expect([...changed].toSorted()).toEqual(['run1', 'run3'])
  expect(refused.map(({ id }) => id)).toEqual(['run2'])
  expect(refused[0]?.error).toBeInstanceOf(HttpError)
  expect([known()?.count, asked.filters.length]).toEqual([3, 1])
  // Who is not signed in is told so once, not for each run.
  let times = 0
  server.refuses = () => {
    times++
    return 401
  }
  const ids = Array.from({ length: 40 }, (_, i) => `x${i}`)
  const none = changeRuns(ground.client, ids, { kind: 'set tag', key: 'a', value: 'b' })
  await expect(none).rejects.toMatchObject({ status: 401 })
  expect(times).toBeLessThanOrEqual(4)
})

test('another person begins with nothing of what the one before saw', async () => {
  server.runs = many(5, 'FINISHED')
  const first = await ground.client.fetchQuery(query())
  const view = { filter: null, sort: [], layout: { kind: 'flat' }, columns: MAX } as const
  await first.table.query({ ...view, window: { from: 0, to: 5 } })
  await loadTableHistories(ground.client, '83', first.table, MAX, 'Whole table')
  ground.client.clear()
  server.runs = server.runs.slice(0, 2)
  const { table, count } = await ground.client.fetchQuery(query())
  expect(count).toBe(2)
  await table.query({ ...view, window: { from: 0, to: 5 } })
  const needed = await table.neededHistories(MAX, null)
  expect(needed.status === 'done' && needed.value.map(({ isLoaded }) => isLoaded)).toEqual([false, false])
})

const MAX = [{ column: 'metric:acc', mode: 'max' }] as const

test('a table loads the histories it lacks, each once, and keeps them where it is stopped', async () => {
  server.runs = many(12, 'FINISHED')
  const { table } = await ground.client.fetchQuery(query())
  const view = { filter: null, sort: [], layout: { kind: 'flat' }, columns: MAX } as const
  await table.query({ ...view, window: { from: 0, to: 3 } })
  server.onHistory = () => {
    if (asked.histories.length === 5) cancelJob(tableHistoriesJobId('83'))
  }
  expect(await loadTableHistories(ground.client, '83', table, MAX, 'Whole table')).toBe(false)
  expect(asked.histories.length).toBeLessThan(12)
  expect(await loadTableHistories(ground.client, '83', table, MAX, 'Whole table')).toBe(true)
  expect(await loadTableHistories(ground.client, '83', table, MAX, 'Whole table')).toBe(true)
  // Those under way when it was stopped were asked for again.
  expect(new Set(asked.histories).size).toBe(12)
  expect(asked.histories.length).toBeLessThanOrEqual(12 + 4)
  expect(useJobs.getState().jobs).toEqual([])
  const rows = await table.query({ ...view, window: { from: 0, to: 1 } })
  expect(rows.status === 'done' && rows.value.window.cells[0]).toMatchObject({ values: Float64Array.of(5) })
})

test('a cell in view gets its history, also where a loading that asked for it too is stopped', async () => {
  server.runs = many(3, 'FINISHED')
  const { table } = await ground.client.fetchQuery(query())
  const view = { filter: null, sort: [], layout: { kind: 'flat' }, columns: MAX } as const
  await table.query({ ...view, window: { from: 0, to: 3 } })
  const seen = new QueryObserver(ground.client, loadedHistory(historySession('83'), 'run1', 'acc', false))
  const look = seen.subscribe(() => {})
  server.onHistory = () => cancelJob(tableHistoriesJobId('83'))
  expect(await loadTableHistories(ground.client, '83', table, MAX, 'Whole table')).toBe(false)
  await vi.waitFor(() => expect(seen.getCurrentResult().isSuccess).toBe(true))
  look()
})

test('curves of rows that come into view together are one request, each asked once; a refusal is no curve', async () => {
  server.runs = many(100, 'FINISHED')
  const { table } = await ground.client.fetchQuery(query())
  const curve = (id: string) => loadedCurve(historySession('83'), id, 'acc', false)
  const ids = server.runs.map((run) => run.id)
  const look = (some: readonly string[]) => Promise.all(some.map((id) => ground.client.fetchQuery(curve(id))))
  expect(await look(ids)).toEqual(ids.map(() => true))
  await look(ids)
  expect(asked.curves.map((ids) => ids.length)).toEqual([80, 20])
  const view = { filter: null, sort: [], layout: { kind: 'flat' }, columns: CURVE } as const
  const seen = await table.query({ ...view, window: { from: 0, to: 1 } })
  expect(seen.status === 'done' && seen.value.window.cells[0]).toMatchObject({ texts: ['3'] })

  // Rows that left the view before it was asked are not asked for; where none is left, nothing is.
  ground.client.removeQueries({ queryKey: curve('run0').queryKey.slice(0, -2) })
  const left = look(['run1', 'run2'])
  await ground.client.cancelQueries({ queryKey: curve('run1').queryKey })
  await expect(left).rejects.toBeInstanceOf(CancelledError)
  await vi.waitFor(() => expect(asked.curves.at(-1)).toEqual(['run2']))

  server.refuses = () => 404
  expect(await ground.client.fetchQuery(curve('run3'))).toBe(false)
  const needed = await table.neededHistories(CURVE, { from: 96, to: 97 })
  expect(needed).toMatchObject({ value: [{ runId: 'run3', isLoaded: true }] })
})

const CURVE = [{ column: 'metric:acc', mode: 'curve' }] as const
