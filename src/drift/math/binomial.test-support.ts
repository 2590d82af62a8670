import { incompleteBeta } from './beta'

/** P(X ≥ k) of n trials with probability p, for bounds on how often a test may reject. Relative error below 1e-12. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  return k > n ? 0 : incompleteBeta(k, n - k + 1, p, 1 - p)
}
