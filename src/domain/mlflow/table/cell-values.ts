import { cellOf, type CellValue } from './column'
import { partsOfColumn, type ColumnChoice, type MetricAggregates } from './column-id'
import type { RunIndex } from './run-index'

/** The cells of one column for some rows. Null: nothing there, or not known. */
export function cellValues(
  index: RunIndex,
  rows: ArrayLike<number>,
  { column: id, mode = 'last' }: ColumnChoice,
  aggregates: MetricAggregates | null = null,
): CellValue[] {
  const parts = partsOfColumn(id)
  if (parts?.kind === 'metric' && mode !== 'last') {
    return Array.from(rows, (row) => {
      const runId = index.idOf(row)
      return runId === null ? null : (aggregates?.aggregate(runId, parts.key, mode) ?? null)
    })
  }
  const column = index.column(id)
  return Array.from(rows, (row) => (column ? cellOf(column, row) : null))
}
