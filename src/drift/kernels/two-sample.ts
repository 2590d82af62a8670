import type { PooledKernel } from './pooled-kernel'

/** How sums of kernel values become a statistic: their divisors, and what the diagonal adds. */
export interface Estimator {
  divisor: (rows: number) => number
  shift: (n: number, m: number) => number
}

/**
 * The quadratic-time estimators of MMD², by which diagonal terms they keep: none (Gretton et al. 2012, eq. 3), all,
 * averaged over all pairs (eq. 5), or all but averaged over pairs of different rows, as TorchDrift does.
 */
export const estimators = {
  unbiased: { divisor: (rows) => rows * (rows - 1), shift: () => 0 },
  biased: { divisor: (rows) => rows * rows, shift: (n, m) => 1 / n + 1 / m },
  torchdrift: { divisor: (rows) => rows * (rows - 1), shift: (n, m) => 1 / (n - 1) + 1 / (m - 1) },
} as const satisfies Record<string, Estimator>

/**
 * MMD² of a split of the pooled sample into `n` marked rows and `m` others, from
 * `inside` = Σ_{i<j} z_i z_j q_ij and `marked` = Σ z_i r_i, of whole numbers q. Exchanging marked and others gives the same
 * bits for n = m. What all kernel values have in common (`low`) adds the same to every split.
 */
export function splitStatistic(
  inside: number,
  marked: number,
  n: number,
  m: number,
  { total, unit, low }: Pick<PooledKernel, 'total' | 'unit' | 'low'>,
  { divisor, shift }: Estimator,
): number {
  const own = 2 * inside
  const cross = marked - own
  const others = total - 2 * marked + own
  const common = low * ((n * (n - 1)) / divisor(n) + (m * (m - 1)) / divisor(m) - 2)
  return (own / divisor(n) + others / divisor(m) - (2 * cross) / (n * m)) * unit + (common + shift(n, m))
}
