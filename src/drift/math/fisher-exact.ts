import {
  hypergeometricCdf,
  hypergeometricProbability,
  hypergeometricRange,
  hypergeometricTail,
  type Urn,
} from './hypergeometric'

/** As R: probabilities nearer than this are equal, so that the other side's equal one counts. */
const SAME = 1e-7

/**
 * Fisher's exact p-value of a 2 × 2 table, in [0, 1]; two-sided as R: all tables that are no likelier than the one seen.
 * @param ones marked balls among those drawn
 */
export function fisherP(ones: number, urn: Urn, alternative: 'two-sided' | 'greater' | 'less'): number {
  if (alternative === 'greater') return hypergeometricTail(ones, urn)
  if (alternative === 'less') return hypergeometricCdf(ones, urn)
  const { low, high } = hypergeometricRange(urn)
  const limit = hypergeometricProbability(ones, urn) * (1 + SAME)
  // The terms rise to the mode and fall: from either end, those no larger than the observed one are a tail.
  const mode = Math.min(
    high,
    Math.max(low, Math.floor(((urn.drawn + 1) * (urn.marked + 1)) / (urn.total + 2))),
  )
  const left = lastWhere(low, mode, (k) => hypergeometricProbability(k, urn) <= limit)
  const right = lastWhere(-high, -mode, (k) => hypergeometricProbability(-k, urn) <= limit)
  if (left === mode || -right === mode) return 1
  const p =
    (left < low ? 0 : hypergeometricCdf(left, urn)) + (-right > high ? 0 : hypergeometricTail(-right, urn))
  return Math.min(1, p)
}

/** The last k of first … last that holds, where it holds up to some k and then no more; first − 1 if none. */
function lastWhere(first: number, last: number, holds: (k: number) => boolean): number {
  let [yes, no] = [first - 1, last + 1]
  while (no - yes > 1) {
    const middle = Math.floor((yes + no) / 2)
    if (holds(middle)) yes = middle
    else no = middle
  }
  return yes
}
