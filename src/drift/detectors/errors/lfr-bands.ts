import type { Computation } from '../../define'
import { fadingQuantiles, settledAfter } from '../../math/fading-rate'
import { withProgress } from '../../with-progress'
import { createRandom, PURPOSE } from '../../random'
import { asin, sin } from '../../math/trigonometry'
import { power } from '../../math/power'

/**
 * Quantiles of a fading rate for every probability and count, as a table to interpolate in. Only probabilities up to
 * ½ are in it: the quantile of level l at 1 − P is 1 − η^N less that of level 1 − l at P.
 */
export interface FadingTable {
  eta: number
  /** Ascending; the last stands for all larger ones. */
  counts: number[]
  /** Each with its mirror 1 − l. */
  levels: number[]
  /** `NODES` + 1 blocks, each counts × levels; block k is for P = sin²(π k / 4 NODES). */
  quantiles: Float64Array
}

/** Between nodes quantiles are interpolated in arcsin √P, in which their width is even. */
const NODES = 32
/** Growth of the counts that have a row, once they are above 1 / (GROWTH − 1). */
const GROWTH = 1.12

/** @param levels of the lower ends, each in (0, ½) */
export function* fadingTable(eta: number, levels: readonly number[]): Computation<FadingTable> {
  const both = levels.flatMap((level) => [level, 1 - level])
  const counts = countsFor(eta)
  const block = counts.length * both.length
  const quantiles = new Float64Array((NODES + 1) * block)
  for (let k = 0; k <= NODES; k++) {
    const told = () => ({ done: k, total: NODES + 1, phase: 'bands' })
    const p = sin((Math.PI * k) / (4 * NODES)) ** 2
    quantiles.set(yield* withProgress(fadingQuantiles(eta, p, counts, both), told), k * block)
    yield { done: k + 1, total: NODES + 1, phase: 'bands' }
  }
  return { eta, counts, levels: both, quantiles }
}

function countsFor(eta: number): number[] {
  const last = settledAfter(eta)
  const counts = [1]
  for (let n = 1; n < last;) {
    n = Math.min(last, Math.max(n + 1, Math.floor(n * GROWTH)))
    counts.push(n)
  }
  return counts
}

/**
 * Quantile of R_N at probability p, by interpolation.
 * @param level index into the levels given to `fadingTable`: 0 for the first
 * @param upper of 1 − level instead
 */
export function fadingBound(table: FadingTable, p: number, n: number, level: number, upper: boolean): number {
  if (n <= 0) return 0
  if (p > 0.5) return 1 - faded(table.eta, n) - fadingBound(table, 1 - p, n, level, !upper)
  const { counts, levels, quantiles } = table
  const place = (4 * NODES * asin(Math.sqrt(p))) / Math.PI
  const k = Math.min(NODES - 1, Math.floor(place))
  const column = 2 * level + (upper ? 1 : 0)
  const block = counts.length * levels.length
  const [row, share] = rowOf(table, n)
  const at = (node: number): number => {
    const first = quantiles[node * block + row * levels.length + column]!
    return share === 0
      ? first
      : first + share * (quantiles[node * block + (row + 1) * levels.length + column]! - first)
  }
  const left = at(k)
  return left + (place - k) * (at(k + 1) - left)
}

/** η^n: what a value still weighs n values later, as a share. The same few hundred powers are asked for at every row. */
export function faded(eta: number, n: number): number {
  if (eta !== kept.eta) {
    kept.eta = eta
    kept.powers.fill(Number.NaN)
  }
  const known = kept.powers[n]
  if (known !== undefined && !Number.isNaN(known)) return known
  // Once they are too small for a number, they stay so.
  if (n >= KEPT_POWERS && faded(eta, KEPT_POWERS - 1) === 0) return 0
  const found = power(eta, n)
  if (n < KEPT_POWERS) kept.powers[n] = found
  return found
}

const KEPT_POWERS = 8192
const kept = { eta: Number.NaN, powers: new Float64Array(KEPT_POWERS) }

/** The row of the largest count up to n, and how far n is towards the next: mean and variance follow η^n. */
function rowOf({ counts, eta }: FadingTable, n: number): [number, number] {
  const last = counts.length - 1
  if (n >= counts[last]!) return [last, 0]
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (counts[middle]! <= n) low = middle
    else high = middle
  }
  const from = faded(eta, counts[low]!)
  const to = faded(eta, counts[low + 1]!)
  return [low, from === to ? 0 : (from - faded(eta, n)) / (from - to)]
}

/**
 * The same quantiles by simulation, as Menelaus finds them (10,000 streams of N values each time), seeded: the
 * answer for a rate (to four decimals) and a count is always the same, so that nothing has to be kept.
 * @returns lower and upper end for each level in turn
 */
export function simulatedBounds(
  eta: number,
  p: number,
  n: number,
  levels: readonly number[],
  { draws, seed }: { draws: number; seed: number },
): number[] {
  const random = createRandom(seed, PURPOSE.simulation, (Math.round(p * 1e4) * 429_496 + n) % 2 ** 32)
  const length = Math.min(n, settledAfter(eta))
  const bar = p * 2 ** 32
  const sums = new Float64Array(draws)
  for (let b = 0; b < draws; b++) {
    let sum = 0
    for (let i = 0; i < length; i++) sum = eta * sum + (random() < bar ? 1 - eta : 0)
    sums[b] = sum
  }
  sums.sort()
  return levels.flatMap((level) => [at(sums, level), at(sums, 1 - level)])
}

/** Quantile between order statistics (type 7 of Hyndman & Fan 1996, doi 10.1080/00031305.1996.10473566). */
function at(sorted: Float64Array, level: number): number {
  const place = level * (sorted.length - 1)
  const i = Math.floor(place)
  return sorted[i]! + (place - i) * ((sorted[i + 1] ?? sorted[i]!) - sorted[i]!)
}
