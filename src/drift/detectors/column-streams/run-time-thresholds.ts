import { formatCount } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { sortedCopy } from '../../math/sort'
import { withProgress } from '../../with-progress'
import { power } from '../../math/power'

/**
 * Thresholds that a stream without change exceeds at each row with the same probability, given that it has not
 * before: the expected run time is then its inverse (Ross & Adams 2012, doi 10.1080/00224065.2012.11917887, eq. 2).
 */

/** Simulated statistics beyond this are refused: 8 bytes each. */
const LARGEST = 3e7
/** Simulated streams that must stop at each row, or their number says nothing about the threshold. */
const FEWEST_STOPPED = 10

/**
 * Probability of a false alarm a row and column, so that one in any of d independent columns comes as often; and how
 * many streams are simulated: as many as were asked for, or as it takes to see so small a probability.
 * @param rows of a stream until thresholds stay the same
 * @throws DriftError `too-much-memory`
 */
export function simulationPlan(
  { runTime, simulations }: { runTime: number; simulations: number },
  columns: number,
  rows: number,
): { rate: number; streams: number } {
  const rate = 1 - power(1 - 1 / runTime, 1 / columns)
  const streams = Math.max(simulations, Math.ceil(FEWEST_STOPPED / rate))
  if (streams * rows > LARGEST)
    throw new DriftError(
      'too-much-memory',
      `An expected run time of ${formatCount(runTime)} rows${columns > 1 ? ` over ${formatCount(columns)} columns` : ''} takes ${formatCount(streams)} simulated streams of ${formatCount(rows)} rows, more than fit. Lower Expected run time, Simulated streams or the largest of Windows${columns > 1 ? ', or choose fewer columns' : ''}.`,
    )
  return { rate, streams }
}

/** What stops streams at one row: those above the threshold, and of those on it all but a share. */
export interface Stop {
  threshold: number
  /** Streams on the threshold that go on, as a share; 1 where ties do not occur. */
  permitted: number
}

/**
 * @param statistics of simulated streams, row-major: streams × rows, NaN before `first`
 * @param stop chooses the threshold from the statistics of the streams that are left, ascending
 * @param goesOn whether a stream on the threshold goes on, asked with its number and row
 * @returns thresholds and permitted shares of each row, NaN before `first`
 */
export function* sequentialThresholds(
  statistics: Float64Array,
  rows: number,
  first: number,
  stop: (ascending: Float64Array) => Stop,
  goesOn: (stream: number, row: number, permitted: number) => boolean,
): Computation<{ thresholds: Float64Array; permitted: Float64Array }> {
  const thresholds = new Float64Array(rows).fill(Number.NaN)
  const permitted = new Float64Array(rows).fill(Number.NaN)
  let left = Uint32Array.from({ length: statistics.length / rows }, (_, b) => b)
  for (let t = first; t < rows; t++) {
    const told = () => ({ done: t, total: rows, phase: 'thresholds' })
    const now = Float64Array.from(left, (b) => statistics[b * rows + t]!)
    const found = stop(yield* withProgress(sortedCopy(now), told))
    thresholds[t] = found.threshold
    permitted[t] = found.permitted
    left = left.filter((b, i) => {
      const x = now[i]!
      return x < found.threshold || (x === found.threshold && goesOn(b, t, found.permitted))
    })
    yield told()
  }
  return { thresholds, permitted }
}
