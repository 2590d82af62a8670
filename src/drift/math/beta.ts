import { binomialTerm } from './saddle-point'

/**
 * Regularised incomplete beta function I_x(a, b), a, b > 0, 0 ≤ x ≤ 1: Lentz's continued fraction (DiDonato &
 * Morris 1992, doi 10.1145/131766.131776, discuss it). Relative error below 1e-12 for a, b up to 10⁶, small
 * values too; of I near 1, the error is absolute.
 * @param y 1 − x, given apart where it is known better than by subtraction
 */
export function incompleteBeta(a: number, b: number, x: number, y = 1 - x): number {
  if (x <= 0) return 0
  if (y <= 0) return 1
  if (Number.isNaN(x) || Number.isNaN(a) || Number.isNaN(b)) return Number.NaN
  const front = betaTerm(a, b, x, y)
  return x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, y)) / b
}

/** x^a y^b / B(a, b): x y times the density of the beta distribution. */
export function betaTerm(a: number, b: number, x: number, y: number): number {
  return (binomialTerm(a, a + b, x, y) * a * b) / (a + b)
}

function fraction(a: number, b: number, x: number): number {
  const tiny = 1e-300
  const away = (y: number) => (Math.abs(y) < tiny ? tiny : y)
  let c = 1
  let d = 1 / away(1 - ((a + b) * x) / (a + 1))
  let h = d
  for (let m = 1; m <= 10000; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / away(1 + even * d)
    c = away(1 + even / c)
    h *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / away(1 + odd * d)
    c = away(1 + odd / c)
    h *= d * c
    if (Math.abs(d * c - 1) < 2e-16) break
  }
  return h
}

/**
 * Exact confidence interval of a proportion from `hits` of `count` (Clopper & Pearson 1934, doi
 * 10.1093/biomet/26.4.404): it contains the proportion with probability at least `confidence`.
 */
export function proportionInterval(
  hits: number,
  count: number,
  confidence: number,
): { low: number; high: number } {
  const tail = (1 - confidence) / 2
  // P(X ≥ hits | p) = I_p(hits, count − hits + 1), rising in p.
  const low = hits === 0 ? 0 : solve((p) => incompleteBeta(hits, count - hits + 1, p), tail)
  const high = hits === count ? 1 : solve((p) => incompleteBeta(hits + 1, count - hits, p), 1 - tail)
  return { low, high }
}

/** p in [0, 1] with f(p) = target, f rising: bisection to the last bits that a person sees. */
function solve(f: (p: number) => number, target: number): number {
  let low = 0
  let high = 1
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2
    if (f(middle) < target) low = middle
    else high = middle
  }
  return (low + high) / 2
}
