import { cellOf, numberOf, type CellValue } from './column'
import { aggregateReader, meanCurve } from './aggregates'
import type { ColumnChoice, ColumnId, MetricAggregates } from './column-id'
import type { RunIndex } from './run-index'

/** Runs that have the same values in the columns of a grouping. */
export interface RunGroup {
  /** One value for each column of the grouping; null: these runs have none. */
  values: readonly CellValue[]
  /** In the order of the rows that were grouped. */
  rows: Uint32Array
}

/** Groups rows by one or more columns. Groups stand in the order of their first rows. */
export function groupRows(index: RunIndex, rows: Uint32Array, by: readonly ColumnId[]): RunGroup[] {
  const columns = by.map((id) => index.column(id))
  const groups = new Map<string, { values: CellValue[]; rows: number[] }>()
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    // Text is compared by its code. A number is written out: NaN is one value.
    const key = columns.map((column) => column?.cells.get(row) ?? '').join(' ')
    const group = groups.get(key)
    if (group) group.rows.push(row)
    else {
      const values = columns.map((column) => (column ? cellOf(column, row) : null))
      groups.set(key, { values, rows: [row] })
    }
  }
  return [...groups.values()].map((group) => ({ values: group.values, rows: Uint32Array.from(group.rows) }))
}

/** A column over a group: numbers, or text; `unloaded` where it needs histories that are not all there. */
export type GroupSummary =
  | { type: 'unloaded' }
  /** As `meanCurve` writes it; null: no run of the group has one. */
  | { type: 'curve'; text: string | null }
  | {
      type: 'number'
      /** Runs with a finite number: the others (none, NaN, ±Infinity) are left out. */
      count: number
      mean: number | null
      /** Sample standard deviation (n − 1); null below two runs. */
      sd: number | null
      min: number | null
      max: number | null
    }
  | {
      type: 'text'
      count: number
      distinct: number
      /** The value that all runs of the group have; null where they differ, or one has none. */
      common: string | null
      /** How many runs have each value, in the order of the rows; empty where the values are many. */
      counts: readonly { text: string; count: number }[]
    }

/** Values of a text that are counted one by one: as many as a run has states. */
const MOST_COUNTED = 6

/**
 * One column over the rows of a group. Mean and deviation by Welford's updates
 * (Welford 1962, doi:10.1080/00401706.1962.10490022).
 */
export function summarise(
  index: RunIndex,
  rows: Uint32Array,
  choice: ColumnChoice,
  aggregates: MetricAggregates | null = null,
): GroupSummary {
  if (choice.mode === 'curve') {
    const text = meanCurve(index, rows, choice.column, aggregates)
    return text === undefined ? { type: 'unloaded' } : { type: 'curve', text }
  }
  const read = aggregateReader(index, choice, aggregates)
  if (read) {
    const values = Array.from(rows, read)
    // The mean of some of them would be another number.
    if (values.includes(undefined)) return { type: 'unloaded' }
    const byRow = new Map(values.map((value, i) => [rows[i]!, value ?? null]))
    return summariseNumbers(rows, (row) => byRow.get(row) ?? null)
  }
  const column = index.column(choice.column)
  if (!column || column.type === 'number') {
    return summariseNumbers(rows, (row) => (column ? numberOf(column, row) : null))
  }
  const different = new Map<number, number>()
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const code = column.cells.get(rows[i]!)
    if (code === undefined) continue
    count++
    different.set(code, (different.get(code) ?? 0) + 1)
  }
  const [first] = different.keys()
  const isCommon = different.size === 1 && count === rows.length && first !== undefined
  // A setting that all share stands as it was written: "1e-4".
  if (column.dictionary.isNumeric && !isCommon) return summariseNumbers(rows, (row) => numberOf(column, row))
  return {
    type: 'text',
    count,
    distinct: different.size,
    common: isCommon ? column.dictionary.texts[first]! : null,
    counts:
      different.size > MOST_COUNTED
        ? []
        : Array.from(different, ([code, own]) => ({ text: column.dictionary.texts[code]!, count: own })),
  }
}

function summariseNumbers(rows: Uint32Array, read: (row: number) => number | null): GroupSummary {
  let count = 0
  let mean = 0
  let squares = 0
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (let i = 0; i < rows.length; i++) {
    const value = read(rows[i]!)
    if (value === null || !Number.isFinite(value)) continue
    count++
    const before = value - mean
    mean += before / count
    squares += before * (value - mean)
    if (value < min) min = value
    if (value > max) max = value
  }
  const isEmpty = count === 0
  return {
    type: 'number',
    count,
    mean: isEmpty ? null : mean,
    sd: count < 2 ? null : Math.sqrt(squares / (count - 1)),
    min: isEmpty ? null : min,
    max: isEmpty ? null : max,
  }
}
