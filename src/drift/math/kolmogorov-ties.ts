import type { Computation } from '../define'
import { hypergeometricProbability, hypergeometricTail } from './hypergeometric'
import { gcd } from './kolmogorov'
import { log } from './log'
import { leastP } from './permutation'
import type { Pooled } from './pooled'

/** Which differences count: of the two distribution functions either way, F − G, or G − F. */
export type KolmogorovSide = 'both' | 'above' | 'below'

/** Shorter runs of equal values are walked row by row, whatever is quicker. */
const LEAST_JUMP = 64
/** What is left out where numbers of paths are too small to matter: a share of e^−50 of p. */
const NEGLIGIBLE = 50
/** Of a sum, a term below this and all after it are rounding. */
const ROUNDING = 1e-18
/** Lattice points between two pauses: a millisecond. */
const POINTS_AT_A_TIME = 300_000

/**
 * P(D ≥ d | which pooled values are equal) for two samples, exactly: the share of lattice paths from (0, 0) to (n, m)
 * that are outside the border |i/n − j/m| < d (or i/n − j/m < d, −(i/n − j/m) < d for the sides) where a run of equal
 * values ends. Within a run neither distribution function has a value, so a path may cross there (Hodges 1958, §4,
 * doi 10.1007/BF02589501; Schröer & Trenkler 1995, doi 10.1016/0167-9473(94)00040-P).
 *
 * Kept is, for each i at the end of a run, the share of paths to there that were outside before. A run of few rows is
 * walked row by row, as averages (`exactTwoSample`, whose numbers it gives where all values differ). Of a long one all
 * rows are dealt at once: how many of them are the reference's is hypergeometric, given i at its end. So five values of
 * a million rows take no longer than a few thousand rows that differ.
 *
 * Paths so far from the middle that all of them together are below e^−50 of p are left out (Bernstein's inequality, which
 * holds for draws without replacement: Hoeffding 1963, §6, doi 10.1080/01621459.1963.10500830).
 * @param h d · lcm(n, m), a whole number
 * @param side unlike without equal values, the two sides differ: read from behind, the runs come in another order
 * @returns in (0, 1]; O(`tiedWork`) time and O(n + m) memory; progress counts rows
 */
export function* exactTiedTwoSample(pooled: Pooled, h: number, side: KolmogorovSide): Computation<number> {
  if (h <= 0) return 1
  const lattice = latticeOf(pooled, h, side)
  const { n, m, ends } = lattice
  const all = n + m
  // By i: the share of the paths to (i, j) that were outside, or 1 where that is known.
  const shares = new Float64Array(n + 1)
  const next = new Float64Array(n + 1)
  let [before, band]: [number, Band] = [0, { low: 0, high: 0, reachesLow: true, reachesHigh: true }]
  let work = 0
  for (const end of ends) {
    const length = end - before
    const to = bandAt(lattice, end)
    const first = Math.max(0, to.low - length)
    // What lies outside the last band was outside the border, or is negligible.
    if (first < band.low) shares.fill(band.reachesLow ? 0 : 1, first, Math.min(band.low, to.high + 1))
    if (band.high < to.high)
      shares.fill(band.reachesHigh ? 0 : 1, Math.max(first, band.high + 1), to.high + 1)
    if (isJump(lattice, before, end, to)) {
      for (let i = to.low; i <= to.high; i++) {
        next[i] = jumped(shares, i, before, end)
        work += 100 + 2 * Math.min(length, jumpWidth(lattice, before, end))
        if (work <= POINTS_AT_A_TIME) continue
        work = 0
        yield { done: before, total: all, phase: 'rows' }
      }
      shares.set(next.subarray(to.low, to.high + 1), to.low)
    } else
      for (let t = before + 1; t <= end; t++) {
        const low = Math.max(0, t - m, to.low - (end - t))
        const high = Math.min(n, t, to.high)
        // From above, as each takes its neighbour below from the row before.
        for (let i = high; i >= low; i--)
          shares[i] = i === 0 ? shares[0]! : (i * shares[i - 1]! + (t - i) * shares[i]!) / t
        work += high - low + 20
        if (work <= POINTS_AT_A_TIME) continue
        work = 0
        yield { done: t, total: all, phase: 'rows' }
      }
    before = end
    band = to
  }
  return Math.min(1, Math.max(shares[n]!, leastP(n, m)))
}

/** Lattice points that `exactTiedTwoSample` looks at, of some 4 ns each. O(distinct values). */
export function tiedWork(pooled: Pooled, h: number, side: KolmogorovSide): number {
  if (h <= 0) return 0
  const lattice = latticeOf(pooled, h, side)
  let [before, work] = [0, 0]
  for (const end of lattice.ends) {
    const { low, high } = bandAt(lattice, end)
    const width = Math.max(0, high - low + 1)
    work += Math.min(stepWork(end - before, width), jumpWork(lattice, before, end, width))
    before = end
  }
  return work
}

