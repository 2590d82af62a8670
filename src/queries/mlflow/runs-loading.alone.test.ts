import { expect, test, vi } from 'vitest'
import { NetworkError } from '~/lib/errors'
import { cancelJob, useJobs } from '~/stores/jobs'
import { TableSession } from '~/workers/table-session'
import type { openRunTable as OpenRunTable } from '~/workers/table-client'
import { type LoadedRuns, loadRest, runsJobId } from './runs'
import { asked, many, query, server, sessions, withRunsServer } from './runs-server.test-support'

// The worker's tables, in this process.
const { openRunTable } = vi.hoisted(() => ({ openRunTable: vi.fn<typeof OpenRunTable>() }))
vi.mock('~/workers/table-client', () => ({ openRunTable }))

const ground = withRunsServer(openRunTable)
const known = (view: 'active' | 'deleted' = 'active') =>
  ground.client.getQueryData<LoadedRuns>(query(view).queryKey)

const down = (): never => {
  throw new TypeError('Failed to fetch')
}

test('a server that goes down between two pages: what came stays, and the rest is loaded after it', async () => {
  server.runs = many(3000, 'FINISHED')
  server.onPage = (offset) => offset === 1100 && down()
  const part = await ground.client.fetchQuery(query())
  expect(part).toMatchObject({ count: 1100, unfinished: { kind: 'failed', error: expect.any(NetworkError) } })
  // Still down: the same again, and nothing is lost.
  await loadRest(ground.client, '83', 'active', 'kit')
  expect(known()).toMatchObject({ count: 1100, unfinished: { kind: 'failed' } })
  server.onPage = () => {}
  asked.pages.length = 0
  await loadRest(ground.client, '83', 'active', 'kit')
  expect(known()).toMatchObject({ count: 3000, unfinished: null })
  expect(asked.pages).toEqual([1100, 2100])
  expect(known()?.table).toBe(part.table)
  expect(useJobs.getState().jobs).toEqual([])
})

test('a refetch goes on with the page that failed; a table that the worker lost is begun anew', async () => {
  server.runs = many(1500, 'FINISHED')
  server.onPage = (offset) => offset === 1100 && down()
  await ground.client.fetchQuery(query())
  server.onPage = () => {}
  asked.pages.length = 0
  await ground.client.fetchQuery({ ...query(), staleTime: 0 })
  expect([known()?.count, asked.pages]).toEqual([1500, [1100]])

  ground.client.clear()
  server.onPage = (offset) => offset === 1100 && down()
  const { table } = await ground.client.fetchQuery(query())
  server.onPage = () => {}
  asked.pages.length = 0
  const failure = { code: 'not-open', message: 'forgotten' }
  table.putRuns = () => Promise.resolve({ status: 'failed', failure })
  await loadRest(ground.client, '83', 'active', 'kit')
  expect(known()).toMatchObject({ count: 1500, unfinished: null })
  expect(asked.pages).toEqual([1100, 0, 100, 1100])
})

test('a stopped loading is not gone on with by a refresh, but by a person', async () => {
  server.runs = many(2500, 'FINISHED')
  server.onPage = (offset) => offset === 1100 && cancelJob(runsJobId('83'))
  await ground.client.fetchQuery(query())
  server.onPage = () => {}
  expect(known()).toMatchObject({ count: 1100, unfinished: { kind: 'cancelled' } })
  asked.pages.length = 0
  await ground.client.fetchQuery({ ...query(), staleTime: 0 })
  expect([known()?.count, asked.pages]).toEqual([1100, [0]])
  await loadRest(ground.client, '83', 'active', 'kit')
  expect(known()).toMatchObject({ count: 2500, unfinished: null })
})

test('a server that is down from the start has nothing to show; a refresh that fails keeps what there was', async () => {
  server.runs = many(3, 'FINISHED')
  server.onPage = down
  await expect(ground.client.fetchQuery(query())).rejects.toBeInstanceOf(NetworkError)
  server.onPage = () => {}
  const { table } = await ground.client.fetchQuery(query())
  server.onPage = down
  await expect(ground.client.fetchQuery({ ...query(), staleTime: 0 })).rejects.toBeInstanceOf(NetworkError)
  expect(known()).toMatchObject({ count: 3, unfinished: null })
  server.onPage = () => {}
  expect((await ground.client.fetchQuery({ ...query(), staleTime: 0 })).table).toBe(table)
})

/** A loading that was left after its first page: its query is cancelled, what came is on the screen. */
async function leftAfterFirstPage(): Promise<[string, TableSession][]> {
  server.runs = many(1500, 'FINISHED')
  server.onPage = (offset) =>
    offset === 100 && void ground.client.cancelQueries({ queryKey: query().queryKey })
  await ground.client.fetchQuery(query()).catch(() => undefined)
  expect(known()).toMatchObject({ count: 100, unfinished: { kind: 'loading' } })
  return [...sessions]
}

test('a loading that begins anew leaves what is shown until it has runs of its own', async () => {
  const shown = await leftAfterFirstPage()
  const before: boolean[] = []
  server.onPage = (offset) => {
    if (offset === 0) before.push(shown.every(([name, rows]) => sessions.get(name) === rows))
  }
  await ground.client.fetchQuery(query())
  expect(before).toEqual([true])
  expect(known()).toMatchObject({ count: 1500, unfinished: null })
  // The former table is let go.
  expect([...sessions.keys()].filter((one) => one.includes('"runs"'))).toHaveLength(1)
})

test('a loading begun anew that is stopped or fails before its first page takes nothing off the screen', async () => {
  await leftAfterFirstPage()
  server.onPage = (offset) => offset === 0 && cancelJob(runsJobId('83'))
  await ground.client.fetchQuery(query())
  expect(known()).toMatchObject({ count: 100, unfinished: { kind: 'cancelled' } })
  server.onPage = () => {}
  await loadRest(ground.client, '83', 'active', 'kit')
  expect(known()).toMatchObject({ count: 1500, unfinished: null })

  ground.client.clear()
  await leftAfterFirstPage()
  server.onPage = (offset) => offset === 0 && down()
  await ground.client.fetchQuery(query())
  expect(known()).toMatchObject({ count: 100, unfinished: { kind: 'failed' } })
  server.onPage = () => {}
  await ground.client.fetchQuery({ ...query(), staleTime: 0 })
  expect(known()).toMatchObject({ count: 1500, unfinished: null })
})
