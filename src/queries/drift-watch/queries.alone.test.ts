import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { HttpError } from '~/lib/errors'
import { cancelJob, useJobs } from '~/stores/jobs'
import { type History, driftWatchKeys, driftWatchQueries, driftWatchUsers, historyJobId } from './queries'
import {
  changeAccess,
  createExperiment,
  deleteExperiment,
  deleteRecord,
  publishRecord,
  register,
  updateRecord,
} from './actions'
import { bearer, signInChecked, signOut } from '../session'

interface Asked {
  method: string
  path: string
  query: URLSearchParams
  body: Record<string, unknown>
  headers: Record<string, string>
}

const asked: Asked[] = []
let answer: (request: Asked) => Response | Promise<Response> = () => reply({}, 500)

const reply = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(status === 204 ? null : JSON.stringify(body), { status, headers })
const refuse = (status: number, message: string) => reply({ code: status, message }, status)

const row = (n: number, over: object = {}) => ({
  id: `d-${String(n).padStart(6, '0')}`,
  created_at: new Date(Date.UTC(2026, 0, 1, 0, n)).toISOString().slice(0, 19),
  schema_version: '1.0.0',
  job_status: 'Completed',
  model: 'm',
  drift_detected: false,
  tags: [],
  parameters: {},
  ...over,
})
const experiment = (id: string, over: object = {}) => ({
  id,
  created_at: '2026-01-01T00:00:00',
  name: id,
  public: true,
  permissions: [],
  ...over,
})

function paged(list: readonly unknown[], { query }: Asked): Response {
  const page = Number(query.get('page') ?? 1)
  const size = Number(query.get('page_size') ?? 10)
  const said = { total: list.length, total_pages: Math.ceil(list.length / size) }
  return reply(list.slice((page - 1) * size, page * size), 200, { 'X-Pagination': JSON.stringify(said) })
}

let client: QueryClient

beforeEach(() => {
  client = new QueryClient({ defaultOptions: { queries: { networkMode: 'always' } } })
  asked.length = 0
  vi.stubGlobal('fetch', async (url: string, init: RequestInit = {}) => {
    const { pathname, searchParams } = new URL(url, 'http://page.invalid')
    const request: Asked = {
      method: init.method ?? 'GET',
      path: pathname.replace('/backends/drift-watch', ''),
      query: searchParams,
      body: JSON.parse(typeof init.body === 'string' ? init.body : '{}') as Record<string, unknown>,
      headers: init.headers as Record<string, string>,
    }
    asked.push(request)
    init.signal?.throwIfAborted()
    return answer(request)
  })
})

afterEach(async () => {
  await signOut(client, 'drift-watch')
  client.clear()
  vi.unstubAllGlobals()
})

const loaded = (history: History | undefined) => {
  if (history?.state !== 'loaded') throw new Error('not loaded')
  return history
}

