import { describe, expect, test } from 'vitest'
import { HttpError } from '~/lib/errors'
import type { WireRequest } from '../contract'
import type { WireDrift } from './contract'
import { type LoadedHistory, loadNew, loadNewest, loadWhole } from './history'
import { asked, drift, fakeServer, json, pageOf, refused } from './server.test-support'

const quiet = { onPage: () => undefined }
const never = () => new AbortController().signal
const ids = ({ records }: LoadedHistory) => records.map(({ id }) => id)

describe('the whole history', () => {
  test('is ascending by time, then id, each id once, and an unreadable row stands beside the others', async () => {
    const at = '2026-03-01T10:00:00.000500'
    const bad = { ...drift(1), id: 'bad', job_status: 'Queued' }
    const { parameters: _, ...lacking } = { ...drift(2), id: 'lacking' }
    const list = [
      drift(5, { id: 'z', created_at: at }),
      bad,
      drift(6, { id: 'a', created_at: at }),
      drift(3),
      drift(3),
      lacking,
      drift(4, { created_at: '2026-13-01T00:00:00' }),
      17,
    ]
    const { client, requests } = fakeServer((request) => pageOf(list, request))
    const history = await loadWhole(client, 'e', { cancel: never(), ...quiet })
    expect(ids(history)).toEqual(['d-000003', 'a', 'z'])
    expect(history.unfinished).toBeNull()
    expect(history.unreadable.map(({ id }) => id)).toEqual(['bad', 'lacking', 'd-000004', null])
    expect(history.unreadable[0]?.why).toMatch(/^job_status: .*"Queued"/)
    expect(history.unreadable[1]?.why).toMatch(/^parameters: /)
    expect(history.unreadable[2]?.why).toBe('created_at: Expected a time but received "2026-13-01T00:00:00"')
    expect(requests[0]?.path).toContain('sort_by=created_at&order_by=desc&page=1&page_size=100')
    expect(requests[0]?.body).toBe('{}')
  })

  test('progress counts up; what came so far can be shown', async () => {
    const list = Array.from({ length: 450 }, (_, i) => drift(i))
    const { client } = fakeServer((request) => pageOf(list, request))
    const seen: number[] = []
    await loadWhole(client, 'e', {
      cancel: never(),
      onPage: (done, total, soFar) => {
        expect(total).toBe(450)
        expect(soFar()).toMatchObject({ unfinished: { kind: 'loading' }, total: 450 })
        expect(soFar().records).toHaveLength(done)
        seen.push(done)
      },
    })
    expect(seen).toHaveLength(5)
    expect(seen.at(-1)).toBe(450)
  })

  test('what is handed out has no gap: a page waits for the one before it', async () => {
    const list = Array.from({ length: 450 }, (_, i) => drift(450 - i))
    let release = (): void => undefined
    const second = new Promise<void>((resolve) => (release = resolve))
    const { client } = fakeServer(async (request) => {
      const page = asked(request, 'page')
      if (page === 2) await second
      return pageOf(list, request)
    })
    const shown: number[] = []
    const history = await loadWhole(client, 'e', {
      cancel: never(),
      onPage: (done, _, soFar) => {
        shown.push(soFar().records.length)
        if (done === 350) release()
      },
    })
    // The newest alone, until the second page came.
    expect(shown).toEqual([100, 100, 100, 100, 450])
    expect(history.records).toHaveLength(450)
  })

  test('a record that is logged meanwhile pushes the oldest onto one more page, and it is found there', async () => {
    const list = Array.from({ length: 300 }, (_, i) => drift(300 - i))
    const { client } = fakeServer((request) => {
      const answer = pageOf(list, request)
      if (asked(request, 'page') === 1) list.unshift(drift(301))
      return answer
    })
    const history = await loadWhole(client, 'e', { cancel: never(), ...quiet })
    expect(history.records).toHaveLength(300)
    expect(history.records[0]?.id).toBe('d-000001')
  })

  test('cancelled, or refused in the middle, it keeps what came', async () => {
    const list = Array.from({ length: 900 }, (_, i) => drift(i))
    const controller = new AbortController()
    const stopped = fakeServer((request) => pageOf(list, request))
    const kept = await loadWhole(stopped.client, 'e', {
      cancel: controller.signal,
      onPage: (done) => {
        if (done >= 300) controller.abort()
      },
    })
    expect(kept.unfinished).toEqual({ kind: 'cancelled' })
    expect(kept.records.length).toBeGreaterThanOrEqual(300)
    expect(kept.records.length).toBeLessThan(900)

    const ended = fakeServer((request) =>
      asked(request, 'page') > 3
        ? refused(401, 'Could not verify JWT: Signature has expired')
        : pageOf(list, request),
    )
    const part = await loadWhole(ended.client, 'e', { cancel: never(), ...quiet })
    expect(part.records).toHaveLength(300)
    expect(part.total).toBe(900)
    expect(part.unfinished).toMatchObject({ kind: 'failed', error: { status: 401 } })
  })

  test('behind a page that failed, what came stands beyond a gap', async () => {
    const list = Array.from({ length: 900 }, (_, i) => drift(900 - i))
    const { client } = fakeServer((request) =>
      asked(request, 'page') === 3 ? refused(502, 'Bad gateway') : pageOf(list, request),
    )
    const part = await loadWhole(client, 'e', { cancel: never(), ...quiet })
    expect(part.records).toHaveLength(800)
    const at = (id: string) => part.records.find((record) => record.id === id)?.createdAt
    expect(part.unfinished).toMatchObject({
      kind: 'failed',
      error: { status: 502 },
      gaps: [{ older: at('d-000600'), newer: at('d-000701'), missing: 100 }],
    })
  })

  test('a server whose pages fail one after the other is not asked for all of them', async () => {
    const list = Array.from({ length: 5_000 }, (_, i) => drift(5_000 - i))
    const { client, requests } = fakeServer((request) =>
      asked(request, 'page') > 2 ? refused(502, 'Bad gateway') : pageOf(list, request),
    )
    const part = await loadWhole(client, 'e', { cancel: never(), ...quiet })
    expect(part.records).toHaveLength(200)
    expect(part.unfinished).toMatchObject({ kind: 'failed', gaps: [] })
    expect(new Set(requests.map((request) => asked(request, 'page'))).size).toBeLessThan(12)
  })

  test('refused at once, it throws', async () => {
    const { client } = fakeServer(() => refused(403, 'Resource is not public.'))
    await expect(loadWhole(client, 'e', { cancel: never(), ...quiet })).rejects.toBeInstanceOf(HttpError)
  })
})

