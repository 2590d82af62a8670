import type { Computation } from '../define'
import { logGamma } from './log-gamma'
import { gcd } from './kolmogorov'
import { exp } from './exp'
import { cos, sin } from './trigonometry'

/**
 * P(W² ≥ x) of the limiting distribution of Cramér and von Mises. From 0.1 on by Smirnov's alternating sum of
 * integrals (Anderson & Darling 1952, doi 10.1214/aoms/1177729437, eq. 4.35), each by Gauss and Chebyshev's rule
 * after the roots at its ends are taken out; below by 1 − the sum of Bessel functions. Relative error below 1e-12,
 * however small the result.
 */
export function cramerVonMisesTail(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  return x < 0.1 ? 1 - lowerLimit(x) : Math.min(1, upperLimit(x))
}

/** P(W² ≤ x), as accurate in its own tail. */
export function cramerVonMisesCdf(x: number): number {
  if (Number.isNaN(x)) return Number.NaN
  return x < 0.1 ? lowerLimit(x) : 1 - upperLimit(x)
}

/**
 * What SciPy 1.17 gives for P(W² ≥ x): 1 − the sum of Bessel functions up to the first term below 1e-7, so that no
 * result below some 1e-8 holds a right digit. For its profile only.
 */
export function scipyCramerVonMisesTail(x: number): number {
  if (x < 0.003) return 1
  return Math.max(0, 1 - lowerLimit(x, (term) => term < 1e-7))
}

/** (2/π) Σ (−1)^(k+1) ∫₀^π e^(−x u²/2) / √(u sin θ) dθ, u = (2k − 1) π + θ. */
function upperLimit(x: number): number {
  // A larger x squeezes the integrand towards θ = 0, and the rule needs more points to see it.
  const nodes = Math.ceil(32 + 18 * Math.sqrt(Math.min(x, 200)))
  let sum = 0
  for (let k = 1; ; k++) {
    let part = 0
    for (let j = 0; j < nodes; j++) {
      const theta = (Math.PI / 2) * (1 + cos((Math.PI * (j + 0.5)) / nodes))
      const u = (2 * k - 1) * Math.PI + theta
      part += Math.sqrt((theta * (Math.PI - theta)) / (sin(theta) * u)) * exp((-x * u * u) / 2)
    }
    const term = (2 * part) / nodes
    sum += k % 2 === 1 ? term : -term
    if (term <= sum * 1e-17) return sum
  }
}

/** Σ Γ(k + ½) / (Γ(k + 1) π^{3/2} √x) √(4k + 1) e^−q K_¼(q), q = (4k + 1)² / 16x (the same paper, eq. 4.37). */
function lowerLimit(x: number, last = (term: number, sum: number) => term <= sum * 1e-17): number {
  if (x <= 0) return 0
  let sum = 0
  for (let k = 0; ; k++) {
    const y = 4 * k + 1
    const q = (y * y) / (16 * x)
    const term =
      (exp(logGamma(k + 0.5) - logGamma(k + 1)) / (Math.PI * Math.sqrt(Math.PI * x))) *
      Math.sqrt(y) *
      scaledBessel(q)
    sum += term
    if (last(term, sum)) return sum
  }
}

/** e^−q K_¼(q) = ∫₀^∞ e^(−q (1 + cosh t)) cosh(t/4) dt: the trapezoidal rule converges faster than any power of its step. */
function scaledBessel(q: number): number {
  const step = 0.05
  let sum = 0.5 * exp(-2 * q)
  for (let t = step; ; t += step) {
    const term = exp(-q * (1 + cosh(t))) * cosh(t / 4)
    sum += term
    if (!(term > sum * 1e-18)) return sum * step
  }
}

function cosh(t: number): number {
  const e = exp(t)
  return (e + 1 / e) / 2
}

/** How many additions the exact distribution takes, at most. */
export function cramerVonMisesWork(n: number, m: number): number {
  const g = gcd(n, m)
  // Σ (a i − b j)² of the longest path, for each of the cells.
  return (largestSum(n / g, m / g, g) * (n + 1) * (m + 1)) / 2
}

/** Σ (a i − b j)² along the edge of the lattice, a = m', b = n' (without their common factor g). */
function largestSum(n: number, m: number, g: number): number {
  const squares = (k: number) => (k * (k + 1) * (2 * k + 1)) / 6
  // Up one side to L = n m g and down the other.
  return m * m * squares(n * g) + n * n * squares(m * g)
}

/**
 * P(T ≥ t) for two samples without ties, exactly: the share of lattice paths from (0, 0) to (n, m) whose sum of
 * (a i − b j)² is at least `zeta`, a = lcm/n, b = lcm/m (Anderson 1962, doi 10.1214/aoms/1177704477; Xiao, Gordon &
 * Yakovlev 2007, doi 10.18637/jss.v017.i08). Shares instead of counts, so that nothing overflows; sums that have
 * reached `zeta` are kept as one number, as they only grow.
 * @param zeta a whole number
 */
export function* exactCramerVonMises(n: number, m: number, zeta: number): Computation<number> {
  if (zeta <= 0) return 1
  const g = gcd(n, m)
  const a = m / g
  const b = n / g
  /** Shares of paths by their sum so far, from `from` on; `beyond` is the share that has reached zeta. */
  interface Cell {
    from: number
    shares: Float64Array
    beyond: number
  }
  let previous: Cell[] = []
  let work = 0
  for (let i = 0; i <= n; i++) {
    const row: Cell[] = []
    for (let j = 0; j <= m; j++) {
      if (i === 0 && j === 0) {
        row.push({ from: 0, shares: Float64Array.of(1), beyond: 0 })
        continue
      }
      const added = (a * i - b * j) ** 2
      const sources: [Cell, number][] = []
      if (i > 0) sources.push([previous[j]!, i / (i + j)])
      if (j > 0) sources.push([row[j - 1]!, j / (i + j)])
      let from = Number.POSITIVE_INFINITY
      let end = 0
      let beyond = 0
      for (const [cell, weight] of sources) {
        from = Math.min(from, cell.from)
        end = Math.max(end, cell.from + cell.shares.length)
        beyond += weight * cell.beyond
      }
      from += added
      end = Math.min(end + added, zeta)
      const shares = new Float64Array(Math.max(0, end - from))
      for (const [cell, weight] of sources) {
        const shift = cell.from + added - from
        const kept = Math.max(0, Math.min(cell.shares.length, end - cell.from - added))
        for (let s = 0; s < kept; s++) shares[s + shift] = shares[s + shift]! + weight * cell.shares[s]!
        for (let s = kept; s < cell.shares.length; s++) beyond += weight * cell.shares[s]!
        work += cell.shares.length
      }
      row.push({ from, shares, beyond })
      if (work > 400_000) {
        work = 0
        yield { done: i, total: n, phase: 'lattice rows' }
      }
    }
    previous = row
  }
  return previous[m]!.beyond
}
