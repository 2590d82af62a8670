import { describe, expect, test } from 'vitest'
import type { Row } from '../journal'
import { readPythonJson } from '../python-json'
import type { PlainRequest, Reply } from '../server'
import { fixtureServer } from './fixtures/fixture-server'
import probes from './fixtures/probes.json' with { type: 'json' }
import { driftsOf, EXPERIMENTS } from './tables'

interface Recorded {
  request: { method: string; path: string; headers: Record<string, string>; body?: unknown }
  response: {
    status: number
    headers: Record<string, unknown>
    body?: unknown
    text?: string
  }
}

const samples = import.meta.glob<Recorded>('~/api/drift-watch/samples/*.json', {
  eager: true,
  import: 'default',
})
const recordings = Object.entries(samples)
  .map(([path, recording]) => ({ name: path.split('/').at(-1) ?? path, ...recording }))
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))

function request(method: string, path: string, headers: Record<string, string>, body = ''): PlainRequest {
  const url = new URL(path, 'http://server')
  return {
    method,
    path: decodeURIComponent(url.pathname),
    query: url.searchParams,
    headers: new Headers(headers),
    body,
  }
}

/** What a value is made of: objects by key, lists by their items' kinds, never the values. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((item) => JSON.stringify(shapeOf(item))))]
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shapeOf(item)]))
  return value === null ? 'null' : typeof value
}

function paginationOf(reply: Reply): unknown {
  const header = reply.headers['x-pagination']
  return header === undefined ? undefined : JSON.parse(header)
}

function bodyOf({ response }: Recorded): unknown {
  return response.text === undefined ? response.body : response.text && readPythonJson(response.text)
}

/** Rows of the answers of searches, as the database held them. Pages that were not recorded are filled up. */
function rowsShown(): Record<string, Row[]> {
  const collections: Record<string, Row[]> = {}
  for (const recording of recordings) {
    const { request: asked, response } = recording
    const [, experiment] = /^\/experiment\/(?:([\da-f-]{36})\/drift\/)?search/.exec(asked.path) ?? []
    if (response.status !== 200 || !asked.path.includes('search')) continue
    const collection = experiment === undefined ? EXPERIMENTS : driftsOf(experiment)
    const rows = (bodyOf(recording) as { id: string; created_at: string }[]).map(({ id, ...rest }) => ({
      _id: id,
      ...rest,
    }))
    const known = (collections[collection] ??= [])
    known.push(
      ...rows.filter(({ _id }) => !_id.startsWith('00000000') && known.every((row) => row._id !== _id)),
    )
    const { total } = response.headers['x-pagination'] as { total: number }
    const last = rows.at(-1)
    if (experiment === undefined || !last) continue
    for (let i = rows.length; i < total; i++) {
      const older = { created_at: `2020${last.created_at.slice(4)}` }
      known.push({ ...last, ...older, _id: `0f111ed0-0000-4000-8000-${String(i).padStart(12, '0')}` })
    }
  }
  return collections
}

describe('whole recorded exchanges', () => {
  const created = recordings
    .filter(({ response }) => response.status === 201)
    .map(({ response }) => (response.body as { id: string }).id)
  const server = fixtureServer(created, rowsShown())

  test.each(recordings)('$name', async (recording) => {
    const { request: asked, response } = recording
    const body = asked.body === undefined ? '' : JSON.stringify(asked.body)
    const reply = await server(request(asked.method, asked.path, asked.headers, body))
    expect(reply.status).toBe(response.status)
    expect(paginationOf(reply)).toEqual(response.headers['x-pagination'])
    expect(reply.headers['content-type']).toBe(response.headers['content-type'])
    const answer = readPythonJson(reply.body)
    const wanted = bodyOf(recording)
    expect(shapeOf(answer)).toEqual(shapeOf(wanted))
    // Refusals word by word, searches row by row; what was created carries its own time.
    if (response.status === 200 && !asked.path.includes('search')) return
    if (response.status === 201) return
    if (asked.path.startsWith('/entitlement')) return
    expect(answer).toEqual(wanted)
  })
})

interface Probe {
  method: string
  path: string
  query?: Record<string, string>
  token?: string
  authorization?: string
  body?: string
  status: number
  pagination?: object
  allow?: string
  /** Left out where the recording was cut off. */
  answer?: string
}

describe('probes, one after the other on one server', () => {
  const all = probes as (Probe & { createdId?: string })[]
  const server = fixtureServer(all.flatMap(({ createdId }) => createdId ?? []))

  test.each(all.map((probe, i) => ({ ...probe, i })))('$i $method $path $token $body', async (probe) => {
    const headers: Record<string, string> = {}
    if (probe.body !== undefined) headers['content-type'] = 'application/json'
    const authorization = probe.authorization ?? (probe.token && `Bearer ${probe.token}`)
    if (authorization) headers['authorization'] = authorization
    const query = new URLSearchParams(probe.query).toString()
    const reply = await server(request(probe.method, `${probe.path}?${query}`, headers, probe.body))
    expect(reply.status).toBe(probe.status)
    expect(paginationOf(reply)).toEqual(probe.pagination)
    if (probe.allow)
      expect(new Set(reply.headers['allow']?.split(', '))).toEqual(new Set(probe.allow.split(', ')))
    if (probe.answer === undefined) return
    const answer = readPythonJson(reply.body)
    const wanted = readPythonJson(probe.answer)
    expect(shapeOf(answer)).toEqual(shapeOf(wanted))
    // Times of what was created here differ, and the order of entitlements is a set's.
    if (
      !JSON.stringify(wanted).includes('"2026-') &&
      probe.path !== '/entitlement' &&
      probe.path !== '/user/self'
    )
      expect(answer).toEqual(wanted)
  })
})
