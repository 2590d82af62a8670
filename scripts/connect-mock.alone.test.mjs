import { createServer } from 'vite'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createClient } from '~/api/client'
import { driftWatchContract } from '~/api/drift-watch/contract'
import { publish } from '~/api/drift-watch/publish'
import { fetchTransport } from '~/api/transport'
import { listenMock } from '~/mocks/node'
import { connectServers } from './connect-proxy.mjs'
import { root } from './install.mjs'

// A real server is not at hand: the mock, as plain HTTP outside of any page, stands in for it.

/** @type {(() => Promise<unknown>)[]} */
const closings = []
let page = ''

beforeAll(async () => {
  const backend = await listenMock('drift-watch')
  vi.stubEnv('DRIFT_WATCH_URL', backend.url)
  const vite = await createServer({
    root,
    configFile: false,
    mode: 'connect',
    logLevel: 'silent',
    plugins: [connectServers()],
    optimizeDeps: { noDiscovery: true },
    server: { host: '127.0.0.1', ws: false, watch: null },
  })
  await vite.listen(0)
  closings.push(
    () => vite.close(),
    () => backend.close(),
  )
  const bound = vite.httpServer?.address()
  page = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}`
})
afterAll(async () => {
  vi.unstubAllEnvs()
  for (const close of closings) await close()
})

/** @param {string | null} token */
function clientOf(token) {
  return createClient(
    driftWatchContract,
    fetchTransport({
      base: `${page}/backends/drift-watch`,
      authorization: async () => token && `Bearer ${token}`,
    }),
  )
}

test('a token, and only a token, makes somebody of a visitor through the proxy', async () => {
  const { data } = await clientOf('demo-researcher').self({})
  expect(data.email).toBe('researcher@example.org')
  await expect(clientOf(null).self({})).rejects.toMatchObject({ status: 401 })
  await expect(clientOf('demo-newcomer').self({})).rejects.toMatchObject({
    status: 403,
    body: { message: 'User not registered.' },
  })
})

test('pages, and their count, come through the proxy', async () => {
  const { data, headers } = await clientOf(null).searchExperiments({ query: { page_size: 1 }, body: {} })
  expect(data).toHaveLength(1)
  expect(JSON.parse(headers.get('X-Pagination') ?? '{}').total).toBeGreaterThan(1)
})

test('a record is published to a new experiment, and taken back', async () => {
  const client = clientOf('demo-researcher')
  const { data: experiment } = await client.createExperiment({
    body: { name: 'through the proxy', public: false, permissions: [] },
  })
  const { record } = await publish(client, {
    experiment: experiment.id,
    runKey: 'k1',
    draft: {
      state: 'completed',
      model: '',
      driftDetected: true,
      tags: ['MMD'],
      parameters: { distance: -0.01 },
    },
  })
  expect(record).toMatchObject({ driftDetected: true, parameters: { distance: -0.01 } })
  await client.deleteDrift({ experiment: experiment.id, drift: record.id })
  await expect(client.drift({ experiment: experiment.id, drift: record.id })).rejects.toMatchObject({
    status: 404,
  })
  await expect(
    clientOf('demo-stranger').searchDrifts({ experiment: experiment.id, body: {} }),
  ).rejects.toMatchObject({ status: 403 })
})
