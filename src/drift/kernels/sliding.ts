import type { Computation } from '../define'
import { squaredDistances, SLICE_WORK } from './pairs'
import { fixedPointScale, rbf, roundWhole } from './rbf'

/** Row-major numbers, rows × d. */
export interface Table {
  rows: number
  d: number
  values: Float64Array
}

/** How many full windows fit into a stream. */
export function windowCount(rows: number, window: number, step: number): number {
  return rows < window ? 0 : Math.floor((rows - window) / step) + 1
}

/**
 * Unbiased MMD² between a fixed comparison sample and each window of a stream: entry i is of rows
 * i · step … i · step + window − 1. Every kernel value is computed once, n + w for each row of the
 * stream, and O(n + w) is kept.
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
  window: number,
  step: number,
  gamma: number,
): Computation<Float64Array> {
  const { rows, d, values } = stream
  const n = comparison.rows
  const statistics = new Float64Array(windowCount(rows, window, step))
  const pairScale = fixedPointScale(window * window)
  const crossScale = fixedPointScale(window)
  const distances = new Float64Array(Math.max(n, window))
  // Rings by row modulo window: mean kernel value with the comparison rows, and sum with later rows.
  const cross = new Float64Array(window)
  const later = new Float64Array(window)
  let crossSum = 0
  let pairSum = 0
  let work = 0
  for (let t = 0; t < rows; t++) {
    const slot = t % window
    if (t >= window) {
      crossSum -= cross[slot] as number
      pairSum -= later[slot] as number
    }
    // Between windows that do not touch, a row is in none.
    if (t % step >= window) {
      cross[slot] = 0
      later[slot] = 0
      continue
    }
    squaredDistances(values, t * d, comparison.values, d, 0, n, distances, 0)
    let sum = 0
    for (let i = 0; i < n; i++) sum += rbf(distances[i] as number, gamma)
    const mean = roundWhole((sum / n) * crossScale)
    cross[slot] = mean
    crossSum += mean

    const from = Math.max(0, t - window + 1)
    squaredDistances(values, t * d, values, d, from, t, distances, -from)
    later[slot] = 0
    for (let i = from; i < t; i++) {
      const k = roundWhole(rbf(distances[i - from] as number, gamma) * pairScale)
      pairSum += k
      later[i % window] = (later[i % window] as number) + k
    }

    const start = t - window + 1
    if (start >= 0 && start % step === 0)
      statistics[start / step] =
        within + (2 * pairSum) / pairScale / (window * (window - 1)) - (2 * crossSum) / crossScale / window
    work += (n + window) * (d + 16)
    if (work >= SLICE_WORK) {
      work = 0
      yield { done: t + 1, total: rows, phase: 'stream rows' }
    }
  }
  yield { done: rows, total: rows, phase: 'stream rows' }
  return statistics
}
