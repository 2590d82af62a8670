import { compileFilter, type RunFields } from '~/domain/mlflow/filter/evaluate'
import type { Subject } from '~/domain/mlflow/filter/fields'
import { sortBy } from '~/domain/mlflow/filter/order-by'
import { parseServerOrder } from '~/domain/mlflow/filter/server-order'
import { parseServerFilter, serverSemantics } from '~/domain/mlflow/filter/server-parse'
import { refuse } from './refusal'
import type { ExperimentRow, RunRow } from './tables'

const MOST_RESULTS = 50_000

export interface Search {
  filter?: string | undefined
  order_by?: readonly string[] | undefined
  max_results?: number | undefined
  page_token?: string | undefined
}

/** Filters, orders and cuts as a server of a version does. @throws Answered where it refuses */
export function search<T>(
  rows: readonly T[],
  fieldsOf: (row: T) => RunFields,
  asked: Search,
  { subject, version }: { subject: Subject; version: string },
): Page<T> {
  const parsed = parseServerFilter(asked.filter ?? '', version, subject)
  if (!parsed.ok) refuse('INVALID_PARAMETER_VALUE', parsed.message)
  const order = parseServerOrder(asked.order_by ?? [], subject)
  if (!order.ok) refuse(order.isInternal ? 'INTERNAL_ERROR' : 'INVALID_PARAMETER_VALUE', order.message)
  const matches = compileFilter(parsed.filter, serverSemantics(version))
  const found = sortBy(
    rows.filter((row) => matches(fieldsOf(row))),
    order.orders,
    fieldsOf,
    subject,
  )
  return pageOf(found, asked, { givesNeedlessToken: subject === 'runs' && version.startsWith('2.') })
}

interface PageRules {
  /** Rows a page at most; 50,000 where it is not said. */
  most?: number
  /** A page may be asked to hold nothing. */
  takesZero?: boolean
  /** A token after a page that is exactly full, although nothing follows: the runs of 2.x. */
  givesNeedlessToken?: boolean
}

/** One page of a list. */
export function pageOf<T>(
  found: readonly T[],
  { max_results = 1000, page_token = '' }: Search,
  { most = MOST_RESULTS, takesZero = false, givesNeedlessToken = false }: PageRules = {},
): Page<T> {
  if (!Number.isInteger(max_results) || max_results < (takesZero ? 0 : 1))
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Invalid value ${max_results} for parameter 'max_results' supplied. It must be a positive integer`,
    )
  if (max_results > most)
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Invalid value ${max_results} for parameter 'max_results' supplied. It must be at most ${most}`,
    )
  const from = offsetOf(page_token)
  const page = found.slice(from, from + max_results)
  const after = from + page.length
  const isMore = after < found.length || (givesNeedlessToken && page.length === max_results)
  return { page, ...(isMore ? { next_page_token: tokenAt(after) } : {}) }
}

export interface Page<T> {
  page: T[]
  next_page_token?: string
}

/**
 * A page of what somebody may read, as the basic-auth app makes it: it takes what may not be read out of the server's
 * page and fills it up from the pages behind, so that its last token may be an empty text. An admin gets the page as it
 * is. Source: mlflow/server/auth/__init__.py, `filter_search_experiments`.
 * @param pageAt a page of all, by its token
 */
export async function readablePage<T>(
  pageAt: (page_token: string | undefined) => Page<T>,
  { max_results = 0, page_token }: Search,
  mayRead: (row: T) => Promise<boolean>,
): Promise<Page<T>> {
  const first = pageAt(page_token)
  const page: T[] = []
  for (const row of first.page) if (await mayRead(row)) page.push(row)
  let token = first.next_page_token
  while (token !== undefined && token !== '' && page.length < max_results) {
    const more = pageAt(token).page.slice(0, max_results - page.length)
    for (const row of more) if (await mayRead(row)) page.push(row)
    token = more.length === 0 ? '' : tokenAt(offsetOf(token) + more.length)
  }
  return { page, ...(token === undefined ? {} : { next_page_token: token }) }
}

const tokenAt = (offset: number): string => btoa(`{"offset": ${offset}}`)

function offsetOf(token: string): number {
  if (token === '') return 0
  try {
    const { offset } = JSON.parse(atob(token)) as { offset: unknown }
    if (typeof offset === 'number') return offset
  } catch {
    // Falls through to the refusal.
  }
  return refuse('INVALID_PARAMETER_VALUE', 'Invalid page token, could not base64-decode')
}

const NUMBERS: Readonly<Record<string, number>> = {
  NaN: Number.NaN,
  Infinity: Number.POSITIVE_INFINITY,
  '-Infinity': Number.NEGATIVE_INFINITY,
}

/** A run as the filter language sees it. */
export function runFields({ info, data, inputs }: RunRow): RunFields {
  return {
    attribute: (name) => {
      const value: unknown = info[name as keyof typeof info]
      return typeof value === 'string' || typeof value === 'number' ? value : null
    },
    metric: (key) => {
      const value = data.metrics.find((metric) => metric.key === key)?.value
      if (value === undefined) return null
      return typeof value === 'number' ? value : (NUMBERS[value] ?? Number(value))
    },
    param: (key) => valueIn(data.params, key),
    tag: (key) => valueIn(data.tags, key),
    datasets: () =>
      (inputs?.dataset_inputs ?? []).map(({ dataset, tags = [] }) => ({
        name: dataset.name ?? '',
        digest: dataset.digest ?? '',
        context: tags.find(({ key }) => key === 'mlflow.data.context')?.value ?? null,
      })),
  }
}

export function experimentFields(row: ExperimentRow): RunFields {
  return {
    attribute: (name) => {
      const value: unknown = row[name as keyof ExperimentRow]
      return typeof value === 'string' || typeof value === 'number' ? value : null
    },
    metric: () => null,
    param: () => null,
    tag: (key) => valueIn(row.tags, key),
    datasets: () => [],
  }
}

function valueIn(rows: readonly { key: string; value: string }[], key: string): string | null {
  return rows.find((row) => row.key === key)?.value ?? null
}
