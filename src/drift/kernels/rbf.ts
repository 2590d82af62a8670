import { DriftError } from '../errors'
import { powerOfTwo } from '../math/exp'

/** The width of a Gaussian kernel k(x, y) = exp(−|x − y|² / 2σ²), and how it was found. */
export interface Bandwidth {
  sigma: number
  /** 1 / 2σ² */
  gamma: number
  rule: string
}

/** With a greater one the product of 0 and what `rbf` makes of it would be no number. */
const MOST_GAMMA = 1e308

/**
 * Median heuristic: σ = √(½ · median |x − y|²) over the pairs of different rows, so that k is e⁻¹ at the median
 * distance (Gretton et al. 2012, §8, as in the authors' code); σ = 1 where more than half of the pairs are equal.
 * @param median of the squared distances
 * @throws DriftError `values-out-of-range`
 */
export function medianBandwidth(median: number, of: string): Bandwidth {
  if (median === 0) return { ...givenBandwidth(1), rule: `1, as half of the pairs of ${of} are equal` }
  const gamma = 1 / median
  if (!(gamma > 0 && gamma < MOST_GAMMA)) throw outOfRange()
  return {
    sigma: Math.sqrt(median / 2),
    gamma,
    rule: `√(½ · median squared distance) over all pairs of ${of}`,
  }
}

/** @throws DriftError `values-out-of-range` */
export function givenBandwidth(sigma: number): Bandwidth {
  const gamma = 1 / (2 * sigma * sigma)
  if (!(gamma > 0 && gamma < MOST_GAMMA)) throw outOfRange()
  return { sigma, gamma, rule: 'given' }
}

function outOfRange(): DriftError {
  return new DriftError(
    'values-out-of-range',
    'The squared distances between rows (or σ²) leave the range of numbers, 10⁻³⁰⁰ to 10³⁰⁰. Standardise the columns, or give σ in their unit.',
  )
}

/** k from a squared distance; the same bits in every engine. An infinite distance gives 0. */
export function rbf(squaredDistance: number, gamma: number): number {
  return powerOfTwo(squaredDistance * -(gamma * LOG2_E))
}

const LOG2_E = 1.4426950408889634

/**
 * Largest power of two s for which `count` numbers of at most s add up exactly in 64-bit floats.
 * Kernel values (0 … 1) are rounded to multiples of 1/s: then all sums are exact whole numbers, so
 * that they do not depend on order, chunks or workers, equal splits tie exactly, and running sums
 * never drift.
 */
export function fixedPointScale(count: number): number {
  let scale = 2 ** 52
  while (scale > 1 && count * scale > 2 ** 53) scale /= 2
  return scale
}

/** Rounds x ≥ 0, x < 2⁵², to the nearest whole number (ties to even). */
export function roundWhole(x: number): number {
  return x + 4503599627370496 - 4503599627370496
}
