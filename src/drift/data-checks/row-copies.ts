import type { Computation } from '../define'
import { sortedCopy } from '../math/sort'
import type { Sample } from '../sample'
import { countedRows } from './counted-rows'
import { seenHashes } from './value-hash'

/** Of more columns, the first are looked at, and of more cells the first rows: some ten milliseconds. */
const MOST_COLUMNS = 20
const MOST_CELLS = 200_000
/** Fewer rows do not tell. */
const FEWEST_ROWS = 40
/** Of the different rows, the share that stands more than once. */
const SHARE = 0.2
/** A column's places between its 10 % and 90 % quantiles, for each different value: then two rows seldom share one by chance. */
const PLACES = 10

/** Rows that stand in a sample more than once, as no independent rows do. */
export interface RowCopies {
  side: 'reference' | 'test'
  /** That were looked at. */
  rows: number
  /** Of them, those that are different from each other. */
  different: number
}

/**
 * The sample in which rows were copied: a fifth of its different rows or more stand there more than once, although some
 * column is so fine that independent rows would hardly meet in it. Null where there is none, or too few rows tell.
 *
 * One value that is common (days without rain) is one of many different ones; of a coarse column (ages, pixels) many rows
 * are the same by nature; and so are rows that the other sample holds as well (the prices on a list, doses).
 * @param digests of the rows of either sample (`rowDigests`)
 */
export function* rowCopies(
  samples: { reference: Sample | null; test: Sample },
  digests: { reference: Float64Array | null; test: Float64Array },
): Computation<RowCopies | null> {
  for (const side of ['test', 'reference'] as const) {
    const sample = samples[side]
    const all = digests[side]
    if (!sample || !all) continue
    const looked = all.subarray(0, rowsLookedAt(sample))
    const rows = looked.length
    // The others could all be copies of one, or each of another.
    const fewest = leastDifferent(looked)
    if (rows < FEWEST_ROWS || rows - fewest < SHARE * fewest) continue
    if (!(yield* mayHoldCopies(sample, rows))) continue
    const { counts } = yield* countedRows(looked)
    if (repeatedIn(counts) < SHARE * counts.size) continue
    const otherSide = side === 'test' ? 'reference' : 'test'
    const [other, theirs] = [samples[otherSide], digests[otherSide]]
    if (other && theirs) {
      const there = yield* countedRows(theirs.subarray(0, rowsLookedAt(other)))
      if (sharedIn(counts, there.counts) >= SHARE * counts.size) continue
    }
    return { side, rows, different: counts.size }
  }
  return null
}

function rowsLookedAt({ rows, columns }: Sample): number {
  return Math.min(rows, Math.floor(MOST_CELLS / Math.min(columns.length, MOST_COLUMNS)))
}

/** Different rows that stand there more than once. */
function repeatedIn(counts: ReadonlyMap<number, number>): number {
  let repeated = 0
  for (const count of counts.values()) if (count > 1) repeated++
  return repeated
}

/** Different rows that another sample holds as well. */
function sharedIn(counts: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): number {
  let shared = 0
  for (const key of counts.keys()) if (other.has(key)) shared++
  return shared
}

/** Whether many values repeat in each column, and one of them is fine. Of samples without copies the first column tells. */
function* mayHoldCopies({ values, columns, levels }: Sample, rows: number): Computation<boolean> {
  const d = columns.length
  let isFine = false
  const column = new Float64Array(rows)
  for (let j = 0; j < Math.min(d, MOST_COLUMNS); j++) {
    for (let i = 0, at = j; i < rows; i++, at += d) column[i] = values[at]!
    const { different, repeated, least, middle } = spread(yield* sortedCopy(column))
    if (repeated < SHARE * different) return false
    isFine ||= !levels?.[j] && middle / least >= PLACES * different
    yield { done: j + 1, total: d, phase: 'columns' }
  }
  return isFine
}

/** At least so many rows are different: nearly all of them, where all are. */
function leastDifferent(digests: Float64Array): number {
  const seen = seenHashes(digests.length)
  let different = 0
  for (let i = 0; i < digests.length; i++) if (seen.add(digests[i]! >>> 0)) different++
  return different
}

/** Of ascending values: how many are different, and stand there more than once; the least gap, and what the middle 80 % span. */
function spread(column: Float64Array) {
  const rows = column.length
  let [different, repeated, least] = [0, 0, Number.POSITIVE_INFINITY]
  for (let i = 0; i < rows;) {
    const start = i
    while (i < rows && areSame(column[i]!, column[start]!)) i++
    different++
    if (i - start > 1) repeated++
    const gap = i < rows ? column[i]! - column[start]! : Number.NaN
    if (gap < least) least = gap
  }
  const middle = column[Math.floor(0.9 * (rows - 1))]! - column[Math.floor(0.1 * (rows - 1))]!
  return { different, repeated, least, middle }
}

/** Missing values are one. */
function areSame(a: number, b: number): boolean {
  return a === b || (a !== a && b !== b)
}
