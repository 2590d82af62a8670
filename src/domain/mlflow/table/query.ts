import type { Filter } from '../filter/ast'
import { aggregateReader } from './aggregates'
import type { ColumnChoice, MetricAggregates } from './column-id'
import { columnReader, type Direction, orderByColumn, splitByValue } from './column-order'
import { filterRows } from './filter-rows'
import { radixSort } from './radix-sort'
import type { RunIndex } from './run-index'

export interface SortKey extends ColumnChoice {
  direction: Direction
}

export interface TableQuery {
  /** Null: all runs. */
  filter: Filter | null
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
export function query(index: RunIndex, { filter, sort, aggregates = null }: TableQuery): Uint32Array {
  const all = index.rowsByStart()
  // Sorted in place: the order of the index is its own.
  const rows = filter === null ? all.slice() : filterRows(index, filter, all).slice()
  // Every sort is stable: the least important one goes first.
  for (const [i, key] of sort.toReversed().entries()) sortRows(index, rows, key, aggregates, i === 0)
  return rows
}

/** @param isByStart the rows are in the order of the index */
function sortRows(
  index: RunIndex,
  rows: Uint32Array,
  key: SortKey,
  aggregates: MetricAggregates | null,
  isByStart: boolean,
): void {
  const aggregate = aggregateReader(index, key, aggregates)
  // An order of some of the values would be another one.
  if (aggregate && rows.some((row) => aggregate(row) === undefined)) return
  const column = index.column(key.column)
  if (isByStart && !aggregate && column) {
    orderByColumn(index, rows, column, key.direction)
    return
  }
  const read = aggregate ?? (column && columnReader(column))
  if (!read) return
  const { known, keys, rest } = splitByValue(rows, read)
  radixSort(known, keys, key.direction)
  rows.set(known)
  rows.set(rest, known.length)
}
