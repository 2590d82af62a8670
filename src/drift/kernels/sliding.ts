import type { Computation } from '../define'
import { squaredDistances, SLICE_WORK } from './pairs'
import { fixedPointScale, rbf, roundWhole } from './rbf'
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
  const pairScale = fixedPointScale(largest * largest)
  const crossScale = fixedPointScale(largest)
  const distances = new Float64Array(Math.max(n, largest))
  // Rings by row modulo the largest window: mean kernel value with the comparison rows, and sum with later rows.
  const cross = new Float64Array(largest)
  const later = new Float64Array(largest)
  let crossSum = 0
  let pairSum = 0
  let work = 0
  // The rows that are summed: lo … hi − 1.
  let lo = 0
  let hi = 0
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
      squaredDistances(values, hi * d, comparison.values, d, 0, n, distances, 0)
      let sum = 0
      for (let j = 0; j < n; j++) sum += rbf(distances[j] as number, gamma)
      const mean = roundWhole((sum / n) * crossScale)
      cross[hi % largest] = mean
      crossSum += mean

      squaredDistances(values, hi * d, values, d, lo, hi, distances, -lo)
      later[hi % largest] = 0
      for (let j = lo; j < hi; j++) {
        const k = roundWhole(rbf(distances[j - lo] as number, gamma) * pairScale)
        pairSum += k
        later[j % largest] = (later[j % largest] as number) + k
      }
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