interface Lattice {
  n: number
  m: number
  /** A step of the reference adds a to the difference, one of the test sample takes b: n a = m b. */
  a: number
  b: number
  h: number
  oneSided: boolean
  /** Rows up to the end of each run of equal values. */
  ends: Uint32Array
  /** Paths that are rarer than e to minus this are left out. */
  rarest: number
}

function latticeOf(pooled: Pooled, h: number, side: KolmogorovSide): Lattice {
  const [n, m] = side === 'below' ? [pooled.m, pooled.n] : [pooled.n, pooled.m]
  const g = gcd(n, m)
  const [a, b] = [m / g, n / g]
  let at = 0
  const ends = pooled.reference.map((count, k) => (at += count + pooled.test[k]!))
  // The border is nearest, in standard deviations, where the most rows are left to deal: there p is at least this.
  const half = (n + m) / 2
  const middle = ends.reduce((best, end) => (Math.abs(end - half) < Math.abs(best - half) ? end : best), 0)
  const far = outsideFrom(middle, a, b, h)
  const least = hypergeometricTail(far, { total: n + m, marked: n, drawn: middle })
  const rarest = NEGLIGIBLE - log(Math.max(least, Number.MIN_VALUE))
  return { n, m, a, b, h, oneSided: side !== 'both', ends, rarest }
}

/** The smallest i of which a path that is there after t rows is outside: i a − (t − i) b ≥ h. */
function outsideFrom(t: number, a: number, b: number, h: number): number {
  let i = Math.ceil((t * b + h) / (a + b))
  while ((i - 1) * (a + b) - t * b >= h) i--
  while (i * (a + b) - t * b < h) i++
  return i
}

/** The i from `low` to `high` that are kept after some rows. */
interface Band {
  low: number
  high: number
  /** Beyond that end no path comes, or hardly any; else the border is there. */
  reachesLow: boolean
  reachesHigh: boolean
}

function bandAt({ n, m, a, b, h, oneSided, rarest }: Lattice, t: number): Band {
  const all = n + m
  const mean = (t / all) * n
  const away = deviation(rarest, (Math.min(t, all - t) / all) * (n / all) * m)
  const lowest = Math.max(0, t - m, Math.floor(mean - away))
  const highest = Math.min(n, t, Math.ceil(mean + away))
  const above = outsideFrom(t, a, b, h) - 1
  // The other side is the same, read with the two samples exchanged.
  const below = oneSided ? lowest : t - (outsideFrom(t, b, a, h) - 1)
  return {
    low: Math.max(lowest, below),
    high: Math.min(highest, above),
    reachesLow: oneSided || lowest > below,
    reachesHigh: highest < above,
  }
}

/** How far a sum of this variance may be from its mean with a probability of e^−`rarest` (Bernstein). */
function deviation(rarest: number, variance: number): number {
  return rarest / 3 + Math.sqrt((rarest * rarest) / 9 + 2 * rarest * variance)
}

function isJump(lattice: Lattice, before: number, end: number, { low, high }: Band): boolean {
  const width = high - low + 1
  return end - before >= LEAST_JUMP && jumpWork(lattice, before, end, width) < stepWork(end - before, width)
}

function stepWork(length: number, width: number): number {
  return length * (width + length / 2 + 20)
}

function jumpWork(lattice: Lattice, before: number, end: number, width: number): number {
  const length = end - before
  if (length < LEAST_JUMP) return Number.POSITIVE_INFINITY
  return width * (100 + 2 * Math.min(length, jumpWidth(lattice, before, end)))
}

/** How many numbers of reference rows in a run matter. */
function jumpWidth({ n, m, rarest }: Lattice, before: number, end: number): number {
  const all = n + m
  return 2 * deviation(rarest, ((before * (end - before)) / end) * (n / all) * (m / all))
}

/** The mean of the shares at the end of the run before, over all ways to deal the i reference rows to it and to what came before. */
function jumped(shares: Float64Array, i: number, before: number, end: number): number {
  // The first run begins where no path was outside yet.
  if (before === 0) return 0
  const length = end - before
  const lowest = Math.max(0, i - length)
  const highest = Math.min(i, before)
  const likeliest = Math.floor(((before + 1) * (i + 1)) / (end + 2))
  const mode = Math.min(highest, Math.max(lowest, likeliest))
  const peak = hypergeometricProbability(mode, { total: end, marked: i, drawn: before })
  let sum = peak * shares[mode]!
  for (let x = mode, p = peak; x < highest;) {
    p *= ((i - x) * (before - x)) / ((x + 1) * (length - i + x + 1))
    sum += p * shares[++x]!
    if (p <= ROUNDING * sum) break
  }
  for (let x = mode, p = peak; x > lowest;) {
    p *= (x * (length - i + x)) / ((i - x + 1) * (before - x + 1))
    sum += p * shares[--x]!
    if (p <= ROUNDING * sum) break
  }
  return sum
}
