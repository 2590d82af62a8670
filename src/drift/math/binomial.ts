import { incompleteBeta } from './beta'
import { binomialTerm } from './saddle-point'

/** P(X = k) of n trials with probability p. Relative error below 1e-13. */
export function binomialProbability(k: number, n: number, p: number): number {
  return k < 0 || k > n ? 0 : binomialTerm(k, n, p, 1 - p)
}

/** P(X ≤ k) of n trials with probability p, by the incomplete beta function. Relative error below 1e-12. */
export function binomialCdf(k: number, n: number, p: number): number {
  if (k < 0) return 0
  return k >= n ? 1 : incompleteBeta(n - k, k + 1, 1 - p, p)
}

/** P(X ≥ k) of n trials with probability p. Relative error below 1e-12. */
export function binomialTail(k: number, n: number, p: number): number {
  if (k <= 0) return 1
  return k > n ? 0 : incompleteBeta(k, n - k + 1, p, 1 - p)
}
