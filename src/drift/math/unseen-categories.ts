import { exp } from './exp'
import { logChoose } from './log-gamma'
import { log } from './log'

/**
 * An upper bound of the chance that so many test rows hold categories which the reference lacks, were the rows of both
 * samples dealt at random. In (0, 1].
 *
 * A category of k rows falls wholly into the test sample with q = C(N − k, n) / C(N, n); that different ones do is
 * negatively associated (Joag-Dev & Proschan 1983, doi 10.1214/aos/1176346079), so that Chernoff's bound holds:
 * P(Σ k ≥ u) ≤ min over t ≥ 0 of e^(−tu) Π (1 − q + q e^(tk)). Rare categories that come and go, as ids do, are no
 * surprise by it; a frequent new one, or many, are.
 * @param reference how often each category is there
 */
export function unseenBound(reference: Float64Array, test: Float64Array): number {
  const n = reference.reduce((a, b) => a + b, 0)
  const m = test.reduce((a, b) => a + b, 0)
  let unseen = 0
  /** How many categories have k rows in all. */
  const sizes = new Map<number, number>()
  for (let c = 0; c < reference.length; c++) {
    if (reference[c] === 0) unseen += test[c]!
    const k = reference[c]! + test[c]!
    if (k > 0) sizes.set(k, (sizes.get(k) ?? 0) + 1)
  }
  if (unseen === 0 || n === 0) return 1
  const groups = [...sizes].flatMap(([k, count]) => {
    if (k > m) return []
    const logQ = logChoose(n + m - k, n) - logChoose(n + m, n)
    const q = exp(logQ)
    return [{ k, count, logQ, logRest: q < 1 ? log(1 - q) : Number.NEGATIVE_INFINITY }]
  })
  const exponent = (t: number): number =>
    groups.reduce(
      (sum, { k, count, logQ, logRest }) => sum + count * logSum(logRest, logQ + t * k),
      -t * unseen,
    )
  // Convex in t: a third of the interval is dropped at each step.
  let [low, high] = [0, MOST_T]
  for (let step = 0; step < 80; step++) {
    const [a, b] = [low + (high - low) / 3, high - (high - low) / 3]
    if (exponent(a) <= exponent(b)) high = b
    else low = a
  }
  return Math.max(Number.MIN_VALUE, Math.min(1, exp(exponent((low + high) / 2))))
}

/** Beyond it, a factor of the bound changes by less than rounding. */
const MOST_T = 40

/** ln(eᵃ + eᵇ) */
function logSum(a: number, b: number): number {
  const larger = Math.max(a, b)
  return larger === Number.NEGATIVE_INFINITY ? larger : larger + log(1 + exp(Math.min(a, b) - larger))
}
