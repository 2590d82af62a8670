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
): { page: T[]; next_page_token?: string } {
  const parsed = parseServerFilter(asked.filter ?? '', version, subject)
  if (!parsed.ok) refuse('INVALID_PARAMETER_VALUE', parsed.message)
  const order = parseServerOrder(asked.order_by ?? [], subject)
  if (!order.ok) refuse(order.isInternal ? 'INTERNAL_ERROR' : 'INVALID_PARAMETER_VALUE', order.message)
  const matches = compileFilter(parsed.filter, serverSemantics(version))
  const found = sortBy(
    rows.filter((row) => matches(fieldsOf(row))),
    order.orders,
    fieldsOf,
    { subject },
  )
  return pageOf(found, asked, version)
}

/** One page of a list. 2.x gives a token after a page that is exactly full, although nothing follows. */
export function pageOf<T>(
  found: readonly T[],
  { max_results = 1000, page_token = '' }: Search,
  version: string,
): { page: T[]; next_page_token?: string } {
  if (!Number.isInteger(max_results) || max_results < 1)
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Invalid value ${max_results} for parameter 'max_results' supplied. It must be a positive integer`,
    )
  if (max_results > MOST_RESULTS)
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Invalid value ${max_results} for parameter 'max_results' supplied. It must be at most ${MOST_RESULTS}`,
    )
  const from = offsetOf(page_token)
  const page = found.slice(from, from + max_results)
  const after = from + page.length
  const isMore = after < found.length || (version.startsWith('2.') && page.length === max_results)
  return { page, ...(isMore ? { next_page_token: btoa(`{"offset": ${after}}`) } : {}) }
}

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
