import { csvCell } from '~/lib/csv'
import { cellValues } from './cell-values'
import type { CellValue } from './column'
import { partsOfColumn, type ColumnChoice, type MetricAggregates } from './column-id'
import type { RunIndex } from './run-index'

/** Rows of one slice: about 20 ms of work with 200 columns. */
const SLICE_ROWS = 500

/**
 * Rows and columns as CSV (RFC 4180: CRLF, quotes doubled), slice by slice; the first slice begins with
 * the header. Numbers are written in full, times as ISO 8601 in UTC, what is missing as nothing. Text
 * that a spreadsheet would run as a formula gets an apostrophe before it (OWASP, CSV injection); text
 * that is a plain number is left as it is.
 */
export function* csvSlices(
  index: RunIndex,
  rows: Uint32Array,
  columns: readonly ColumnChoice[],
  aggregates: MetricAggregates | null = null,
): Generator<string, void, undefined> {
  yield `${columns.map((choice) => csvCell(headerOf(choice))).join(',')}\r\n`
  for (let from = 0; from < rows.length; from += SLICE_ROWS) {
    const slice = rows.subarray(from, from + SLICE_ROWS)
    const cells = columns.map((choice) => ({
      values: cellValues(index, slice, choice, aggregates),
      isTime: choice.column === 'attribute:start_time' || choice.column === 'attribute:end_time',
    }))
    let text = ''
    for (let i = 0; i < slice.length; i++) {
      text += `${cells.map(({ values, isTime }) => valueCell(values[i] ?? null, isTime)).join(',')}\r\n`
    }
    yield text
  }
}

/** `metrics.val/loss (min)`, `params.lr`, `start_time`: as a filter writes them. */
function headerOf({ column, mode = 'last' }: ColumnChoice): string {
  const parts = partsOfColumn(column)
  if (!parts || parts.kind === 'attribute') return parts?.key ?? column
  const name = `${parts.kind}s.${parts.key}`
  if (parts.kind !== 'metric' || mode === 'last') return name
  return `${name} (${typeof mode === 'string' ? mode : `step ${mode.step}`})`
}

/** Milliseconds that a date can hold. */
const MAX_TIME = 8.64e15

function valueCell(value: CellValue, isTime: boolean): string {
  if (value === null) return ''
  if (typeof value === 'string') return csvCell(value)
  return isTime && Math.abs(value) <= MAX_TIME ? new Date(value).toISOString() : String(value)
}
