import { describe, expect, test } from 'vitest'
import { readPythonJson } from '../python-json'
import { endpointOf, parseDifferences, replay } from '../replay/replay'
import { recordingOf } from '../replay/recording'
import { shapeDifferences, shapeOf } from '../replay/shape'
import { plainRequest, type Reply, textOf } from '../request'
import { fixtureServer } from './fixtures/fixture-server'
import probes from './fixtures/probes.json' with { type: 'json' }
import { mock } from './mock'
import { recorded } from './recorded'

const samples = import.meta.glob<unknown>('~/api/drift-watch/samples/*.json', {
  eager: true,
  import: 'default',
})
const recordings = Object.entries(samples)
  .map(([path, value]) => recordingOf(path.split('/').at(-1) ?? path, value))
  .toSorted((a, b) => (a.name < b.name ? -1 : 1))

function paginationOf(header: string | undefined): unknown {
  return header === undefined ? undefined : JSON.parse(header)
}

function bodyOf(reply: Reply): unknown {
  const text = textOf(reply)
  return text && readPythonJson(text)
}

describe('whole recorded exchanges', () => {
  const server = recorded.start(recordings, null)

  test.each(recordings)('$name', async (recording) => {
    const found = endpointOf(mock.contract, recording)
    if (!found) throw new Error('the contract has no such endpoint')
    expect(parseDifferences(found, recording)).toEqual([])
    const { reply, differences } = await replay(found, recording, server, recorded)
    expect(differences).toEqual([])
    expect(paginationOf(reply.headers['x-pagination'])).toEqual(
      paginationOf(recording.answerHeaders['x-pagination']),
    )
    const { status, target, answer } = recording
    if (answer.kind !== 'json') throw new Error('all that was recorded is JSON')
    const wanted = answer.text && readPythonJson(answer.text)
    const given = bodyOf(reply)
    // Not only what the contract reads: the mock imitates all of it.
    expect(shapeDifferences(shapeOf(wanted), shapeOf(given))).toEqual([])
    // Refusals word by word, searches row by row; what was created carries its own time.
    if (status === 200 && !target.includes('search')) return
    if (status === 201) return
    if (target.startsWith('/entitlement')) return
    expect(given).toEqual(wanted)
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
    const { reply } = await server(plainRequest(probe.method, `${probe.path}?${query}`, headers, probe.body))
    expect(reply.status).toBe(probe.status)
    expect(paginationOf(reply.headers['x-pagination'])).toEqual(probe.pagination)
    if (probe.allow)
      expect(new Set(reply.headers['allow']?.split(', '))).toEqual(new Set(probe.allow.split(', ')))
    if (probe.answer === undefined) return
    const wanted = readPythonJson(probe.answer)
    const given = bodyOf(reply)
    expect(shapeDifferences(shapeOf(wanted), shapeOf(given))).toEqual([])
    // Times of what was created here differ, and the order of entitlements is a set's.
    if (
      !JSON.stringify(wanted).includes('"2026-') &&
      probe.path !== '/entitlement' &&
      probe.path !== '/user/self'
    )
      expect(given).toEqual(wanted)
  })
})
