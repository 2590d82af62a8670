import * as v from 'valibot'
import { expect, expectTypeOf, test } from 'vitest'
import { connectionsContract, loadConnections } from '~/api/connections'
import { defineContract } from '~/api/contract'
import { backendOf, type BackendId } from '~/api/registry'
import { countedWorld } from './counted-world'
import { memoryJournal } from './journal'
import { defineMock, type Mock, type Mocks } from './mock'
import { type AllMocked, listDemoPeople, mockOf, mocks, sitesBelow, startMocks } from './registry'
import { plainRequest, textOf } from './request'
import type { Dialect } from './server'

const start = () => startMocks({ ...countedWorld(), journalOf: memoryJournal })

test('a backend without a mock does not compile', () => {
  expectTypeOf<AllMocked<BackendId>>().toEqualTypeOf<BackendId>()
  // @ts-expect-error nobody mocks the second
  expectTypeOf<AllMocked<BackendId | 'made-up'>>().not.toBeNever()
  // @ts-expect-error nor here, where another is mocked
  expectTypeOf<AllMocked<'made-up', Pick<Mocks, 'drift-watch'>>>().not.toBeNever()
})

test('a mock stands in the folder of its id, and there is one for each backend', async () => {
  const files = Object.keys(import.meta.glob('./*/mock.ts'))
  expect(files).toEqual(mocks.map(({ id }) => `./${id}/mock.ts`))
  expect(connectionsContract.config.path).toBe('/config.json')
  const [, configSite] = sitesBelow('/backends', await start()).at(-1) ?? []
  const { demo, connections } = await loadConnections(undefined, async ({ method, path }) => {
    const exchange = await configSite?.(plainRequest(method, path))
    if (!exchange) throw new Error('nothing answers below the backends')
    const { reply } = exchange
    return {
      status: reply.status,
      headers: new Headers(reply.headers),
      bytes: new TextEncoder().encode(textOf(reply)),
    }
  })
  expect(demo).toBe(true)
  expect(connections.filter(({ configured }) => !configured)).toEqual([])
})

test('a mock answers the contract of its backend', () => {
  for (const { id, contract } of mocks) expect(contract).toBe(backendOf(id).contract)
})

test('an unknown mock is refused with the names of those there are', () => {
  expect(() => mockOf('made-up')).toThrow('No backend is called "made-up". There are: drift-watch')
})

test('everybody in the demo has an account of every backend', () => {
  for (const { credentials } of listDemoPeople())
    expect(Object.keys(credentials)).toEqual(mocks.map(({ id }) => id))
})

test('each start is a server of its own, the same each time', async () => {
  const create = async (running: Awaited<ReturnType<typeof start>>) => {
    const [{ server } = { server: null }] = running.filter(({ id }) => id === 'drift-watch')
    const asked = plainRequest(
      'POST',
      '/experiment',
      { authorization: 'Bearer demo-owner', 'content-type': 'application/json' },
      JSON.stringify({ name: 'x', public: false, permissions: [] }),
    )
    return server?.(asked)
  }
  const first = await start()
  const created = await create(first)
  expect(created).toMatchObject({ reply: { status: 201 }, wrote: true })
  expect(await create(first)).toMatchObject({ reply: { status: 409 }, wrote: false })
  expect(await create(await start())).toEqual(created)
})

test('a mock of three endpoints is one object', async () => {
  const contract = defineContract({
    a: { method: 'GET', path: '/a', response: v.string() },
    b: { method: 'POST', path: '/b', response: null },
    c: { method: 'DELETE', path: '/c/:id', response: null },
  })
  const none = { kind: 'none' } as const
  const dialect: Dialect = {
    write: (data) => JSON.stringify(data),
    unrouted: () => ({ status: 404, headers: {}, body: '' }),
    failed: () => ({ status: 500, headers: {}, body: '' }),
  }
  const mock = defineMock({
    id: 'made-up',
    contract,
    dialect,
    scenario: [],
    profiles: ['1', '2'],
    implement: ({ profile }) => ({
      ...(profile === '2' ? { dialect: { ...dialect, write: (data) => `${JSON.stringify(data)}\n` } } : {}),
      implementation: {
        a: async () => ({ status: 200, data: `version ${profile ?? '1'}` }),
        b: async () => ({ status: 204, data: null }),
        c: async () => ({ status: 204, data: null }),
      },
    }),
    credentials: { researcher: none, owner: none, stranger: none, admin: none },
  })
  expectTypeOf(mock.id).toEqualTypeOf<'made-up'>()
  const { server } = mock.start({ ...countedWorld(), profile: '2' }, memoryJournal())
  expect(textOf((await server(plainRequest('GET', '/a'))).reply)).toBe('"version 2"\n')
  const first = mock.start({ ...countedWorld(), profile: null }, memoryJournal())
  expect(textOf((await first.server(plainRequest('GET', '/a'))).reply)).toBe('"version 1"')
  // @ts-expect-error an account of everybody is asked for
  const credentials: Mock['credentials'] = { researcher: none, owner: none }
  expect(Object.keys(credentials)).toHaveLength(2)
})
