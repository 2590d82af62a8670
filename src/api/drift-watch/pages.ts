import { TooLargeError } from '~/lib/errors'
import { parseJson } from '../json'
import type { Answer } from '../client'
import type { Row } from '../rows'

/** One page of a search, in the order in which pages came. */
export interface Page<T> {
  /** From 1: pages may come in another order than they stand in. */
  page: number
  rows: readonly Row<T>[]
  /** Rows that came so far, this page's included. */
  done: number
  /** Of all pages; null where the server (or a proxy that hides the header) does not say. */
  total: number | null
}

export interface PageQuery {
  page: number
  page_size: number
}

export interface PagesOptions {
  signal?: AbortSignal
  /** Rows a page; the server takes 100 at most. */
  pageSize?: number
  /** Requests at a time, from the second page on. An identity provider stands behind each of them. */
  concurrency?: number
  /** Whether a page that failed is left out and the others are still asked for. Left out: none is. */
  mayMiss?: (error: unknown, missed: number) => boolean
}

/** A page that is too large is asked for again in smaller ones: a record can be 2 MB. */
const SMALLER: Readonly<Record<number, number>> = { 100: 10, 10: 1 }

/**
 * All pages of a search: the first by itself, then the others, several at a time, each as it comes. When one fails that
 * may not be missed, no more are asked for. Those under way are still handed out, and then it throws what failed first:
 * what came is never lost.
 * @param fetchPage asks for one page, numbered from 1
 * @throws what `fetchPage` throws; the reason of the signal's abort
 */
export async function* pages<T>(
  fetchPage: (query: PageQuery, signal: AbortSignal | undefined) => Promise<Answer<readonly Row<T>[]>>,
  { signal, pageSize = 100, concurrency = 4, mayMiss = () => false }: PagesOptions = {},
): AsyncGenerator<Page<T>, void, undefined> {
  const fetchRows = async (query: PageQuery): Promise<Answer<readonly Row<T>[]>> => {
    signal?.throwIfAborted()
    try {
      return await fetchPage(query, signal)
    } catch (error) {
      if (error instanceof TooLargeError) return inSmallerPages(fetchRows, query, error)
      throw error
    }
  }

  const first = await fetchRows({ page: 1, page_size: pageSize })
  const { total, totalPages } = pagination(first.headers)
  let done = first.data.length
  yield { page: 1, rows: first.data, done, total }

  if (totalPages === null) {
    // Nobody says how many there are: one after the other, until a page is not full.
    let last = first.data.length
    for (let page = 2; last === pageSize; page += 1) {
      const { data } = await fetchRows({ page, page_size: pageSize })
      last = data.length
      done += last
      if (last > 0) yield { page, rows: data, done, total: null }
    }
    return
  }

  let next = 2
  let end = totalPages
  let failure: { error: unknown } | null = null
  let missed = 0
  const underWay = new Map<number, Promise<Arrival<T>>>()
  for (;;) {
    for (; next <= end && underWay.size < concurrency; next += 1) {
      const page = next
      const arrival = fetchRows({ page, page_size: pageSize }).then(
        ({ data, headers }): Arrival<T> => ({
          page,
          rows: data,
          totalPages: pagination(headers).totalPages ?? 0,
        }),
        (error: unknown): Arrival<T> => ({ page, rows: null, error }),
      )
      underWay.set(page, arrival)
    }
    if (underWay.size === 0) break
    const arrived = await Promise.race(underWay.values())
    underWay.delete(arrived.page)
    if (arrived.rows === null) {
      failure ??= { error: arrived.error }
      if (!mayMiss(arrived.error, ++missed)) end = 0
      continue
    }
    done += arrived.rows.length
    // Rows that are added meanwhile move others onto one more page.
    if (end > 0) end = Math.max(end, arrived.totalPages)
    yield { page: arrived.page, rows: arrived.rows, done, total }
  }
  if (failure !== null) throw failure.error
}

type Arrival<T> =
  | { page: number; rows: readonly Row<T>[]; totalPages: number }
  | { page: number; rows: null; error: unknown }

/** The rows of one page that was too large, from pages of a tenth; a single row that is too large is unreadable. */
async function inSmallerPages<T>(
  fetchRows: (query: PageQuery) => Promise<Answer<readonly Row<T>[]>>,
  { page, page_size }: PageQuery,
  error: TooLargeError,
): Promise<Answer<readonly Row<T>[]>> {
  if (page_size === 1) return { data: [{ ok: false, id: null, why: error.message }], headers: new Headers() }
  const size = SMALLER[page_size] ?? 1
  const parts = page_size / size
  const data: Row<T>[] = []
  let headers: Headers | null = null
  for (let part = 0; part < parts; part += 1) {
    const answer = await fetchRows({ page: (page - 1) * parts + part + 1, page_size: size })
    headers ??= answer.headers
    data.push(...answer.data)
    if (answer.data.length < size) break
  }
  return { data, headers: rescaled(headers, page_size) }
}

/** The header of a smaller page says how many of those there are: counted again in pages of `pageSize`. */
function rescaled(headers: Headers | null, pageSize: number): Headers {
  const { total } = pagination(headers ?? new Headers())
  if (total === null) return new Headers()
  const said = { total, total_pages: Math.ceil(total / pageSize) }
  return new Headers({ 'X-Pagination': JSON.stringify(said) })
}

/** What `X-Pagination` says. Null where it is missing or hidden from the page (no Access-Control-Expose-Headers). */
export function pagination(headers: Headers): { total: number | null; totalPages: number | null } {
  const json = parseJson(headers.get('X-Pagination') ?? '')
  const said: unknown = json.ok ? json.value : null
  if (typeof said !== 'object' || said === null) return { total: null, totalPages: null }
  const total = 'total' in said ? count(said.total) : null
  return { total, totalPages: 'total_pages' in said ? count(said.total_pages) : null }
}

function count(value: unknown): number | null {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null
}
