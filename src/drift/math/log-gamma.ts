import { log, log1p } from './log'

/**
 * ln Γ(x), x > 0, to some 1e-15 relative, also near its zeros at 1 and 2: the series about 2 (Abramowitz &
 * Stegun 1964, 6.1.33), reached by the recurrence, and Stirling's series (6.1.41) from 16 on.
 */
export function logGamma(x: number): number {
  if (!(x > 0)) return x === 0 ? Number.POSITIVE_INFINITY : Number.NaN
  if (x < 0.5) return aboutOne(x) - log(x)
  if (x < 1.5) return aboutOne(x - 1)
  if (x < 16) {
    let product = 1
    let y = x
    while (y > 2.5) product *= --y
    return aboutTwo(y - 2) + log(product)
  }
  return (x - 0.5) * log(x) - x + HALF_LOG_2PI + stirlingSeries(x)
}

const HALF_LOG_2PI = 0.9189385332046728

/** ln Γ(1 + z), |z| ≤ ½. */
function aboutOne(z: number): number {
  return aboutTwo(z) - log1p(z)
}

/** ln Γ(2 + z) = (1 − γ) z + Σ (−1)^k (ζ(k) − 1) z^k / k, |z| ≤ ½. */
function aboutTwo(z: number): number {
  let sum = 0
  for (let i = ZETA.length - 1; i >= 0; i--) sum = ZETA[i]! / (i + 2) - z * sum
  return z * (ONE_MINUS_EULER + z * sum)
}

const ONE_MINUS_EULER = 0.42278433509846713
/** ζ(k) − 1 for k = 2 … 31. */
const ZETA = [
  0.6449340668482264, 0.2020569031595943, 0.08232323371113819, 0.03692775514336993, 0.01734306198444914,
  0.008349277381922827, 0.00407735619794434, 0.0020083928260822143, 0.0009945751278180853,
  0.0004941886041194645, 0.0002460865533080483, 0.00012271334757848915, 6.124813505870483e-5,
  3.058823630702049e-5, 1.528225940865187e-5, 7.637197637899763e-6, 3.81729326499984e-6, 1.908212716553939e-6,
  9.539620338727962e-7, 4.769329867878064e-7, 2.38450502727733e-7, 1.1921992596531106e-7,
  5.960818905125948e-8, 2.980350351465228e-8, 1.4901554828365043e-8, 7.45071178983543e-9,
  3.725334024788457e-9, 1.862659723513049e-9, 9.313274324196682e-10, 4.656629065033784e-10,
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
  return x >= 16 ? stirlingSeries(x) : logGamma(x + 1) - (x + 0.5) * log(x) + x - HALF_LOG_2PI
}

/** ln of the number of ways to choose k of n; −∞ where there is none. */
export function logChoose(n: number, k: number): number {
  if (k < 0 || k > n) return Number.NEGATIVE_INFINITY
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)
}
