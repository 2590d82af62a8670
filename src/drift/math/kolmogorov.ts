import type { Computation } from '../define'
import { logGamma } from './log-gamma'
import { binomialTerm } from './saddle-point'
import { exp } from './exp'
import { log } from './log'
import { power } from './power'

/**
 * P(D ≥ d) for two samples of n and m, exactly: the share of lattice paths from (0, 0) to (n, m) that
 * touch or cross the border |i/n − j/m| = d (or i/n − j/m = d for the one-sided test). Stable
 * recursion of averages (Hodges 1958, doi 10.1007/BF02589501; Viehmann 2021, arXiv 2102.08037),
 * decided in whole numbers. With ties the result is conservative.
 * @param h d · lcm(n, m), a whole number. O(n m d) time, O(m) memory; progress counts rows i.
 */
export function* exactTwoSample(n: number, m: number, h: number, oneSided: boolean): Computation<number> {
  if (h <= 0) return 1
  const g = gcd(n, m)
  const a = m / g
  const b = n / g
  // row[j] is the share of paths to (i, j) that were outside somewhere; 1 outside the border.
  const row = new Float64Array(m + 1).fill(1)
  let work = 0
  for (let i = 0; i <= n; i++) {
    // Inside: i a − j b < h, and for the two-sided test also j b − i a < h.
    const low = Math.max(0, Math.floor((i * a - h) / b) + 1)
    const high = oneSided ? m : Math.min(m, Math.ceil((i * a + h) / b) - 1)
    let left = 1
    for (let j = low; j <= high; j++) {
      const stepped =
        i === 0
          ? j === 0
            ? 0
            : left
          : j === 0
            ? (row[0] as number)
            : (i * (row[j] as number) + j * left) / (i + j)
      row[j] = stepped
      left = stepped
    }
    work += high - low + 20
    if (work > 500_000) {
      work = 0
      yield { done: i, total: n, phase: 'lattice rows' }
    }
  }
  return row[m] as number
}

/**
 * The same for two samples of one size n and D = h / n, both sides: 2 Σ (−1)^(i−1) C(2n, n − ih) / C(2n, n) over i ≥ 1
 * (Gnedenko & Korolyuk 1951), by one product. Relative error below 1e-12 for n up to 5,000; O(n).
 */
export function equalSizesTail(n: number, h: number): number {
  if (h <= 0) return 1
  let sum = 0
  let term = 1
  for (let k = 0, sign = 1; k < n; k++) {
    term *= (n - k) / (n + k + 1)
    if ((k + 1) % h !== 0) continue
    sum += sign * term
    sign = -sign
  }
  // What is too small for a number is still not nothing.
  return Math.min(1, Math.max(2 * sum, Number.MIN_VALUE))
}

export function gcd(a: number, b: number): number {
  while (b > 0) [a, b] = [b, a % b]
  return a
}

/**
 * P(D_n ≥ d) of the one-sample statistic with n values: what the two-sided asymptotic two-sample test
 * uses with n = round(n m / (n + m)). Cases after Simard & L'Ecuyer 2011 (doi 10.18637/jss.v039.i11),
 * as in scipy: 2 · Smirnov's one-sided tail where it is exact or nearly so, the matrix of Marsaglia, Tsang &
 * Wang 2003 (doi 10.18637/jss.v008.i18) for small n, the expansion of Pelz & Good 1976 beyond.
 */
export function kolmogorovTail(n: number, d: number): number {
  const nd = n * d
  if (d >= 1) return 0
  if (nd <= 0.5) return 1
  if (nd <= 1) return 1 - exp(logGamma(n + 1) + n * log((2 * nd - 1) / n))
  if (nd >= n - 1) return 2 * power(1 - d, n)
  const ndd = nd * d
  if (d >= 0.5 || (n <= 140 && ndd > 4) || (n > 140 && ndd >= 2.2)) return Math.min(1, 2 * smirnovTail(n, d))
  if (n <= 140 || (n <= 1000 && n * d * Math.sqrt(d) <= 1.4)) return clip(1 - matrixDistribution(n, d))
  return clip(1 - pelzGood(n, d))
}

