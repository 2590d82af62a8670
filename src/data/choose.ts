import type { TableSummary } from './columns'
import type { Selection, Split } from './selection'

/** Names of the number columns that have any value, in file order. */
export function numberColumns(summary: TableSummary): string[] {
  return summary.columns
    .filter((column) => column.type === 'number' && column.missing < summary.rows)
    .map((column) => column.name)
}

/** Names of columns that can order a stream: times and numbers that have any value; times first. */
export function timeColumns(summary: TableSummary): string[] {
  const times = summary.columns
    .filter((column) => column.type === 'time' && column.missing < summary.rows)
    .map((column) => column.name)
  return [...times, ...numberColumns(summary)]
}

/** Number columns that both files have, and those that only one has (as numbers). */
export interface CommonColumns {
  common: string[]
  onlyReference: string[]
  onlyTest: string[]
}

/** With no test file, all number columns of the reference are common. Order: the reference's. */
export function commonColumns(reference: TableSummary, test: TableSummary | null): CommonColumns {
  const ours = numberColumns(reference)
  if (test === null) return { common: ours, onlyReference: [], onlyTest: [] }
  const theirs = new Set(numberColumns(test))
  const known = new Set(ours)
  return {
    common: ours.filter((name) => theirs.has(name)),
    onlyReference: ours.filter((name) => !theirs.has(name)),
    onlyTest: [...theirs].filter((name) => !known.has(name)),
  }
}

/** The first half of the rows is the reference, the rest the test. Null below four rows: nothing to split. */
export function halves(summary: TableSummary): Split | null {
  if (summary.rows < 4) return null
  return { by: 'rows', reference: { first: 1, last: Math.floor(summary.rows / 2) }, test: null }
}

/**
 * What a run compares when nobody chose: the common number columns, less the one that orders the stream and the
 * one by which the file is split. The same rule as `prepare` with `columns: null`.
 */
export function comparableColumns(
  reference: TableSummary,
  test: TableSummary | null,
  { timeColumn, split }: Pick<Selection, 'timeColumn' | 'split'>,
): string[] {
  const splitColumn = test === null && split?.by === 'column' ? split.column : null
  return commonColumns(reference, test).common.filter((name) => name !== timeColumn && name !== splitColumn)
}

/**
 * What a fresh pair of files (or one file) starts with: all common number columns, standardised, one
 * file split in halves; ordered by time where the test rows have an ascending time column without gaps.
 */
export function defaultSelection(reference: TableSummary, test: TableSummary | null): Selection {
  const time = (test ?? reference).columns.find(
    (column) => column.type === 'time' && column.missing === 0 && column.ascending,
  )
  return {
    reference: { digest: reference.digest, name: reference.fileName },
    test: test && { digest: test.digest, name: test.fileName },
    split: test === null ? halves(reference) : null,
    columns: null,
    standardise: true,
    timeColumn: time?.name ?? null,
  }
}
