import type { Computation } from '../define'
import { SLICE_WORK } from './pairs'
import { MOST_TOGETHER } from './plain-table'
import { fixedPointScale, roundWhole } from './rbf'
import { addCompared, rowTable } from './row-table'
import type { Windows } from './windows'

/** Row-major numbers, rows × d. */
export interface Table {
  rows: number
  d: number
  values: Float64Array
}

/**
 * Unbiased MMD² between a fixed comparison sample and each window of a stream (of at least 2 rows).
 * Every kernel value is computed once, n + w for each row of the stream, and O(n + w) is kept.
 *
 * The sums over a window are kept running in whole numbers (`fixedPointScale`), which add and
 * subtract exactly: they equal a fresh sum over the window however long the stream is, with no error
 * to re-sum away. When a row leaves, its kernel values with the window are known, as they were added
 * up row by row while it stayed.
 * @param within mean kernel value over all pairs of different comparison rows
 */
export function* slidingMmd(
  comparison: Table,
  within: number,
  stream: Table,
  windows: Windows,
  gamma: number,
): Computation<Float64Array> {
  const { rows, d, values } = stream
  const { from, to, count, largest } = windows
  const n = comparison.rows
  const statistics = new Float64Array(count)
  const compared = rowTable(comparison.values, d)
  const ring = rowTable(new Float64Array(largest * d), d)
  const pairScale = fixedPointScale(largest * largest)
  const crossScale = fixedPointScale(largest)
  const sumScale = fixedPointScale(n)
  // Rings by row modulo the largest window: mean kernel value with the comparison rows, and sum with later rows.
  const cross = new Float64Array(largest)
  const later = new Float64Array(largest)
  let crossSum = 0
  let pairSum = 0
  let work = 0
  // The rows that are summed: lo … hi − 1.
  let lo = 0
  let hi = 0
  // Sums with the comparison rows are those of rows `known … knownEnd − 1`.
  let known = 0
  let knownEnd = 0
  let sums: Float64Array = new Float64Array()
  for (let i = 0; i < count; i++) {
    const start = from[i] as number
    const end = to[i] as number
    for (; lo < start && lo < hi; lo++) {
      crossSum -= cross[lo % largest] as number
      pairSum -= later[lo % largest] as number
    }
    // Between windows that do not touch, a row is in none.
    if (start > hi) hi = start
    lo = start
    for (; hi < end; hi++) {
      if (hi >= knownEnd) {
        known = hi
        knownEnd = Math.min(hi + MOST_TOGETHER, rows)
        sums = compared.sums(values, hi * d, knownEnd - hi, gamma, sumScale)
      }
      const slot = hi % largest
      const mean = roundWhole(((sums[hi - known] as number) / sumScale / n) * crossScale)
      cross[slot] = mean
      crossSum += mean

      later[slot] = 0
      for (const stretch of ringStretches(lo, hi, largest))
        pairSum += addCompared(ring, values, hi * d, stretch, gamma, pairScale, later)
      ring.put(slot, values, hi * d)
      work += (n + hi - lo) * (d + 16)
      if (work >= SLICE_WORK) {
        work = 0
        yield { done: hi + 1, total: rows, phase: 'stream rows' }
      }
    }
    const size = end - start
    statistics[i] =
      within + (2 * pairSum) / pairScale / (size * (size - 1)) - (2 * crossSum) / crossScale / size
  }
  yield { done: rows, total: rows, phase: 'stream rows' }
  return statistics
}

/** Where rows `lo … hi − 1` stand in a ring of more rows: one unbroken stretch, or two. */
function ringStretches(lo: number, hi: number, size: number): readonly (readonly [number, number])[] {
  if (lo >= hi) return []
  const from = lo % size
  const to = from + hi - lo
  return to <= size
    ? [[from, to]]
    : [
        [from, size],
        [0, to - size],
      ]
}