function clip(p: number): number {
  return Math.min(1, Math.max(0, p))
}

/**
 * P(D⁺_n ≥ d), one-sided: Smirnov's sum d Σ_j C(n, j) (d + j/n)^(j − 1) (1 − d − j/n)^(n − j), all terms positive,
 * to 1e-12 relative. Above 30,000 values, where the sum takes too long, Smirnov's expansion (1944) in powers of
 * n^(−1/2), whose error is of the order of n⁻²: 1e-10 relative at p = 0.001.
 */
export function smirnovTail(n: number, d: number): number {
  if (d <= 0) return 1
  if (d >= 1) return 0
  if (n > 30_000) return smirnovExpansion(n, Math.sqrt(n) * d)
  const last = Math.ceil(n * (1 - d)) - 1
  let sum = 0
  for (let j = 0; j <= last; j++) {
    const p = d + j / n
    sum += (d / p) * binomialTerm(j, n, p, 1 - d - j / n)
  }
  return clip(sum)
}

function smirnovExpansion(n: number, z: number): number {
  const z2 = z * z
  return clip(
    exp(-2 * z2) *
      (1 -
        (2 * z) / (3 * Math.sqrt(n)) +
        ((2 * z2) / (3 * n)) * (1 - (2 * z2) / 3) +
        ((4 * z) / (9 * n * Math.sqrt(n))) * (1 / 5 - (19 * z2) / 15 + (2 * z2 * z2) / 3)),
  )
}

/** P(D_n < d) by powers of a matrix of order 2⌈nd⌉ − 1, scaled so that they do not overflow. */
function matrixDistribution(n: number, d: number): number {
  const k = Math.ceil(n * d)
  const size = 2 * k - 1
  const h = k - n * d
  let base = new Float64Array(size * size)
  for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) base[i * size + j] = i - j + 1 >= 0 ? 1 : 0
  for (let i = 0; i < size; i++) {
    base[i * size] = (base[i * size] as number) - power(h, i + 1)
    base[(size - 1) * size + i] = (base[(size - 1) * size + i] as number) - power(h, size - i)
  }
  const corner = (size - 1) * size
  base[corner] = (base[corner] as number) + (2 * h - 1 > 0 ? power(2 * h - 1, size) : 0)
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++)
      for (let g = 1; g <= i - j + 1; g++) base[i * size + j] = (base[i * size + j] as number) / g
  let product = new Float64Array(size * size)
  for (let i = 0; i < size; i++) product[i * size + i] = 1
  const middle = (k - 1) * size + k - 1
  // The matrices are kept within range; their binary exponents are counted apart.
  let powerExponent = 0
  let baseExponent = 0
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) {
      product = multiply(product, base, size)
      powerExponent += baseExponent
      powerExponent += rescale(product, middle)
    }
    base = multiply(base, base, size)
    baseExponent = 2 * baseExponent
    baseExponent += rescale(base, middle)
  }
  let p = product[middle] as number
  for (let i = 1; i <= n; i++) {
    p *= i / n
    if (p < 2 ** -400) {
      p *= 2 ** 400
      powerExponent -= 400
    }
  }
  return p * power(2, powerExponent)
}

function multiply(a: Float64Array, b: Float64Array, size: number): Float64Array<ArrayBuffer> {
  const c = new Float64Array(size * size)
  for (let i = 0; i < size; i++)
    for (let k = 0; k < size; k++) {
      const x = a[i * size + k] as number
      for (let j = 0; j < size; j++)
        c[i * size + j] = (c[i * size + j] as number) + x * (b[k * size + j] as number)
    }
  return c
}

