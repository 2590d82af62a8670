import { QueryClient } from '@tanstack/react-query'
import { beforeEach, expect, test } from 'vitest'
import { ContractError, HttpError, NetworkError } from '~/lib/errors'
import { serverStateOf } from './server-state'

let client: QueryClient
beforeEach(() => {
  client = new QueryClient({
    defaultOptions: { queries: { retry: false, gcTime: Number.POSITIVE_INFINITY } },
  })
})

const state = () => serverStateOf(client.getQueryCache(), ['a'])

function answered(key: readonly string[], data: unknown, updatedAt: number): void {
  client.setQueryData(key, data, { updatedAt })
}

/** A query's failure at a moment, as if the server had been asked then. */
async function failed(key: readonly string[], error: Error, at: number): Promise<void> {
  await client.prefetchQuery({ queryKey: key, queryFn: () => Promise.reject(error) })
  client.getQueryCache().find({ queryKey: key })?.setState({ errorUpdatedAt: at })
}

const gone = new NetworkError('GET /', 'gone')
const refused = (status: number) => new HttpError('GET /', status, null, '')

test('nothing is known of a server that was not asked, nor by what another one told', () => {
  expect(state()).toBe('not asked')
  answered(['b', 'list'], [], 1_000)
  answered(['a', 'me'], null, 1_000)
  expect(state()).toBe('not asked')
})

test('an answer makes it reachable, and a refusal is an answer', async () => {
  answered(['a', 'list'], [], 1_000)
  expect(state()).toBe('reachable')
  client.clear()
  await failed(['a', 'list'], refused(403), 1_000)
  expect(state()).toBe('reachable')
})

test.each([gone, refused(502), refused(500)])('it fails where nothing comes any more: %s', async (error) => {
  await failed(['a', 'list'], error, 1_000)
  expect(state()).toBe('failing')
  answered(['a', 'other'], [], 2_000)
  expect(state()).toBe('reachable')
  await failed(['a', 'other'], error, 20_000)
  expect(state()).toBe('failing')
})

test('what was never answered, beside what was, is one resource: an experiment behind a broken gateway', async () => {
  answered(['a', 'list'], [], 1_000)
  await failed(['a', 'one'], refused(502), 90_000)
  expect(state()).toBe('reachable')
})

test('one failure beside answers is no outage, and an unreadable answer is none', async () => {
  answered(['a', 'list'], [], 10_000)
  await failed(['a', 'one'], refused(502), 12_000)
  await failed(['a', 'two'], new ContractError('GET /', '', 'is not JSON', ''), 90_000)
  expect(state()).toBe('reachable')
})
