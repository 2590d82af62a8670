import { logChoose, logGamma } from './log-gamma'
import { exp } from './exp'
import { cos } from './trigonometry'
import { power } from './power'

/**
 * P(V ≥ v) of Kuiper's statistic V = D⁺ + D⁻ for two samples with n m / (n + m) = `size`: Kuiper's limit (1960)
 * with the first correction for finite samples (Stephens 1965, doi 10.1093/biomet/52.3-4.309). Good from some 40
 * rows each; the terms lost leave a relative error of 1e-12. It may leave [0, 1] by its own error: the caller clips.
 */
export function kuiperTail(v: number, size: number): number {
  const z = v * Math.sqrt(size)
  // Below, P is 1 to 30 digits, and the sums converge slowly.
  if (z < 0.3) return 1
  return limit(v, size, 27)
}

/** 2 Σ (4k²z² − 1) e^(−2k²z²) − (8v/3) Σ k² (4k²z² − 3) e^(−2k²z²), z = v √size, over k z < `last`. */
function limit(v: number, size: number, last: number): number {
  const z = v * Math.sqrt(size)
  let first = 0
  let second = 0
  for (let k = 1; k * z < last; k++) {
    const a = (k * z) ** 2
    const e = exp(-2 * a)
    first += 2 * (4 * a - 1) * e
    second += k * k * (4 * a - 3) * e
  }
  return first - ((8 * v) / 3) * second
}

/**
 * What astropy 8.0.2 gives for the same: for a small or large v the formulas of a single sample (Stephens 1965), with
 * n m / (n + m) in the place of its whole number of rows, so that it may leave [0, 1]. For its profile only.
 */
export function astropyKuiperP(v: number, size: number): number {
  if (v < 2 / size) {
    // A power of a negative number that is no whole number: astropy keeps the real part.
    const base = v - 1 / size
    const turn = base < 0 ? cos(Math.PI * (size - 1)) : 1
    return 1 - exp(logGamma(size + 1)) * power(Math.abs(base), size - 1) * turn
  }
  if (v < 3 / size) {
    const k = -(size * v - 1) / 2
    const r = Math.sqrt(k * k - (size * v - 2) ** 2 / 2)
    const [a, b] = [-k + r, -k - r]
    const powers = power(b, size - 1) * (1 - a) - power(a, size - 1) * (1 - b)
    return 1 - (exp(logGamma(size)) * powers) / power(size, size - 2) / (b - a)
  }
  const odd = size % 2 === 1
  if ((v > 0.5 && size % 2 === 0) || (v > (size - 1) / (2 * size) && odd)) {
    let sum = 0
    for (let t = 0; t <= Math.floor(size * (1 - v)); t++) {
      const y = v + t / size
      const factor =
        power(y, t - 3) *
        (y * y * y * size -
          y * y * t * (3 - 2 / size) +
          (y * t * (t - 1) * (3 - 2 / size)) / size -
          (t * (t - 1) * (t - 2)) / size ** 2)
      const ways = exp(logChoose(size, t))
      const rest = power(1 - v - t / size, size - t - 1)
      sum += rest === 0 ? 0 : factor * ways * rest
    }
    return sum
  }
  return limit(v, size, 18.82)
}
