import { tsvOf } from '~/lib/formula'

/** What a cell holds, unformatted: it is what is sorted, copied and exported. */
export type CellValue = string | number | null

export interface SortKey {
  key: string
  direction: 'ascending' | 'descending'
}

interface ValueColumn<R> {
  key: string
  title: string
  unit?: string
  value: (row: R) => CellValue
  copied?: (row: R) => CellValue
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const isMissing = (value: CellValue): boolean =>
  value === null || (typeof value === 'number' && Number.isNaN(value))

/**
 * A new array, sorted by the first key, ties by the next; stable. Missing values (null, NaN) come last in
 * both directions. Numbers by size and before texts, texts as people sort them ("row 2" before "row 10").
 */
export function sortRows<R>(
  rows: readonly R[],
  columns: readonly ValueColumn<R>[],
  sort: readonly SortKey[],
): readonly R[] {
  const keys = sort.flatMap(({ key, direction }) => {
    const column = columns.find((c) => c.key === key)
    return column ? [{ value: column.value, sign: direction === 'ascending' ? 1 : -1 }] : []
  })
  if (keys.length === 0) return rows
  return rows.toSorted((a, b) => {
    for (const { value, sign } of keys) {
      const order = compare(value(a), value(b), sign)
      if (order !== 0) return order
    }
    return 0
  })
}

function compare(a: CellValue, b: CellValue, sign: number): number {
  const missing = Number(isMissing(a)) - Number(isMissing(b))
  if (missing !== 0 || isMissing(a)) return missing
  if (typeof a === 'number' && typeof b === 'number') return sign * (a - b)
  if (typeof a !== typeof b) return sign * (typeof a === 'number' ? -1 : 1)
  return sign * collator.compare(String(a), String(b))
}

/**
 * What a press on a column's head makes of the sorting: ascending, descending, none. With `add` (shift) it
 * becomes the next key behind the others.
 */
export function nextSort(sort: readonly SortKey[], key: string, add: boolean): SortKey[] {
  const present = sort.find((s) => s.key === key)
  const next: SortKey[] =
    present === undefined
      ? [{ key, direction: 'ascending' }]
      : present.direction === 'ascending'
        ? [{ key, direction: 'descending' }]
        : []
  if (!add) return next
  return present ? sort.flatMap((s) => (s.key === key ? next : [s])) : [...sort, ...next]
}

/** Tab-separated, with a head row and full values, as spreadsheets take it from the clipboard. */
export function toTsv<R>(rows: readonly R[], columns: readonly ValueColumn<R>[]): string {
  const head = columns.map((c) => (c.unit === undefined ? c.title : `${c.title} (${c.unit})`))
  return tsvOf([head, ...rows.map((row) => columns.map((c) => (c.copied ?? c.value)(row)))])
}
