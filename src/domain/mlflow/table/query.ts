import type { Predicate } from '../filter/evaluate'
import { numberOf, type Column } from './column'
import { aggregateReader } from './aggregates'
import type { ColumnChoice, MetricAggregates } from './column-id'
import { radixSort } from './radix-sort'
import { RunCursor } from './run-cursor'
import type { RunIndex } from './run-index'

export interface SortKey extends ColumnChoice {
  direction: 'asc' | 'desc'
}

export interface TableQuery {
  /** Null: all runs. */
  predicate: Predicate | null
  /** Most important first. */
  sort: readonly SortKey[]
  /** Needed where a sort asks for anything but the last value of a metric. */
  aggregates?: MetricAggregates | null
}

/**
 * The rows that a filter lets through, in order. Missing values stand last in both directions, NaN just
 * before them. Ties, and an empty sort, go by the start (newest first), then by run id, as MLflow does
 * it. Parameters and tags sort as numbers where all their values are numbers, else as natural text. A sort by what only
 * histories tell is left out until all of them are loaded.
 */
export function query(index: RunIndex, { predicate, sort, aggregates = null }: TableQuery): Uint32Array {
  const rows = filterRows(index, predicate)
  // Every sort is stable: the least important one goes first.
  for (const key of sort.toReversed()) sortRows(index, rows, key, aggregates)
  return rows
}

function filterRows(index: RunIndex, predicate: Predicate | null): Uint32Array {
  const all = index.rowsByStart()
  if (predicate === null) return all.slice()
  const cursor = new RunCursor(index)
  const rows = new Uint32Array(all.length)
  let count = 0
  for (let i = 0; i < all.length; i++) {
    cursor.row = all[i]!
    if (predicate(cursor)) rows[count++] = cursor.row
  }
  return rows.slice(0, count)
}

function sortRows(
  index: RunIndex,
  rows: Uint32Array,
  key: SortKey,
  aggregates: MetricAggregates | null,
): void {
  const aggregate = aggregateReader(index, key, aggregates)
  // An order of some of the values would be another one.
  if (aggregate && rows.some((row) => aggregate(row) === undefined)) return
  const column = index.column(key.column)
  const read = aggregate ?? (column && columnReader(column))
  if (!read) return
  const known = new Uint32Array(rows.length)
  const keys = new Float64Array(rows.length)
  const nans: number[] = []
  const missing: number[] = []
  let count = 0
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!
    const value = read(row)
    if (value === null || value === undefined) missing.push(row)
    else if (Number.isNaN(value)) nans.push(row)
    else {
      known[count] = row
      keys[count++] = value
    }
  }
  const sorted = known.subarray(0, count)
  radixSort(sorted, keys.subarray(0, count), key.direction)
  rows.set(sorted)
  rows.set(nans, count)
  rows.set(missing, count + nans.length)
}

type ValueReader = (row: number) => number | null | undefined

function columnReader(column: Column): ValueReader {
  const { cells } = column
  if (column.type === 'number') return (row) => cells.get(row)
  if (column.dictionary.isNumeric) return (row) => numberOf(column, row)
  const ranks = column.dictionary.naturalRanks()
  return (row) => {
    const code = cells.get(row)
    return code === undefined ? undefined : ranks[code]
  }
}
