import type { Computation } from '../define'
import { normalQuantile } from './normal'
import { log } from './log'
import { power } from './power'

/**
 * The null distribution behind LFR's bands: R_N = (1 − η) Σ_{i ≤ N} η^(N − i) B_i with B_i Bernoulli of probability P
 * (Wang & Abraham 2015, doi 10.1109/IJCNN.2015.7280398, who simulate it). Here its distribution function is computed:
 *
 *   F_N(x) = P F_{N−1}((x − (1 − η)) / η) + (1 − P) F_{N−1}(x / η),  F_0 the step at 0,
 *
 * on a grid with linear interpolation. Interpolating adds a variance of at most h² / 4 at each step, shrunk by η² at
 * the next: below 0.3 % of the standard deviation for η ≤ 0.99. Beyond, hundreds of values share the
 * weight, and Cornish and Fisher's expansion of the exact cumulants (doi 10.2307/1400905) takes its place.
 */

/** Cells of [0, 1]. */
const CELLS = 2048
const LARGEST_GRID_DECAY = 0.99
/** Older values together weigh less than this: the distribution no longer changes. */
const FORGOTTEN = 1e-5

export function fadingMean(eta: number, p: number, n: number): number {
  return p * (1 - power(eta, n))
}

export function fadingVariance(eta: number, p: number, n: number): number {
  return (p * (1 - p) * (1 - eta) ** 2 * (1 - power(eta, 2 * n))) / (1 - eta * eta)
}

/** Values after which R_N is as R_∞, within `FORGOTTEN`. */
export function settledAfter(eta: number): number {
  return eta <= 0 ? 1 : Math.max(1, Math.ceil(log(FORGOTTEN) / log(eta)))
}

/**
 * Quantiles of R_N for some N.
 * @param counts the N, ascending, from 1
 * @param levels of the quantiles, each in (0, 1)
 * @returns row-major, counts × levels
 */
export function* fadingQuantiles(
  eta: number,
  p: number,
  counts: readonly number[],
  levels: readonly number[],
): Computation<Float64Array> {
  const found = new Float64Array(counts.length * levels.length)
  if (eta > LARGEST_GRID_DECAY) {
    counts.forEach((n, i) =>
      levels.forEach((level, k) => (found[i * levels.length + k] = expansion(eta, p, n, level))),
    )
    return found
  }
  const last = counts.at(-1) ?? 0
  let before = new Float64Array(CELLS + 1).fill(1)
  let now = new Float64Array(CELLS + 1)
  for (let n = 1, i = 0; n <= last; n++) {
    step(eta, p, before, now)
    if (counts[i] === n) {
      for (const [k, level] of levels.entries()) found[i * levels.length + k] = quantileOf(now, level)
      i++
    }
    const held = before
    before = now
    now = held
    if (n % 100 === 0) yield { done: n, total: last, phase: 'values' }
  }
  return found
}

/** F_{N−1} → F_N. */
function step(eta: number, p: number, before: Float64Array, now: Float64Array): void {
  const jump = 1 - eta
  for (let i = 0; i <= CELLS; i++) {
    const x = i / CELLS
    now[i] =
      eta === 0
        ? x >= 1
          ? 1
          : 1 - p
        : p * valueAt(before, (x - jump) / eta) + (1 - p) * valueAt(before, x / eta)
  }
}

/** A distribution function on the grid, between its points by a straight line. Rounding must not lose x = 1 − η. */
function valueAt(f: Float64Array, x: number): number {
  if (x < -1e-12) return 0
  if (x >= 1) return 1
  const at = Math.max(0, x) * CELLS
  const i = Math.floor(at)
  return f[i]! + (at - i) * (f[i + 1]! - f[i]!)
}

/** Smallest x with F(x) ≥ level, within its cell by a straight line. */
function quantileOf(f: Float64Array, level: number): number {
  let low = 0
  let high = CELLS
  if (f[0]! >= level) return 0
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (f[middle]! >= level) high = middle
    else low = middle
  }
  const rise = f[high]! - f[low]!
  return (low + (rise > 0 ? (level - f[low]!) / rise : 1)) / CELLS
}

/** Cornish–Fisher to the fourth cumulant; those of R_N are the Bernoulli's times (1 − η)^r (1 − η^rN) / (1 − η^r). */
function expansion(eta: number, p: number, n: number, level: number): number {
  const q = 1 - p
  const weight = (r: number): number => (power(1 - eta, r) * (1 - power(eta, r * n))) / (1 - power(eta, r))
  const variance = p * q * weight(2)
  const sd = Math.sqrt(variance)
  const mean = fadingMean(eta, p, n)
  if (sd === 0) return mean
  const skew = (p * q * (q - p) * weight(3)) / (variance * sd)
  const excess = (p * q * (1 - 6 * p * q) * weight(4)) / (variance * variance)
  const z = normalQuantile(level)
  const w =
    z +
    ((z * z - 1) * skew) / 6 +
    ((z * z * z - 3 * z) * excess) / 24 -
    ((2 * z * z * z - 5 * z) * skew * skew) / 36
  return Math.min(1 - power(eta, n), Math.max(0, mean + sd * w))
}
