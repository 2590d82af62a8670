import type { Computation } from '../define'
import { sortedCopy } from '../math/sort'

/**
 * Thresholds for an expected run time (Cobb, Van Looveren & Klaise 2022, doi 10.48550/arXiv.2108.00883): the rate of
 * false alarms at each row, of those streams that had none before, is 1 / run time.
 * @param statistics of simulated streams: stream b, window w at `b * windows + w`
 * @returns one threshold for each window: the 1 − 1 / run time quantile (type 7) over the streams that stayed below all before
 */
export function* runTimeThresholds(
  statistics: Float64Array,
  windows: number,
  runTime: number,
): Computation<Float64Array> {
  let alive = Uint32Array.from({ length: statistics.length / windows }, (_, b) => b)
  const thresholds = new Float64Array(windows)
  for (let w = 0; w < windows; w++) {
    const values = new Float64Array(alive.length)
    alive.forEach((b, i) => (values[i] = statistics[b * windows + w]!))
    const sorted = yield* sortedCopy(values)
    const at = (1 - 1 / runTime) * (sorted.length - 1)
    const below = sorted[Math.floor(at)]!
    const threshold = below + (sorted[Math.ceil(at)]! - below) * (at - Math.floor(at))
    thresholds[w] = threshold
    const left = alive.filter((b) => statistics[b * windows + w]! < threshold)
    // Where all are equal, none is below: they go on together.
    if (left.length > 0) alive = left
    yield { done: w + 1, total: windows, phase: 'thresholds' }
  }
  return thresholds
}
