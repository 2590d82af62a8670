import type { Computation } from '../define'
import { sortedCopy } from '../math/sort'
import type { Sample } from '../sample'
import { type CountedRows, countedRows } from './counted-rows'
import { noneSeen, noteDigests } from './value-hash'

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
    // Surely different; the others could all be copies of one, or each of another.
    const fewest = noteDigests(noneSeen(rows), looked)
    if (rows < FEWEST_ROWS || rows - fewest < SHARE * fewest) continue
    if (!(yield* mayHoldCopies(sample, rows))) continue
    const counted = yield* countedRows(looked)
    const different = counted.keys.length
    if (repeatedIn(counted) < SHARE * different) continue
    const otherSide = side === 'test' ? 'reference' : 'test'
    const [other, theirs] = [samples[otherSide], digests[otherSide]]
    if (other && theirs) {
      const there = yield* countedRows(theirs.subarray(0, rowsLookedAt(other)))
      if (sharedIn(counted, there) >= SHARE * different) continue
    }
    return { side, rows, different }
  }
  return null
}

function rowsLookedAt({ rows, columns }: Sample): number {
  return Math.min(rows, Math.floor(MOST_CELLS / Math.min(columns.length, MOST_COLUMNS)))
}

/** Different rows that stand there more than once. */
function repeatedIn({ counts }: CountedRows): number {
  let repeated = 0
  for (let k = 0; k < counts.length; k++) if (counts[k]! > 1) repeated++
  return repeated
}

/** Different rows that another sample holds as well. */
function sharedIn({ keys }: CountedRows, other: CountedRows): number {
  let shared = 0
  for (let k = 0; k < keys.length; k++) if (other.timesOf(keys[k]!) > 0) shared++
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