describe('history', () => {
  test('is whole after all pages; a job counts them, and ends', async () => {
    const list = Array.from({ length: 1050 }, (_, i) => row(i))
    const counts: number[] = []
    const stop = useJobs.subscribe(({ jobs }) => {
      const done = jobs.find(({ id }) => id === historyJobId('e'))?.progress?.done
      if (done !== undefined) counts.push(done)
    })
    answer = (request) => paged(list, request)
    const history = loaded(await client.fetchQuery(driftWatchQueries.history('e', 'camera')))
    stop()
    expect(history.records).toHaveLength(1050)
    expect(history.unfinished).toBeNull()
    expect(counts).toHaveLength(11)
    expect(counts.at(-1)).toBe(1050)
    expect(useJobs.getState().jobs).toEqual([])
  })

  test('cancelled by its job it keeps what came, and goes on from the start when asked again', async () => {
    const list = Array.from({ length: 1000 }, (_, i) => row(i))
    answer = (request) => {
      if (request.query.get('page') === '5') cancelJob(historyJobId('e'))
      return paged(list, request)
    }
    const part = loaded(await client.fetchQuery(driftWatchQueries.history('e')))
    expect(part.unfinished).toEqual({ kind: 'cancelled' })
    expect(part.records.length).toBeGreaterThan(0)
    expect(useJobs.getState().jobs).toEqual([])

    answer = (request) => paged(list, request)
    const whole = loaded(await client.fetchQuery({ ...driftWatchQueries.history('e'), staleTime: 0 }))
    expect(whole.records).toHaveLength(1000)
    expect(whole.unfinished).toBeNull()
  })

  test('left while it loads, it does not pass for loaded', async () => {
    const options = driftWatchQueries.history('e')
    const left: History = {
      state: 'loaded',
      records: [],
      unreadable: [],
      total: 9,
      unfinished: { kind: 'loading' },
    }
    client.setQueryData(driftWatchKeys.history('e'), left)
    answer = (request) => paged([row(1)], request)
    const observer = new QueryObserver(client, options)
    const stop = observer.subscribe(() => undefined)
    await vi.waitFor(() => expect(loaded(observer.getCurrentResult().data).unfinished).toBeNull())
    stop()
  })

  test('a refusal of one experiment is a value, any other failure an error', async () => {
    answer = () => refuse(403, 'Resource is not public.')
    expect(await client.fetchQuery(driftWatchQueries.history('e'))).toMatchObject({
      state: 'forbidden',
      why: 'Resource is not public.',
    })
    expect(await client.fetchQuery(driftWatchQueries.recent('e'))).toMatchObject({ state: 'forbidden' })
    answer = () => new Response('<html>Bad Gateway</html>', { status: 502 })
    await expect(client.fetchQuery(driftWatchQueries.history('f'))).rejects.toMatchObject({ status: 502 })
  })

  test('it is looked at again while it is open: sooner where a record runs, and not where all would be asked for', () => {
    const { refetchInterval } = driftWatchQueries.history('e')
    if (typeof refetchInterval !== 'function') throw new Error('It depends on the records.')
    const after = (data: object | undefined) => refetchInterval({ state: { data } } as never)
    const whole = {
      state: 'loaded',
      records: [{ state: 'completed' }],
      unreadable: [],
      total: 1,
      unfinished: null,
    }
    expect(after(whole)).toBe(60_000)
    expect(after({ ...whole, records: [{ state: 'running' }] })).toBe(30_000)
    expect(after({ ...whole, total: null })).toBe(false)
    expect(after({ ...whole, unfinished: { kind: 'cancelled' } })).toBe(false)
    expect(after({ state: 'forbidden' })).toBe(false)
    expect(after(undefined)).toBe(false)
  })

  test('looked at again, only what is new is asked for', async () => {
    let list = [row(0), row(1, { job_status: 'Running' })]
    answer = (request) => {
      const { $or } = request.body as { $or?: [{ created_at: { $gte: string } }, object] }
      return paged($or ? list.filter((d) => d.created_at >= $or[0].created_at.$gte) : list, request)
    }
    const options = driftWatchQueries.history('e')
    await client.fetchQuery(options)
    list = [row(0), row(1), row(2)]
    asked.length = 0
    const now = loaded(await client.fetchQuery({ ...options, staleTime: 0 }))
    expect(now.records.map(({ state }) => state)).toEqual(['completed', 'completed', 'completed'])
    expect(asked.map(({ body }) => '$or' in body)).toEqual([true, false])
  })
})

