import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ContractError, HttpError } from '~/lib/errors'
import { explain } from '~/lib/explain'
import { type Endpoint, createClient } from '../contract'
import { driftWatchContract, experimentBody } from './contract'
import { pagination } from './pages'
import type { Row } from '../rows'
import { fakeServer, json } from './server.test-support'
import { readRows, recordOf } from './wire'

interface Exchange {
  request: { method: string; path: string; headers: Record<string, string>; body?: unknown }
  response: { status: number; headers: Record<string, unknown>; body?: unknown; text?: string }
}

const folder = fileURLToPath(new URL('./samples/', import.meta.url))
const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => ({ name, exchange: JSON.parse(readFileSync(folder + name, 'utf8')) as Exchange }))

/** The endpoint of a recorded request, its path parameters and its query. */
function endpointOf({ method, path }: Exchange['request']): { name: string; input: Record<string, unknown> } {
  const url = new URL(path, 'http://x.invalid')
  for (const [name, endpoint] of Object.entries<Endpoint>(driftWatchContract)) {
    if (endpoint.method !== method) continue
    const pattern = new RegExp(`^${endpoint.path.replace(/:(\w+)/g, '(?<$1>[^/]+)')}$`)
    const match = pattern.exec(url.pathname)
    // "/user/self" is also a "/user/:x": here no two patterns overlap, for ids are never "self" or "search".
    if (match) return { name, input: { ...match.groups, query: Object.fromEntries(url.searchParams) } }
  }
  throw new Error(`no endpoint for ${method} ${path}`)
}

async function replay({ request, response }: Exchange) {
  const { name, input } = endpointOf(request)
  const sent: { path: string; body: string | null }[] = []
  const client = createClient(driftWatchContract, ({ path, body }) => {
    sent.push({ path, body })
    const header = response.headers['x-pagination']
    const headers = new Headers(header === undefined ? {} : { 'X-Pagination': JSON.stringify(header) })
    const text = response.text ?? JSON.stringify(response.body)
    return Promise.resolve({ status: response.status, headers, text })
  }) as unknown as Record<string, (input: object) => Promise<{ data: unknown; headers: Headers }>>
  const call = client[name]
  if (!call) throw new Error(`no call ${name}`)
  return { name, sent, answer: await call({ ...input, body: request.body }) }
}

test('there are 17 recorded exchanges and 17 endpoints', () => {
  expect(samples).toHaveLength(17)
  expect(Object.keys(driftWatchContract)).toHaveLength(17)
})

describe('recorded successes parse, and are asked for as they were', () => {
  for (const { name, exchange } of samples.filter(({ exchange }) => exchange.response.status < 300)) {
    test(name, async () => {
      const { answer, sent } = await replay(exchange)
      expect(sent[0]?.path).toBe(exchange.request.path)
      if (exchange.request.body !== undefined)
        expect(JSON.parse(sent[0]?.body ?? 'null')).toEqual(exchange.request.body)
      if (Array.isArray(answer.data)) {
        const rows = answer.data as Row<unknown>[]
        expect(rows.length).toBeGreaterThan(0)
        expect(rows.filter(({ ok }) => !ok)).toEqual([])
        expect(pagination(answer.headers).total).toBeGreaterThan(0)
      } else {
        expect(answer.data).toMatchObject(onlyKnown(exchange.response.body))
      }
    })
  }

  function onlyKnown(body: unknown): object {
    if (typeof body !== 'object' || body === null) throw new Error('the sample has no object')
    return body
  }
})

describe('recorded refusals are refusals with a sentence', () => {
  const titles: Record<string, string> = {
    '07-history-private-anonymous-403.json': 'This experiment is private',
    '08-history-unregistered-403.json': 'You are not registered yet',
    '11-user-self-no-token-401.json': 'You are not signed in',
    '13-experiment-name-conflict-409.json': 'This name is taken',
    '16-drift-unknown-fields-422.json': 'Some fields were not taken',
    '17-drift-not-found-404.json': 'This record is gone',
  }
  const refusals = samples.filter(({ exchange }) => exchange.response.status >= 300)
  test('all are listed', () => expect(refusals.map(({ name }) => name)).toEqual(Object.keys(titles)))

  for (const { name, exchange } of refusals) {
    test(name, async () => {
      // A body that the client would not send itself: its answer is what counts here.
      const { name: endpoint, input } = endpointOf(exchange.request)
      const { client } = fakeServer(() => json(exchange.response.body, exchange.response.status))
      const calls = client as unknown as Record<string, (input: object) => Promise<unknown>>
      const body = { model: 'm', job_status: 'Running', drift_detected: true, tags: [], parameters: {} }
      const error = await calls[endpoint]?.({
        ...input,
        body: endpoint === 'createDrift' ? body : { public: false, ...(exchange.request.body as object) },
      }).catch((error: unknown) => error)
      expect(error).toBeInstanceOf(HttpError)
      expect(explain(error).title).toBe(titles[name])
    })
  }
})

test('bare NaN and Infinity are read; text that says NaN stays', async () => {
  const sample = samples.find(({ name }) => name.startsWith('06'))
  if (!sample) throw new Error('sample 06 is missing')
  const { answer } = await replay(sample.exchange)
  const { read } = readRows(answer.data as Row<Parameters<typeof recordOf>[0]>[], recordOf)
  expect(read.map(({ parameters }) => parameters)).toEqual([
    { distance: null, name: 'NaN stays text', p_value: null },
    { distance: 0.01 },
  ])
})

test('a missing field of an answer is named by its path, an unknown one dropped', async () => {
  const whole = { id: 'e', created_at: '2026-01-01T00:00:00', name: 'n', public: true, permissions: [] }
  const { client } = fakeServer((_, call) =>
    json(call === 1 ? { ...whole, owner: 'x' } : { ...whole, permissions: [{ entity: 'a' }] }),
  )
  expect((await client.experiment({ experiment: 'e' })).data).toEqual(whole)
  const error = await client.experiment({ experiment: 'e' }).catch((error: unknown) => error)
  expect(error).toBeInstanceOf(ContractError)
  expect(error).toMatchObject({ path: 'permissions.0.level', where: 'GET /experiment/e' })
})

test('a body holds what the contract names and nothing else; ids are encoded into paths', async () => {
  const { client, requests } = fakeServer(() =>
    json({ id: 'e', created_at: '2026-01-01T00:00:00', name: 'n', public: true, permissions: [] }),
  )
  const known = { name: 'n', public: true, permissions: [] }
  const got = { ...known, id: 'e', created_at: 'x' }
  await client.updateExperiment({ experiment: '../a b', body: got })
  expect(requests[0]).toMatchObject({
    method: 'PUT',
    path: '/experiment/..%2Fa%20b',
    body: JSON.stringify(known),
  })
  expect(Object.keys(experimentBody.entries)).toEqual(['name', 'description', 'public', 'permissions'])
})

test('keys of parameters are kept, whatever they are called', async () => {
  const parameters = JSON.parse(
    `{"a.b":1,"$x":2,"":3,"__proto__":{"p":1},"constructor":4,"${'k'.repeat(250)}":5}`,
  ) as Record<string, unknown>
  const row = {
    id: 'd',
    created_at: '2026-01-01T00:00:00',
    job_status: 'Completed' as const,
    model: '',
    drift_detected: false,
    tags: [],
    parameters,
  }
  const { client, requests } = fakeServer(() => json(row, 201))
  const { data } = await client.createDrift({ experiment: 'e', body: row })
  expect(JSON.stringify(data.parameters)).toBe(JSON.stringify(parameters))
  expect(requests[0]?.body).toContain(JSON.stringify(parameters))
})
