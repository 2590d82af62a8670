import type { Column, Columns } from '../columns'

/** Some rows of a table, as they may be shown: a missing cell is null, an instant is ISO 8601 text. */
export interface TableWindow {
  names: readonly string[]
  /** Of the whole table. */
  rows: number
  /** Number of the first row here, from 0. */
  first: number
  cells: readonly (readonly (string | number | null)[])[]
}

/** Rows `first` to `first + count − 1`, as far as they exist. */
export function windowOf({ rows, columns }: Columns, first: number, count: number): TableWindow {
  const from = Math.max(0, Math.min(first, rows))
  const to = Math.min(rows, from + Math.max(0, count))
  return {
    names: columns.map(({ name }) => name),
    rows,
    first: from,
    cells: Array.from({ length: to - from }, (_, i) => columns.map((column) => cellOf(column, from + i))),
  }
}

function cellOf(column: Column, row: number): string | number | null {
  if (column.type === 'text') return column.categories[column.codes[row] ?? -1] ?? null
  const value = column.values[row]
  if (value === undefined || Number.isNaN(value)) return null
  return column.type === 'time' ? new Date(value).toISOString() : value
}
