import { poissonTerm } from './saddle-point'

/**
 * Regularised upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a), a > 0, x ≥ 0: the series of P below a + 1
 * and the continued fraction of Q beyond (Gautschi 1979, ACM TOMS 5, 466–481). Relative error below 1e-12,
 * in the far tail too, for a up to 10⁶.
 */
export function upperGamma(a: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(a)) return Number.NaN
  if (x <= 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x)
}

/** P = x^a e^−x / Γ(a + 1) · Σ x^k / ((a + 1) … (a + k)) */
function gammaSeries(a: number, x: number): number {
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= x / (a + k)
    sum += term
  }
  return Math.min(1, poissonTerm(a, x) * sum)
}

/** Q = x^a e^−x / Γ(a) · 1 / (x + 1 − a − 1(1 − a) / (x + 3 − a − 2(2 − a) / …)), by Lentz's method. */
function gammaFraction(a: number, x: number): number {
  let b = x + 1 - a
  let c = 1e300
  let d = 1 / b
  let h = d
  for (let i = 1; i < 200_000; i++) {
    const factor = i * (a - i)
    b += 2
    d = 1 / away(factor * d + b)
    c = away(b + factor / c)
    const step = d * c
    h *= step
    if (Math.abs(step - 1) < 2e-16) break
  }
  return Math.min(1, poissonTerm(a, x) * a * h)
}

function away(y: number): number {
  return Math.abs(y) < 1e-300 ? 1e-300 : y
}

/** P(X ≥ x) of a chi-square variable with `dof` degrees of freedom. Relative error below 1e-12. */
export function chiSquareTail(x: number, dof: number): number {
  return upperGamma(dof / 2, x / 2)
}
