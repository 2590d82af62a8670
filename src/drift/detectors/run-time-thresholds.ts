import { formatCount } from '~/lib/format'
import type { Computation } from '../define'
import { DriftError } from '../errors'
import { sortedCopy } from '../math/sort'
import { part } from '../part'

/**
 * Thresholds that a stream without change exceeds at each row with the same probability, given that it has not
 * before: the expected run time is then its inverse (Ross & Adams 2012, doi 10.1080/00224065.2012.11917887, eq. 2).
 */

/** Simulated statistics beyond this are refused: 8 bytes each. */
const LARGEST = 3e7
/** Simulated streams that must stop at each row, or their number says nothing about the threshold. */
const FEWEST_STOPPED = 5

/** How many streams are simulated: as many as asked for, or (0) ten times the run time a column, as far as they fit. */
export function simulationsFor(
  { runTime, simulations }: { runTime: number; simulations: number },
  columns: number,
  rows: number,
): number {
  return simulations || Math.min(10 * runTime * columns, Math.floor(LARGEST / rows))
}

/**
 * Probability of a false alarm a row and column, so that one in any of d independent columns comes as often.
 * @throws DriftError `too-few-simulations`, `too-much-memory`
 */
export function stoppingRate(
  { runTime, simulations }: { runTime: number; simulations: number },
  columns: number,
  rows: number,
): number {
  const rate = 1 - (1 - 1 / runTime) ** (1 / columns)
  if (simulations * rate < FEWEST_STOPPED)
    throw new DriftError(
      'too-few-simulations',
      `An expected run time of ${formatCount(runTime)} rows${columns > 1 ? ` over ${columns} columns` : ''} needs at least ${formatCount(Math.ceil(FEWEST_STOPPED / rate))} simulated streams, and there are ${formatCount(simulations)}. Raise Simulated streams, lower Expected run time, or choose fewer columns.`,
    )
  if (simulations * rows > LARGEST)
    throw new DriftError(
      'too-much-memory',
      `${formatCount(simulations)} simulated streams of ${formatCount(rows)} rows are more than fit. Lower Simulated streams or the largest of Windows.`,
    )
  return rate
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
    const found = stop(yield* part(sortedCopy(now), told))
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
