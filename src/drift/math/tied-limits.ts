import type { Pooled } from './pooled'

/**
 * Rows that each sample and both together need, and the share of all rows that one value may hold, for a limit in place of
 * permutations. Inverted numerically for values of equal shares, and for one common value in the middle or at an end, p of
 * the limit is off by at most 0.5 % at p = 0.05, 2.3 % at 0.01 and 5 % at 0.001 with a share of 0.1, by 1.4, 4.6 and 9 % with
 * the one taken, and by 3, 12 and 24 % with one of 0.3. The standard error of 9,999 permutations is 4, 10 and 32 %.
 */
const FEWEST_ROWS = 20
const MANY_ROWS = 20_000
const MOST_SHARE = 0.2

/**
 * Whether p of a sum of squared gaps (Cramér–von Mises, Anderson–Darling) is better found in the limit, with the moments
 * that the equal values leave it, than by permutations: of many rows with no common value.
 */
export function hasTiedLimit({ n, m, reference, test }: Pooled): boolean {
  const all = n + m
  if (all < MANY_ROWS || Math.min(n, m) < FEWEST_ROWS) return false
  for (let k = 0; k < reference.length; k++) if (reference[k]! + test[k]! > MOST_SHARE * all) return false
  return true
}

/** How a sum of squared gaps looks at equal values: at their end, at their middle with the weight of its variance, or at their end with that. */
export type GapRule = 'end' | 'weighted middle' | 'weighted end'

/**
 * Mean and variance of Σ w G² over distinct values, as the rows grow and the shares p of the values stay. The gap G tends
 * to a Brownian bridge: of two places u < v its covariance is u (1 − v), and of its mean over a run of equal values around
 * u the variance is u (1 − u) − p/4. A normal pair has 2 cov² as the covariance of its squares. O(distinct values).
 */
export function gapMoments(
  { n, m, reference, test }: Pooled,
  rule: GapRule,
): { mean: number; variance: number } {
  const all = n + m
  let [mean, squares, products, below, left] = [0, 0, 0, 0, 0]
  for (let k = 0; k < reference.length; k++) {
    const share = (reference[k]! + test[k]!) / all
    const middle = rule === 'weighted middle'
    const u = Math.min(1, left + (middle ? share / 2 : share))
    const spread = u * (1 - u) - (middle ? share / 4 : 0)
    left += share
    // At the end of the last value there is no gap.
    if (k === reference.length - 1 && !middle) break
    const weight = rule === 'end' ? share : share / spread
    mean += weight * spread
    squares += (weight * spread) ** 2
    products += weight * (1 - u) ** 2 * below
    below += weight * u * u
  }
  return { mean, variance: 2 * (squares + 2 * products) }
}
