import { exp, expNegative } from './exp'
import { log, log1p } from './log'

/**
 * P(Z ≥ z) of a standard normal variable: e^(−z²/2) times a function of (z − 4.5) / (z + 4.5) that is a short
 * Chebyshev series (the method of Schonfelder 1978, doi 10.1090/S0025-5718-1978-0494846-8, with coefficients of
 * our own from 50-digit arithmetic). Relative error below 1e-14 over the whole range, until it underflows at 38.5.
 */
export function normalTail(z: number): number {
  if (!(z >= 0)) return z < 0 ? 1 - positiveTail(-z) : Number.NaN
  return positiveTail(z)
}

/** P(Z ≤ z) of a standard normal variable. */
export function normalCdf(z: number): number {
  return normalTail(-z)
}

/** Density of the standard normal distribution. */
function normalDensity(z: number): number {
  return expHalfSquare(z) * ROOT_2PI_INVERSE
}

const ROOT_2PI_INVERSE = 0.3989422804014327

function positiveTail(z: number): number {
  if (z > 40) return 0
  const s = (z - 4.5) / (z + 4.5)
  let b1 = 0
  let b2 = 0
  for (let i = CHEBYSHEV.length - 1; i > 0; i--) {
    const b0 = 2 * s * b1 - b2 + CHEBYSHEV[i]!
    b2 = b1
    b1 = b0
  }
  return (expHalfSquare(z) * (s * b1 - b2 + CHEBYSHEV[0]!)) / (1 + z)
}

/** e^(−z²/2): the square of z rounded to 24 bits is exact, so that nothing is lost in the tail. */
function expHalfSquare(z: number): number {
  const rounded = Math.fround(z)
  return expNegative((-rounded * rounded) / 2) * exp((-(z - rounded) * (z + rounded)) / 2)
}

/** (1 + z) e^(z²/2) P(Z ≥ z) in s = (z − 4.5) / (z + 4.5). */
const CHEBYSHEV = [
  0.4636862617924286, -0.06480666576241774, -0.008155213136695377, 0.012581971828869316,
  -0.005743290140915599, 0.0016653269977679828, -0.00031861890692467214, 3.155564744586279e-5,
  1.9308800170065195e-6, -1.0721721051758987e-6, 7.368195818219482e-8, 2.4196323158203064e-8,
  -4.128295316828772e-9, -5.498504120424792e-10, 1.653157239912116e-10, 1.5244749890313714e-11,
  -6.4156549438629835e-12, -5.901796741242536e-13, 2.5299764380179334e-13, 3.047212612809253e-14,
  -9.912597490791554e-15, -1.791240150786199e-15, 3.581440578700076e-16, 1.067717000896272e-16,
  -9.622505707907964e-18, -6.048869360137706e-18,
]

/** z with P(Z ≤ z) = p, 0 ≤ p ≤ 1 (−∞ and ∞ at the ends). Relative error below 1e-13. */
export function normalQuantile(p: number): number {
  return p < 0.5 ? -normalUpperQuantile(p) : normalUpperQuantile(1 - p)
}

/** z with P(Z ≥ z) = q: Hastings' approximation (Abramowitz & Stegun 1964, 26.2.23), then Newton's steps. */
export function normalUpperQuantile(q: number): number {
  if (!(q >= 0 && q <= 1)) return Number.NaN
  if (q > 0.5) return -normalUpperQuantile(1 - q)
  if (q === 0) return Number.POSITIVE_INFINITY
  const t = Math.sqrt(-2 * log(q))
  let z =
    t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)))
  for (let i = 0; i < 5; i++) {
    // The middle is solved by what lies between 0 and z, the tail by its logarithm: each keeps its digits there.
    const tail = normalTail(z)
    const step =
      q > 0.3 ? (0.5 - q - central(z)) / normalDensity(z) : (log1p((tail - q) / q) * tail) / normalDensity(z)
    z += step
    if (Math.abs(step) <= 1e-16 * Math.abs(z)) break
  }
  return z
}

/** P(0 ≤ Z ≤ z) of a small z (Abramowitz & Stegun 1964, 26.2.11). */
function central(z: number): number {
  let term = z
  let sum = z
  for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
    term *= (z * z) / k
    sum += term
  }
  return normalDensity(z) * sum
}
