import { aggregateReader, curveReader } from './aggregates'
import { cellOf, type CellValue } from './column'
import type { ColumnChoice, MetricAggregates } from './column-id'
import type { RunIndex } from './run-index'

/** The cells of one column for some rows. Null: nothing there. Undefined: it needs a history that is not loaded. */
export function cellValues(
  index: RunIndex,
  rows: ArrayLike<number>,
  choice: ColumnChoice,
  aggregates: MetricAggregates | null = null,
): (CellValue | undefined)[] {
  if (choice.mode === 'curve') return Array.from(rows, curveReader(index, choice.column, aggregates))
  const read = aggregateReader(index, choice, aggregates)
  if (read) return Array.from(rows, read)
  const column = index.column(choice.column)
  return Array.from(rows, (row) => (column ? cellOf(column, row) : null))
}