describe('who is signed in', () => {
  const user = {
    id: 'u',
    created_at: '2026-01-01T00:00:00',
    subject: 's',
    issuer: 'i',
    email: 'a@example.org',
  }

  test('nobody: nothing is asked; somebody: with the token, and everything else is forgotten', async () => {
    answer = ({ path }) =>
      path === '/user/self'
        ? reply(user)
        : path === '/entitlement'
          ? reply({ items: ['x'] })
          : refuse(403, 'User s@i does not meet requirements')
    expect(await client.fetchQuery(driftWatchQueries.me())).toBeNull()
    expect(asked).toEqual([])
    client.setQueryData(driftWatchKeys.history('e'), { state: 'forbidden' })
    await signInChecked(client, 'drift-watch', bearer('tok'))
    expect(client.getQueryData(driftWatchKeys.history('e'))).toBeUndefined()
    expect(await client.fetchQuery(driftWatchQueries.me())).toMatchObject({
      user: { id: 'u', email: 'a@example.org' },
      entitlements: ['x'],
      admin: false,
    })
    expect(asked.every(({ headers }) => headers['Authorization'] === 'Bearer tok')).toBe(true)
  })

  test('who is not registered is somebody without a user; a token that is not taken is an error', async () => {
    answer = () => refuse(403, 'User not registered.')
    await signInChecked(client, 'drift-watch', bearer('tok'))
    expect(await client.fetchQuery(driftWatchQueries.me())).toEqual({
      user: null,
      entitlements: [],
      admin: false,
    })
    answer = () => refuse(401, 'Issuer is not trusted: x')
    const refused = { status: 401 }
    await expect(signInChecked(client, 'drift-watch', bearer('other'))).rejects.toMatchObject(refused)
    const anew = { ...driftWatchQueries.me(), staleTime: 0, retry: false }
    await expect(client.fetchQuery(anew)).rejects.toMatchObject(refused)
  })

  test('registering twice brings the user up to date', async () => {
    answer = ({ method }) => (method === 'POST' ? refuse(409, 'User already exists.') : reply(user))
    expect(await register(client)).toMatchObject({ id: 'u' })
    expect(asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /user', 'PUT /user/self'])
  })
})

describe('actions', () => {
  test('a published record is in the history at once, a deleted one gone, also where it was gone before', async () => {
    answer = (request) => paged([row(0), row(5)], request)
    await client.fetchQuery(driftWatchQueries.history('e'))
    answer = ({ body }) => reply({ ...row(3), ...body }, 201)
    const draft = {
      state: 'completed',
      model: 'm',
      driftDetected: true,
      tags: [],
      parameters: { a: 1 },
    } as const
    const { record } = await publishRecord(client, { experiment: 'e', runKey: 'k', draft })
    const now = () => loaded(client.getQueryData(driftWatchKeys.history('e')))
    expect(now().records.map(({ id }) => id)).toEqual(['d-000000', 'd-000003', 'd-000005'])
    expect(now().total).toBe(3)
    answer = ({ body }) => reply({ ...row(3), ...body })
    await updateRecord(client, 'e', record.id, { ...record, tags: ['checked'] })
    expect(asked.at(-1)).toMatchObject({ method: 'PUT', path: '/experiment/e/drift/d-000003' })
    expect(now().records.map(({ tags }) => tags)).toEqual([[], ['checked'], []])
    expect(now().total).toBe(3)
    answer = () => refuse(404, 'Drift not found.')
    await deleteRecord(client, 'e', record.id)
    expect(now().records.map(({ id }) => id)).toEqual(['d-000000', 'd-000005'])
    expect(now().total).toBe(2)
    answer = () => refuse(403, 'Insufficient permissions.')
    await expect(deleteRecord(client, 'e', 'd-000000')).rejects.toBeInstanceOf(HttpError)
    expect(now().records).toHaveLength(2)
  })

  test('access: read once more, written with the newest name; what another changed is not overwritten', async () => {
    const before = { isPublic: false, grants: [{ entity: 'me', level: 'Manage' as const }] }
    const outcome = { ...before, isPublic: true }
    let now = experiment('a', { name: 'renamed', public: false, permissions: before.grants })
    answer = ({ method, body }) => reply(method === 'PUT' ? experiment('a', body) : now)
    const change = () => changeAccess(client, { id: 'a', base: before, outcome })
    expect(await change()).toMatchObject({ state: 'saved', asReviewed: true, experiment: { isPublic: true } })
    expect(asked.at(-1)).toMatchObject({
      method: 'PUT',
      body: { name: 'renamed', public: true, permissions: before.grants },
    })
    now = experiment('a', { public: false, permissions: [] })
    const count = asked.length
    expect(await change()).toMatchObject({ state: 'conflict', now: { grants: [] } })
    expect(asked.slice(count).map(({ method }) => method)).toEqual(['GET'])
    now = experiment('a', { public: false, permissions: before.grants })
    answer = ({ method }) =>
      reply(method === 'PUT' ? experiment('a', { public: true, permissions: [] }) : now)
    expect(await change()).toMatchObject({ state: 'saved', asReviewed: false })
    answer = () => refuse(403, 'Insufficient permissions.')
    await expect(change()).rejects.toMatchObject({ status: 403 })
  })

  test('users: only what an admin may ask, with what is typed as text', async () => {
    answer = (request) => paged([], request)
    await client.fetchQuery(driftWatchUsers.search('a.b*'))
    expect(asked.at(-1)?.body).toMatchObject({ $or: [{ email: { $regex: 'a\\.b\\*' } }, {}] })
    answer = () => refuse(403, 'User x@y does not meet requirements')
    await expect(client.fetchQuery(driftWatchUsers.byId(['x']))).rejects.toMatchObject({ status: 403 })
  })

  test('experiments: a bad one is listed beside the others; created and changed ones stand in the list', async () => {
    answer = (request) => paged([experiment('a'), experiment('b', { public: 'maybe' })], request)
    const list = () => client.getQueryData(driftWatchQueries.experiments().queryKey)
    await client.fetchQuery(driftWatchQueries.experiments())
    expect(list()?.unreadable).toMatchObject([{ id: 'b' }])
    answer = ({ body }) => reply(experiment('c', body), 201)
    const draft = { name: 'new', description: null, isPublic: false, grants: [] }
    await createExperiment(client, draft)
    expect(asked.at(-1)?.body).toEqual({ name: 'new', description: '', public: false, permissions: [] })
    expect(list()?.experiments.map(({ name }) => name)).toEqual(['new', 'a'])
    client.setQueryData(driftWatchKeys.history('c'), { state: 'forbidden' })
    answer = () => reply(null, 204)
    await deleteExperiment(client, 'c')
    expect(list()?.experiments.map(({ name }) => name)).toEqual(['a'])
    expect(client.getQueryData(driftWatchKeys.history('c'))).toBeUndefined()
    answer = () => refuse(409, 'Name conflict.')
    await expect(createExperiment(client, draft)).rejects.toMatchObject({ status: 409 })
  })
})
