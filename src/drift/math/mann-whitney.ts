import type { Computation } from '../define'
import { logChoose } from './log-gamma'

/** Additions between two looks at whether to stop. */
const SLICE = 200_000

/** Additions that the exact distribution takes. */
export function mannWhitneyWork(n: number, m: number): number {
  return Math.min(n, m) * n * m
}

/**
 * P(U ≥ u) of Mann and Whitney's U for two samples without ties (1947, doi 10.1214/aoms/1177730491), exactly: the
 * numbers of ways to reach each U are the coefficients of the Gaussian binomial, built up factor by factor as
 * (1 − q^(m+i)) / (1 − q^i). Only the lower half is needed; it is exact in whole numbers up to 2⁵³, and then good
 * to 1e-12 relative. O(min(n, m) · n m) time, O(n m) memory.
 * @param u a whole number
 */
export function* exactMannWhitney(n: number, m: number, u: number): Computation<number> {
  const small = Math.min(n, m)
  const large = Math.max(n, m)
  const most = n * m
  if (u <= 0) return 1
  if (u > most) return 0
  // P(U ≥ u) = P(U ≤ most − u); past the middle, the other side is summed.
  const far = most - u
  const upper = 2 * far > most
  const last = upper ? u - 1 : far
  // Counts too many for a double are kept as shares of all.
  const scaled = logChoose(n + m, n) > 700
  const ways = new Float64Array(last + 1)
  ways[0] = 1
  let work = 0
  for (let i = 1; i <= small; i++) {
    const step = large + i
    const told = { done: i, total: small, phase: 'counts' }
    for (let from = last; from >= step; from -= SLICE) {
      const end = Math.max(step, from - SLICE + 1)
      for (let k = from; k >= end; k--) ways[k] = ways[k]! - ways[k - step]!
      work += from - end + 1
      if (work > 3 * SLICE) {
        work = 0
        yield told
      }
    }
    for (let from = i; from <= last; from += SLICE) {
      const end = Math.min(last, from + SLICE - 1)
      for (let k = from; k <= end; k++) ways[k] = ways[k]! + ways[k - i]!
      work += end - from + 1
      if (work > 3 * SLICE) {
        work = 0
        yield told
      }
    }
    if (scaled) for (let k = 0; k <= last; k++) ways[k] = (ways[k]! * i) / step
  }
  let sum = 0
  for (const x of ways) sum += x
  if (!scaled) {
    let all = 1
    for (let i = 1; i <= small; i++) all = (all * (large + i)) / i
    sum /= Math.round(all)
  }
  return Math.min(1, upper ? 1 - sum : sum)
}