describe('what is new', () => {
  /** Answers the two filters that `loadNew` sends. */
  function answering(list: WireDrift[]) {
    return fakeServer((request: WireRequest) => {
      const filter = JSON.parse(request.body ?? '{}') as {
        created_at?: { $gte: string }
        $or?: [{ created_at: { $gte: string } }, { _id: { $in: string[] } }]
      }
      const since = filter.created_at ?? filter.$or?.[0].created_at
      const running = filter.$or?.[1]['_id'].$in ?? []
      return pageOf(
        since ? list.filter((d) => d.created_at >= since.$gte || running.includes(d.id)) : list,
        request,
      )
    })
  }
  const load = (list: WireDrift[]) => loadWhole(answering(list).client, 'e', { cancel: never(), ...quiet })

  test('new records and the end of a running one are merged in two requests', async () => {
    const first = [drift(0, { job_status: 'Running', parameters: {} }), drift(1), drift(2)]
    const known = await load(first)
    const { client, requests } = answering([drift(0), drift(1), drift(2), drift(3)])
    const now = await loadNew(client, 'e', known, never())
    expect(requests).toHaveLength(2)
    expect(requests[0]?.body).toBe(
      '{"$or":[{"created_at":{"$gte":"2026-01-01T00:02:00"}},{"_id":{"$in":["d-000000"]}}]}',
    )
    expect(now && ids(now)).toEqual(['d-000000', 'd-000001', 'd-000002', 'd-000003'])
    expect(now?.records[0]?.state).toBe('completed')
    expect(now?.total).toBe(4)
    // The records that did not change are the same objects: nothing that is read moves.
    expect(now?.records[1]).toBe(known.records[1])
  })

  test('a record that was deleted there asks for the whole anew', async () => {
    const known = await load([drift(0), drift(1), drift(2)])
    expect(await loadNew(answering([drift(0), drift(2)]).client, 'e', known, never())).toBeNull()
  })

  test('what is not whole cannot be continued', async () => {
    const known = await load([drift(0)])
    const { client, requests } = answering([])
    expect(await loadNew(client, 'e', { ...known, unfinished: { kind: 'cancelled' } }, never())).toBeNull()
    expect(await loadNew(client, 'e', { ...known, records: [] }, never())).toBeNull()
    expect(requests).toHaveLength(0)
  })
})

test('the newest records are asked for newest first and handed out oldest first', async () => {
  const { client, requests } = fakeServer(() =>
    json([drift(9), drift(8)], 200, { 'X-Pagination': '{"total": 10, "total_pages": 5}' }),
  )
  const recent = await loadNewest(client, 'e', 2, never())
  expect(ids(recent)).toEqual(['d-000008', 'd-000009'])
  expect(recent.total).toBe(10)
  expect(requests[0]?.path).toContain('page_size=2&sort_by=created_at&order_by=desc')
})
