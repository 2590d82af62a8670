import { numberOf, type Column } from './column'
import { radixSort } from './radix-sort'
import type { RunIndex } from './run-index'

export type Direction = 'asc' | 'desc'

/** The number by which a row sorts; NaN, and null or undefined where there is nothing, have no place among the others. */
export type ValueReader = (row: number) => number | null | undefined

/** How a column sorts: text that is not all numbers by its rank in natural order. */
export function columnReader(column: Column): ValueReader {
  const { cells } = column
  if (column.type === 'number') return (row) => cells.get(row)
  if (column.dictionary.isNumeric) return (row) => numberOf(column, row)
  const ranks = column.dictionary.naturalRanks()
  return (row) => {
    const code = cells.get(row)
    return code === undefined ? undefined : ranks[code]
  }
}

/** Rows with a number and those numbers, and the others: NaN before what is missing. All in the order that they came in. */
export function splitByValue(
  rows: Uint32Array,
  read: ValueReader,
): { known: Uint32Array; keys: Float64Array; rest: Uint32Array } {
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
  return {
    known: known.subarray(0, count),
    keys: keys.subarray(0, count),
    rest: Uint32Array.from(nans.concat(missing)),
  }
}

/** All rows of an index in the order of one column. */
interface ColumnOrder {
  /** Those with a number, ascending; equal ones in the order of the index. */
  known: Uint32Array
  /** 1 where a row has the number of the one before. */
  isTie: Uint8Array
  rest: Uint32Array
}

/** Of how many columns an index keeps the order: half a megabyte each where there are 100,000 runs. */
const MOST_KEPT = 16

const kept = new WeakMap<RunIndex, { version: number; orders: Map<Column, ColumnOrder> }>()

/**
 * The rows of an index by one column: what has no number last in both directions, ties in the index's own order. The
 * order of a column is kept until the runs change: another direction, or another filter over it, sorts nothing.
 *
 * @param rows which of them: overwritten
 */
export function orderByColumn(
  index: RunIndex,
  rows: Uint32Array,
  column: Column,
  direction: Direction,
): void {
  const { known, isTie, rest } = orderOf(index, column)
  const directed = direction === 'asc' ? known : turned(known, isTie)
  if (rows.length === index.size) {
    rows.set(directed)
    rows.set(rest, known.length)
    return
  }
  const isIn = new Uint8Array(index.rowEnd)
  for (let i = 0; i < rows.length; i++) isIn[rows[i]!] = 1
  const count = keepThose(directed, isIn, rows, 0)
  keepThose(rest, isIn, rows, count)
}

function orderOf(index: RunIndex, column: Column): ColumnOrder {
  let ofIndex = kept.get(index)
  if (ofIndex?.version !== index.version) {
    ofIndex = { version: index.version, orders: new Map() }
    kept.set(index, ofIndex)
  }
  const { orders } = ofIndex
  const order = orders.get(column) ?? makeOrder(index, column)
  // The one that was asked for last stands last.
  orders.delete(column)
  orders.set(column, order)
  const [oldest] = orders.keys()
  if (orders.size > MOST_KEPT && oldest) orders.delete(oldest)
  return order
}

function makeOrder(index: RunIndex, column: Column): ColumnOrder {
  const read = columnReader(column)
  const { known, keys, rest } = splitByValue(index.rowsByStart(), read)
  radixSort(known, keys, 'asc')
  return { known, isTie: tiesOf(known, read), rest }
}

function tiesOf(known: Uint32Array, read: ValueReader): Uint8Array {
  const isTie = new Uint8Array(known.length)
  let before: number | null | undefined = null
  for (let i = 0; i < known.length; i++) {
    const value = read(known[i]!)
    if (value === before) isTie[i] = 1
    before = value
  }
  return isTie
}

/** The other way round, but for ties. */
function turned(known: Uint32Array, isTie: Uint8Array): Uint32Array {
  const result = new Uint32Array(known.length)
  let at = 0
  let end = known.length
  for (let from = end - 1; from >= 0; from--) {
    if (isTie[from] === 1) continue
    for (let i = from; i < end; i++) result[at++] = known[i]!
    end = from
  }
  return result
}

/** Gives the place after the last one. */
function keepThose(order: Uint32Array, isIn: Uint8Array, into: Uint32Array, at: number): number {
  let place = at
  for (let i = 0; i < order.length; i++) {
    const row = order[i]!
    if (isIn[row] === 1) into[place++] = row
  }
  return place
}
