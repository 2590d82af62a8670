import type { Transaction } from '../db'
import type { Table } from '../table'
import type { Page } from './accept'
import { compareAcross, compileFilter } from './filter'
import { wireOf } from './tables'

interface Found {
  key: string
  ids: readonly string[]
}

/**
 * Filter, sort and page. The last result is kept while its table stays as it is: a history of 10,000 records is
 * asked for in 100 pages, and filtered and sorted once.
 */
export function createSearch() {
  let last: Found | null = null
  return async function search<R extends { _id: string }>(
    tx: Transaction,
    table: Table<R>,
    filter: Readonly<Record<string, unknown>>,
    page: Page,
  ) {
    const matches = compileFilter(filter)
    const stored = await tx.rows(table)
    const { sortBy, descending } = page
    const key = JSON.stringify([table.name, tx.version(table), textOf(filter), sortBy, descending])
    if (last?.key !== key) {
      const sign = descending ? -1 : 1
      // Rows with equal keys stay in the order in which they were stored.
      const rows = [...stored.values()]
        .filter(matches)
        .sort((a, b) => sign * compareAcross(fieldOf(a, sortBy), fieldOf(b, sortBy)))
      last = { key, ids: rows.map(({ _id }) => _id) }
    }
    const { ids } = last
    const from = (page.page - 1) * page.pageSize
    return {
      status: 200,
      data: ids.slice(from, from + page.pageSize).flatMap((id) => {
        const row = stored.get(id)
        return row ? [wireOf(row)] : []
      }),
      headers: { 'x-pagination': paginationOf(page, ids.length) },
    }
  }
}

/** Keys that say nothing are left out, not null; written as Python writes them. */
function paginationOf({ page, pageSize }: Page, total: number): string {
  const pages = Math.ceil(total / pageSize)
  const entries: [string, number][] = [
    ['total', total],
    ['total_pages', pages],
  ]
  if (total > 0) {
    entries.push(['first_page', 1], ['last_page', pages])
    if (page <= pages) {
      entries.push(['page', page])
      if (page > 1) entries.push(['previous_page', page - 1])
      if (page < pages) entries.push(['next_page', page + 1])
    }
  }
  return `{${entries.map(([key, value]) => `"${key}": ${value}`).join(', ')}}`
}

function fieldOf(row: object, field: string): unknown {
  return (row as Record<string, unknown>)[field]
}

function textOf(filter: object): string {
  return JSON.stringify(filter, (_, value: unknown) => {
    if (typeof value === 'bigint' || typeof value === 'number') return `${typeof value} ${String(value)}`
    return value
  })
}
