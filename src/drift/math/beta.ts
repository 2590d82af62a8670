/** ln Γ(x), x > 0: Lanczos' approximation with g = 7, n = 9 (Godfrey 2001); relative error below 1e-14. */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x)
  let sum = LANCZOS[0] as number
  for (let i = 1; i < LANCZOS.length; i++) sum += (LANCZOS[i] as number) / (x - 1 + i)
  const t = x + 6.5
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum)
}

const LANCZOS = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
]

/**
 * Regularised incomplete beta function I_x(a, b), a, b > 0, 0 ≤ x ≤ 1: Lentz's continued fraction
 * (Numerical Recipes §6.4). Absolute error below 1e-12 for a, b up to 10⁶.
 */
export function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x))
  return x < (a + 1) / (a + b + 2) ? (front * fraction(a, b, x)) / a : 1 - (front * fraction(b, a, 1 - x)) / b
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
    if (Math.abs(d * c - 1) < 1e-15) break
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
