import type { Computation } from '../define'
import type { Sample } from '../sample'
import { errorsOfMost } from './row-memory'

/** Differences of neighbours that are looked at together, so that a change of level or of spread is in one block alone. */
const BLOCK = 20
/** Of fewer blocks, the one with a change could be the median. */
const FEWEST_BLOCKS = 3
/** Of more columns the first are looked at, and of more values the first rows: a few milliseconds. */
const MOST_COLUMNS = 200
const MOST_ROWS = 200_000

/** Mean of the ratio in a block of normal values, and standard deviation of the median over n blocks, times √n (400,000 rows). */
const EXPECTED = 0.815
const DEVIATION = 0.055
/** Below it BOCD raises at least five times as many false alarms as on normal values. */
const FAR = 0.8

/** How far neighbours are apart on average, over the root of the mean of the squares (Geary 1935). */
export interface Tails {
  column: string
  /** Median over blocks of the stream. */
  ratio: number
  /** What normal values go below one time in 44, as the memory of rows has it, or what is so far that it matters. */
  limit: number
}

/**
 * Whether the values of a stream's columns are far from normal, above all as some lie far out: Geary's ratio of the mean
 * absolute to the root mean square (1935, doi 10.2307/2332693), √(2 / π) = 0.798 of normal values, and less the heavier
 * the tails. It is taken of differences of neighbours, which know no level, in blocks, of which the median counts: a
 * change, which detectors look for, and a spike are in few of them, and neither makes tails. Differences of normal values
 * are normal, also where each row resembles the one before.
 *
 * Blocks in which nothing changes tell nothing.
 * @returns of several columns the one that is furthest from normal, held to what the furthest of so many may be by chance;
 * null where none is far, or too few rows tell
 */
export function* heavyTails(sample: Sample): Computation<Tails | null> {
  const columns = sample.columns.slice(0, MOST_COLUMNS)
  const rows = Math.min(sample.rows, Math.floor(MOST_ROWS / Math.max(1, columns.length)))
  const errors = errorsOfMost(columns.length)
  let furthest: Tails | null = null
  for (const [j, column] of columns.entries()) {
    const ratios = yield* blockRatios(sample, j, rows)
    if (ratios.length < FEWEST_BLOCKS) continue
    const ratio = ratios.toSorted((a, b) => a - b)[ratios.length >> 1]!
    const limit = Math.min(FAR, EXPECTED - (errors * DEVIATION) / Math.sqrt(ratios.length))
    if (ratio < limit && (furthest === null || ratio < furthest.ratio)) furthest = { column, ratio, limit }
  }
  return furthest
}

/** The ratio in each block of a column in which something changes. */
function* blockRatios({ values, columns }: Sample, j: number, rows: number): Computation<number[]> {
  const d = columns.length
  const ratios: number[] = []
  let [absolute, squares, pairs] = [0, 0, 0]
  let before = Number.NaN
  for (let i = 0, at = j; i < rows; i++, at += d) {
    if (i % 50_000 === 0) yield { done: i, total: rows, phase: 'rows' }
    const value = values[at]!
    if (!Number.isFinite(value)) continue
    const apart = Math.abs(value - before)
    before = value
    if (!Number.isFinite(apart)) continue
    absolute += apart
    squares += apart * apart
    if (++pairs < BLOCK) continue
    if (squares > 0) ratios.push(absolute / Math.sqrt(BLOCK * squares))
    absolute = squares = pairs = 0
  }
  return ratios
}
