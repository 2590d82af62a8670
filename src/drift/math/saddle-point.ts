import { stirlingError } from './log-gamma'
import { exp } from './exp'
import { log, log1p } from './log'

/**
 * Terms of the Poisson and binomial distributions without the cancellation of logarithms of factorials (Loader
 * 2000, "Fast and accurate computation of binomial probabilities"). Counts may be any real numbers, since the
 * incomplete gamma and beta functions start from the same terms. Relative error below 1e-13.
 */

/** x ln(x / m) + m − x, also where x is near m. */
function deviance(x: number, m: number): number {
  const difference = x - m
  if (Math.abs(difference) < 0.1 * (x + m)) {
    const v = difference / (x + m)
    let sum = difference * v
    let power = 2 * x * v
    const square = v * v
    for (let j = 3; ; j += 2) {
      power *= square
      const next = sum + power / j
      if (next === sum) return next
      sum = next
    }
  }
  return x * log(x / m) + m - x
}

/** e^−λ λ^x / Γ(x + 1), x ≥ 0, λ > 0. */
export function poissonTerm(x: number, lambda: number): number {
  if (x === 0) return exp(-lambda)
  return exp(-stirlingError(x) - deviance(x, lambda)) / Math.sqrt(2 * Math.PI * x)
}

/**
 * C(n, x) p^x q^(n − x), 0 ≤ x ≤ n.
 * @param q 1 − p, given apart so that a p near 1 loses nothing
 */
export function binomialTerm(x: number, n: number, p: number, q: number): number {
  if (p === 0) return x === 0 ? 1 : 0
  if (q === 0) return x === n ? 1 : 0
  if (x === 0) return exp(q < 0.5 ? n * log(q) : n * log1p(-p))
  if (x === n) return exp(p < 0.5 ? n * log(p) : n * log1p(-q))
  const exponent =
    stirlingError(n) - stirlingError(x) - stirlingError(n - x) - deviance(x, n * p) - deviance(n - x, n * q)
  return exp(exponent) * Math.sqrt(n / (2 * Math.PI * x * (n - x)))
}