function rescale(matrix: Float64Array, middle: number): number {
  if ((matrix[middle] as number) < 2 ** 400) return 0
  for (let i = 0; i < matrix.length; i++) matrix[i] = (matrix[i] as number) * 2 ** -400
  return 400
}

/** P(D_n < d): Kolmogorov's limit and its corrections of order n^(−1/2), n⁻¹ and n^(−3/2). */
function pelzGood(n: number, d: number): number {
  const z = Math.sqrt(n) * d
  const z2 = z * z
  const z4 = z2 * z2
  const z6 = z4 * z2
  const pi2 = Math.PI * Math.PI
  let k0 = 0
  let k1 = 0
  let k2 = 0
  let k3 = 0
  let k2b = 0
  let k3b = 0
  // Terms fall like exp(−k² π² / 2z²), and z² < 18 where this is used.
  for (let k = 0; k < 60; k++) {
    const s = pi2 * (k + 0.5) ** 2
    const e = exp(-s / (2 * z2))
    k0 += e
    k1 += (s - z2) * e
    k2 += (6 * z6 + 2 * z4 + s * (2 * z4 - 5 * z2) + s * s * (1 - 2 * z2)) * e
    k3 +=
      (s * s * s * (5 - 30 * z2) +
        s * s * (-60 * z2 + 212 * z4) +
        s * (135 * z4 - 96 * z6) -
        (30 * z6 + 90 * z4 * z4)) *
      e
    const t = pi2 * k * k
    const f = exp(-t / (2 * z2))
    k2b += t * f
    k3b += (-t * t + 3 * t * z2) * f
  }
  // Sums over all whole k are twice those over k ≥ 0 (the terms of k = 0 in the last two are 0).
  const root = 2 * Math.sqrt(Math.PI / 2)
  const order0 = (root / z) * k0
  const order1 = (root * k1) / (6 * z4)
  const order2 = (root * k2) / (72 * z6 * z) - (root * k2b) / (36 * z2 * z)
  const order3 = (root * k3) / (6480 * z6 * z4) + (root * k3b) / (216 * z6)
  return order0 + order1 / Math.sqrt(n) + order2 / n + order3 / (n * Math.sqrt(n))
}

/** One-sided asymptotic P(D⁺ ≥ d) for two samples, with Hodges' correction for finite n and m (1958, eq. 5.3). */
export function oneSidedTail(n: number, m: number, d: number): number {
  const large = Math.max(n, m)
  const small = Math.min(n, m)
  const z = Math.sqrt((large * small) / (large + small)) * d
  return clip(
    exp(-2 * z * z - (2 * z * (large + 2 * small)) / Math.sqrt(large * small * (large + small)) / 3),
  )
}

/**
 * P(√n D ≥ z) in the limit of many rows: 2 Σ (−1)^(k−1) e^(−2k²z²) (Kolmogorov 1933), and 1 − its theta
 * transform for small z (Feller 1948, doi 10.1214/aoms/1177730243). Relative error below 1e-13, tail included.
 */
export function kolmogorovLimit(z: number): number {
  if (Number.isNaN(z)) return Number.NaN
  if (z < 1) return 1 - limitBelow(z)
  let sum = 0
  for (let k = 1; ; k++) {
    const term = exp(-2 * (k * z) ** 2)
    sum += k % 2 === 1 ? term : -term
    if (term <= sum * 1e-17) return 2 * sum
  }
}

function limitBelow(z: number): number {
  if (z <= 0) return 0
  let sum = 0
  for (let k = 1; k < 8; k++) sum += exp(-(((2 * k - 1) * Math.PI) ** 2) / (8 * z * z))
  return (Math.sqrt(2 * Math.PI) / z) * sum
}

/** The nearest whole number, and of two the even one: as NumPy rounds n m / (n + m). */
export function nearestEven(x: number): number {
  const low = Math.floor(x)
  return x - low === 0.5 ? low + (low % 2) : Math.round(x)
}
