import { poissonTerm } from './saddle-point'

/**
 * ln Γ(x), x > 0, to some 1e-15 relative, also near its zeros at 1 and 2: the series about 2 (Abramowitz &
 * Stegun 1964, 6.1.33), reached by the recurrence, and Stirling's series (6.1.41) from 16 on.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN
  if (x < 0.5) return aboutOne(x) - Math.log(x)
  if (x < 1.5) return aboutOne(x - 1)
  if (x < 16) {
    let product = 1
    let y = x
    while (y > 2.5) product *= --y
    return aboutTwo(y - 2) + Math.log(product)
  }
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_2PI + stirlingSeries(x)
}

const HALF_LOG_2PI = 0.9189385332046727418

/** ln Γ(1 + z), |z| ≤ ½. */
function aboutOne(z: number): number {
  return aboutTwo(z) - Math.log1p(z)
}

/** ln Γ(2 + z) = (1 − γ) z + Σ (−1)^k (ζ(k) − 1) z^k / k, |z| ≤ ½. */
function aboutTwo(z: number): number {
  let sum = 0
  for (let i = ZETA.length - 1; i >= 0; i--) sum = ZETA[i]! / (i + 2) - z * sum
  return z * (ONE_MINUS_EULER + z * sum)
}

const ONE_MINUS_EULER = 0.4227843350984671394
/** ζ(k) − 1 for k = 2 … 31. */
const ZETA = [
  0.6449340668482264365, 0.2020569031595942854, 0.08232323371113819152, 0.03692775514336992633,
  0.01734306198444913971, 0.00834927738192282684, 0.004077356197944339379, 0.002008392826082214418,
  9.945751278180853371e-4, 4.941886041194645587e-4, 2.460865533080482986e-4, 1.227133475784891468e-4,
  6.124813505870482926e-5, 3.058823630702049355e-5, 1.528225940865187173e-5, 7.637197637899762274e-6,
  3.817293264999839856e-6, 1.908212716553938926e-6, 9.539620338727961132e-7, 4.769329867878064631e-7,
  2.3845050272773299e-7, 1.192199259653110731e-7, 5.960818905125947961e-8, 2.980350351465228019e-8,
  1.490155482836504123e-8, 7.450711789835429492e-9, 3.725334024788457055e-9, 1.862659723513049006e-9,
  9.313274324196681829e-10, 4.656629065033784073e-10,
]

/** ln Γ(x) − [(x − ½) ln x − x + ½ ln 2π], x ≥ 16. */
function stirlingSeries(x: number): number {
  const y = 1 / (x * x)
  return (
    (1 / 12 -
      y * (1 / 360 - y * (1 / 1260 - y * (1 / 1680 - y * (1 / 1188 - y * (691 / 360360 - y / 156)))))) /
    x
  )
}

/** ln Γ(x + 1) − [(x + ½) ln x − x + ½ ln 2π], x > 0: what Stirling's formula for x! leaves. Absolute error 1e-15. */
export function stirlingError(x: number): number {
  return x >= 16 ? stirlingSeries(x) : logGamma(x + 1) - (x + 0.5) * Math.log(x) + x - HALF_LOG_2PI
}

/** ln of the number of ways to choose k of n; −∞ where there is none. */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}

/**
 * Regularised upper incomplete gamma function Q(a, x) = Γ(a, x) / Γ(a), a > 0, x ≥ 0: the series of P below a + 1
 * and the continued fraction of Q beyond (Gautschi 1979, doi 10.1145/355972.355974). Relative error below 1e-12,
 * in the far tail too, for a up to 10⁶.
 */
export function upperGamma(a: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(a)) return Number.NaN
  if (x <= 0) return 1
  if (x === Number.POSITIVE_INFINITY) return 0
  return x < a + 1 ? 1 - gammaSeries(a, x) : gammaFraction(a, x)
}

/** Regularised lower incomplete gamma function P(a, x) = 1 − Q(a, x); as accurate in its own tail. */
export function lowerGamma(a: number, x: number): number {
  if (Number.isNaN(x) || Number.isNaN(a)) return Number.NaN
  if (x <= 0) return 0
  if (x === Number.POSITIVE_INFINITY) return 1
  return x < a + 1 ? gammaSeries(a, x) : 1 - gammaFraction(a, x)
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
