import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { ContractError, HttpError } from '~/lib/errors'
import { explain } from '~/lib/explain'
import { readRecording, type Recording } from '~/mocks/replay/recording'
import { endpointOf } from '~/mocks/replay/replay'
import { createClient } from '../client'
import { driftWatchBackend } from './backend'
import { driftWatchContract, experimentBody } from './contract'
import { pagination } from './pages'
import type { Row } from '../rows'
import { fakeServer, json } from './server.test-support'
import { readRows, recordOf } from './wire'

const folder = fileURLToPath(new URL('./samples/', import.meta.url))
const samples = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .map((name) => readRecording(name, readFileSync(folder + name, 'utf8')))

/** What a call of the recorded request's endpoint is given. */
function callOf(recording: Recording): { name: string; input: Record<string, unknown> } {
  const found = endpointOf(driftWatchContract, recording)
  if (!found) throw new Error(`no endpoint for ${recording.method} ${recording.target}`)
  const { searchParams } = new URL(recording.target, 'http://x.invalid')
  return { name: found.name, input: { ...found.params, query: Object.fromEntries(searchParams) } }
}

const answerText = ({ answer }: Recording) => (answer.kind === 'bytes' ? '' : answer.text)
const answerOf = (recording: Recording) => JSON.parse(answerText(recording)) as object
const bodyOf = ({ body }: Recording) => (body === '' ? undefined : (JSON.parse(body) as object))

async function replay(recording: Recording) {
  const { name, input } = callOf(recording)
  const sent: { path: string; body: string | null }[] = []
  const client = createClient(driftWatchContract, ({ path, body }) => {
    sent.push({ path, body })
    const headers = new Headers(recording.answerHeaders)
    const bytes = new TextEncoder().encode(answerText(recording))
    return Promise.resolve({ status: recording.status, headers, bytes })
  }) as unknown as Record<string, (input: object) => Promise<{ data: unknown; headers: Headers }>>
  const call = client[name]
  if (!call) throw new Error(`no call ${name}`)
  return { name, sent, answer: await call({ ...input, body: bodyOf(recording) }) }
}

test('there are 17 recorded exchanges and 17 endpoints', () => {
  expect(samples).toHaveLength(17)
  expect(Object.keys(driftWatchContract)).toHaveLength(17)
})

describe('recorded successes parse, and are asked for as they were', () => {
  for (const recording of samples.filter(({ status }) => status < 300)) {
    test(recording.name, async () => {
      const { answer, sent } = await replay(recording)
      expect(sent[0]?.path).toBe(recording.target)
      if (recording.body !== '') expect(JSON.parse(sent[0]?.body ?? 'null')).toEqual(bodyOf(recording))
      if (Array.isArray(answer.data)) {
        const rows = answer.data as Row<unknown>[]
        expect(rows.length).toBeGreaterThan(0)
        expect(rows.filter(({ ok }) => !ok)).toEqual([])
        expect(pagination(answer.headers).total).toBeGreaterThan(0)
      } else {
        expect(answer.data).toMatchObject(answerOf(recording))
      }
    })
  }
})

describe('recorded refusals are refusals with a sentence', () => {
  const titles: Record<string, string> = {
    '07-history-private-anonymous-403.json': 'This experiment is private',
    '08-history-unregistered-403.json': 'You are not registered yet',
    '11-user-self-no-token-401.json': 'You are not signed in',
    '13-experiment-name-conflict-409.json': 'This name is taken',
    '16-drift-unknown-fields-422.json': 'Some fields were refused',
    '17-drift-not-found-404.json': 'This record is gone',
  }
  const refusals = samples.filter(({ status }) => status >= 300)
  test('all are listed', () => expect(refusals.map(({ name }) => name)).toEqual(Object.keys(titles)))

  for (const recording of refusals) {
    test(recording.name, async () => {
      // A body that the client would not send itself: its answer is what counts here.
      const { name, input } = callOf(recording)
      const { client } = fakeServer(() => json(answerOf(recording), recording.status))
      const calls = client as unknown as Record<string, (input: object) => Promise<unknown>>
      const body = { model: 'm', job_status: 'Running', drift_detected: true, tags: [], parameters: {} }
      const error = await calls[name]?.({
        ...input,
        body: name === 'createDrift' ? body : { public: false, ...bodyOf(recording) },
      }).catch((error: unknown) => error)
      expect(error).toBeInstanceOf(HttpError)
      if (error instanceof HttpError) error.server = driftWatchBackend
      expect(explain(error).title).toBe(titles[recording.name])
    })
  }
})

test('bare NaN and Infinity are read; text that says NaN stays', async () => {
  const sample = samples.find(({ name }) => name.startsWith('06'))
  if (!sample) throw new Error('sample 06 is missing')
  const { answer } = await replay(sample)
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
