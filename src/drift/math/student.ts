import { betaTerm, incompleteBeta } from './beta'
import { normalUpperQuantile } from './normal'
import { exp } from './exp'
import { log } from './log'
import { power } from './power'

/**
 * P(T ≥ t) of Student's t with `df` > 0 degrees of freedom, which need not be whole, by the incomplete beta
 * function (Abramowitz & Stegun 1964, 26.7.1). Relative error below 1e-12, in the far tail too.
 */
export function studentTail(t: number, df: number): number {
  if (Number.isNaN(t) || Number.isNaN(df)) return Number.NaN
  if (t < 0) return 1 - studentTail(-t, df)
  if (t === Number.POSITIVE_INFINITY) return 0
  // Where t² would overflow, only the leading power is left.
  if (t > FAR) return studentTail(FAR, df) * power(FAR / t, df)
  const { inside, outside } = split(t, df)
  return incompleteBeta(df / 2, 0.5, inside, outside) / 2
}

const FAR = 1e150

/** Both shares are exact to the last bits, whichever of t² and df is much larger. */
function split(t: number, df: number): { inside: number; outside: number } {
  const square = t * t
  return { inside: df / (df + square), outside: square / (df + square) }
}

/** t with P(T ≤ t) = p, 0 ≤ p ≤ 1. Relative error below 1e-12. */
export function studentQuantile(p: number, df: number): number {
  return p < 0.5 ? -studentUpperQuantile(p, df) : studentUpperQuantile(1 - p, df)
}

/**
 * t with P(T ≥ t) = q: Newton's method within a bracket, on the logarithms of t and of a probability: of the tail,
 * or near the middle of what lies between 0 and t. Either is nearly a straight line.
 */
export function studentUpperQuantile(q: number, df: number): number {
  if (!(q >= 0 && q <= 1) || !(df > 0)) return Number.NaN
  if (q > 0.5) return -studentUpperQuantile(1 - q, df)
  if (q === 0.5) return 0
  if (q === 0) return Number.POSITIVE_INFINITY
  const middle = q > 0.3
  const wanted = middle ? 0.5 - q : q
  let low = 0
  let high = Number.POSITIVE_INFINITY
  let t = normalUpperQuantile(q)
  for (let i = 0; i < 200; i++) {
    const { inside, outside } = split(t, df)
    const p =
      (middle ? incompleteBeta(0.5, df / 2, outside, inside) : incompleteBeta(df / 2, 0.5, inside, outside)) /
      2
    const far = middle ? p > wanted : p < wanted
    if (far) high = t
    else low = t
    // t times the density is the term of the beta function.
    const step = (log(wanted / p) * p) / betaTerm(df / 2, 0.5, inside, outside)
    let next = t * exp(middle ? step : -step)
    if (!(next > low && next < high))
      next = high === Number.POSITIVE_INFINITY ? 2 * t : low + (high - low) / 2
    if (Math.abs(next - t) <= 2e-16 * t) break
    t = next
  }
  return t
}
