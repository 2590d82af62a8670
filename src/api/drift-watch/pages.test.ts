import { describe, expect, test } from 'vitest'
import { HttpError, TooLargeError } from '~/lib/errors'
import type { Answer } from '../client'
import type { WireAnswer, WireRequest } from '../contract'
import type { WireDrift } from './contract'
import { type Page, type PageQuery, pages, pagination } from './pages'
import type { Row } from '../rows'
import { asked, drift, fakeServer, json, pageOf, refused } from './server.test-support'

const records = (n: number): WireDrift[] => Array.from({ length: n }, (_, i) => drift(i))

function searchWith(answer: (request: WireRequest, call: number) => WireAnswer | Promise<WireAnswer>) {
  const server = fakeServer(answer)
  const search = (query: PageQuery, signal: AbortSignal | undefined) =>
    server.client.searchDrifts({ experiment: 'e', query, body: {} }, signal ? { signal } : {})
  return { ...server, search }
}

async function all(iterator: AsyncIterable<Page<WireDrift>>) {
  const got: Page<WireDrift>[] = []
  let error: unknown = null
  try {
    for await (const page of iterator) got.push(page)
  } catch (thrown) {
    error = thrown
  }
  const ids = got.flatMap(({ rows }) => rows.map((row) => (row.ok ? row.row.id : row.why)))
  return { got, ids, error }
}

/** Lets everything that can go on do so. */
const settle = async () => {
  for (let i = 0; i < 20; i += 1) await Promise.resolve()
}

describe('pages', () => {
  test('all rows come once, 100 a page, with how many of how many', async () => {
    const list = records(1234)
    const { search, requests } = searchWith((request) => pageOf(list, request))
    const { got, ids, error } = await all(pages(search))
    expect(error).toBeNull()
    expect(requests).toHaveLength(13)
    expect(requests[0]?.path).toBe('/experiment/e/drift/search?page=1&page_size=100')
    expect([...ids].sort()).toEqual(list.map(({ id }) => id))
    expect(got.map(({ done }) => done).at(-1)).toBe(1234)
    expect(got.every(({ total }) => total === 1234)).toBe(true)
  })

  test('an empty list is one request', async () => {
    const { search, requests } = searchWith(() =>
      json([], 200, { 'X-Pagination': '{"total":0,"total_pages":0}' }),
    )
    expect((await all(pages(search))).got).toEqual([{ page: 1, rows: [], done: 0, total: 0 }])
    expect(requests).toHaveLength(1)
  })

  test('never more than four at a time, the first alone, each handed out as it comes', async () => {
    const list = records(950)
    const waiting = new Map<number, () => void>()
    const { search, requests } = searchWith(async (request) => {
      const page = asked(request, 'page')
      if (page > 1) await new Promise<void>((resolve) => waiting.set(page, resolve))
      return pageOf(list, request)
    })
    const iterator = pages(search)
    await iterator.next()
    expect(requests).toHaveLength(1)
    const second = iterator.next()
    await settle()
    expect(requests).toHaveLength(5)
    waiting.get(4)?.()
    expect((await second).value?.rows[0]).toMatchObject({ row: { id: 'd-000300' } })
    const third = iterator.next()
    await settle()
    expect(requests).toHaveLength(6)
    waiting.get(2)?.()
    await third
    await iterator.return()
  })

  test('without X-Pagination it asks on until a page is not full', async () => {
    for (const [count, calls] of [
      [250, 3],
      [200, 3],
      [0, 1],
    ] as const) {
      const { search, requests } = searchWith((request) => {
        const { headers: _, ...answer } = pageOf(records(count), request)
        return { ...answer, headers: new Headers() }
      })
      const { ids, got } = await all(pages(search))
      expect(ids).toHaveLength(count)
      expect(requests).toHaveLength(calls)
      expect(got.every(({ total }) => total === null)).toBe(true)
    }
  })

  test('a 401 in the middle: no more is asked for, and what came is handed out first', async () => {
    const list = records(2000)
    const { search, requests } = searchWith((request) =>
      asked(request, 'page') === 6 ? refused(401, 'x') : pageOf(list, request),
    )
    const { ids, error } = await all(pages(search))
    expect(error).toBeInstanceOf(HttpError)
    expect(error).toMatchObject({ status: 401 })
    expect(requests.length).toBeLessThanOrEqual(9)
    expect(ids).toHaveLength((requests.length - 1) * 100)
  })

  test('an abort ends it', async () => {
    const controller = new AbortController()
    const { search, requests } = searchWith((request) => {
      if (asked(request, 'page') === 3) controller.abort()
      return pageOf(records(5000), request)
    })
    const { error } = await all(pages(search, { signal: controller.signal }))
    expect(error).toMatchObject({ name: 'AbortError' })
    expect(requests.length).toBeLessThan(10)
  })

  test('a page that is too large comes in smaller ones; a row that is too large is unreadable', async () => {
    const list = records(230)
    const asks: PageQuery[] = []
    const fetchPage = async (query: PageQuery): Promise<Answer<Row<WireDrift>[]>> => {
      asks.push(query)
      const from = (query.page - 1) * query.page_size
      // Row 42 alone is larger than any answer may be.
      if (from <= 42 && 42 < from + query.page_size) throw new TooLargeError('POST /x', 32e6)
      const rows = list.slice(from, from + query.page_size).map((row) => ({ ok: true as const, row }))
      const said = { total: 230, total_pages: Math.ceil(230 / query.page_size) }
      return { data: rows, headers: new Headers({ 'X-Pagination': JSON.stringify(said) }) }
    }
    const { ids, error, got } = await all(pages(fetchPage))
    expect(error).toBeNull()
    expect(got[0]?.total).toBe(230)
    expect(ids).toHaveLength(230)
    expect(ids.filter((id) => !id.startsWith('d-'))).toEqual([
      'The answer of POST /x is larger than 32 MB and was not read.',
    ])
    expect(new Set(ids).size).toBe(230)
    expect(asks).toHaveLength(1 + 10 + 10 + 2)
  })
})

test('X-Pagination is read as far as it can be', () => {
  const of = (text: string) => pagination(new Headers({ 'X-Pagination': text }))
  expect(of('{"total": 7, "total_pages": 4, "first_page": 1}')).toEqual({ total: 7, totalPages: 4 })
  expect(of('{"total": "7", "total_pages": -1}')).toEqual({ total: null, totalPages: null })
  expect(of('[]')).toEqual({ total: null, totalPages: null })
  expect(of('<html>')).toEqual({ total: null, totalPages: null })
})
