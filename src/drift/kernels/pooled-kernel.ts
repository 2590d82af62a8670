import type { Computation } from '../define'
import type { HalfSquares } from './kernel-assistant'
import type { BinSums, RowBins } from './row-bins'
import type { RowSets } from './row-sets'

/**
 * The kernel matrix of the pooled sample (first n rows reference, then m test), its diagonal left out: what the
 * statistic and its permutations need. For these, kernel values are whole numbers q of units above the least one
 * (k ≈ low + unit · q), whose sums are exact: equal splits tie, and the bits do not depend on order or engine.
 */
export interface PooledKernel {
  /** Unbiased MMD² (Gretton et al. 2012, eq. 3) from unrounded kernel values. */
  unbiased: number
  /** MMD² of the V-statistic (eq. 5), diagonal included; never negative. */
  biased: number
  /** Mean kernel values within the reference, within the test sample (diagonals included) and between them. */
  means: { xx: number; yy: number; xy: number }
  low: number
  unit: number
  /** Row sums of q, and their sum. */
  rowSums: Float64Array
  total: number
  /** Mean kernel value of different rows, and Σ k̃² over ordered pairs of them, k̃ the doubly centred kernel. */
  mean: number
  centredSquares: number
  /** Of each set of rows, exact. Progress counts what it likes. */
  setSums: (sets: RowSets) => Computation<SetSums>
  /** The sums of q over the pairs within bins of rows and between them, exact. */
  binSums: (bins: RowBins) => Computation<BinSums>
}

/** Of each set of rows: the sum of q over the pairs inside it, and that of its rows' sums. */
export interface SetSums {
  inside: Float64Array
  marked: Float64Array
}

/** Of a kernel what comes from its whole numbers alone. */
export type RoundedKernel = Pick<
  PooledKernel,
  'low' | 'unit' | 'rowSums' | 'total' | 'mean' | 'centredSquares'
>

/** Kernel values of a test are whole numbers of 22 bits, or of their high 11 bits where these are fine enough. */
export const TOP = 2 ** 22 - 1
const COARSE = 2048

/** Up to so many rows all 22 bits are used: they cost nothing there. */
const SMALL = 512

/**
 * What the statistic of a split loses where k is rounded to `step`: an error of sd step/√12 a pair, which turns into
 * (step/√12) / √(mean k̃²) standard deviations of the null distribution. 2 % of it, for the largest of a thousand splits
 * (3.3 sd) and the observed one: below 1/233.
 */
const MOST_ERROR = 0.0043

/** The factor of k − low of the whole numbers: they fill 22 bits. 0 where all kernel values are equal. */
export function inverseUnit(low: number, high: number): number {
  const inverse = TOP / (high - low)
  return Number.isFinite(inverse) ? inverse : 0
}

/** Whether all 22 bits are used however fine the high ones are. */
export const needsAllBits = (all: number): boolean => all <= SMALL

/** The same of pairs whose sums of h and r are these, where squares and products were added up of h − middle and r − middle. */
export function fromMiddle(
  { high, product, rest }: HalfSquares,
  middle: number,
  pairs: number,
  sumOfHigh: number,
  sumOfRest: number,
): HalfSquares {
  const taken = middle * middle * pairs
  return {
    high: high + 2 * middle * sumOfHigh - taken,
    product: product + middle * (sumOfHigh + sumOfRest) - taken,
    rest: rest + 2 * middle * sumOfRest - taken,
  }
}

/** What of a kernel its high halves tell, or null where they are not fine enough. */
export function coarseKernel(
  low: number,
  step: number,
  rowSums: Float64Array,
  squares: HalfSquares,
): RoundedKernel | null {
  const all = rowSums.length
  const total = totalOf(rowSums)
  const centred = centredSquaresOf(squares.high, rowSums, total)
  const rms = Math.sqrt(centred / (all * (all - 1)))
  if (needsAllBits(all) || !(1 / Math.sqrt(12) <= MOST_ERROR * rms)) return null
  const unit = COARSE * step
  // The low bits are left out, not rounded.
  const mean = low + unit * (total / (all * (all - 1)) + 0.5)
  return { low, unit, rowSums, total, mean, centredSquares: unit * unit * centred }
}

/** The same of all bits. */
export function fineKernel(
  low: number,
  step: number,
  rowSums: Float64Array,
  squares: HalfSquares,
): RoundedKernel {
  const all = rowSums.length
  const total = totalOf(rowSums)
  const sum = COARSE * COARSE * squares.high + 2 * COARSE * squares.product + squares.rest
  const centred = centredSquaresOf(sum, rowSums, total)
  const mean = low + (step * total) / (all * (all - 1))
  return { low, unit: step, rowSums, total, mean, centredSquares: step * step * centred }
}

/** Exact sums over the kernel matrix, by which of its four parts. Pairs count once. */
export interface PartSums {
  xx: number
  yy: number
  xy: number
}

export function statisticsOf(
  { xx, yy, xy }: PartSums,
  n: number,
  m: number,
): Pick<PooledKernel, 'unbiased' | 'biased' | 'means'> {
  return {
    unbiased: (2 * xx) / (n * (n - 1)) + (2 * yy) / (m * (m - 1)) - (2 * xy) / (n * m),
    // Equal samples may leave a rounding error below zero.
    biased: Math.max(0, (2 * xx + n) / (n * n) + (2 * yy + m) / (m * m) - (2 * xy) / (n * m)),
    means: { xx: (2 * xx + n) / (n * n), yy: (2 * yy + m) / (m * m), xy: xy / (n * m) },
  }
}

/**
 * Σ k̃² over ordered pairs of different rows, k̃ the doubly centred kernel, without bias (Székely & Rizzo 2014, U-centring,
 * doi 10.1214/14-AOS1255). The same for k and k + constant.
 * @param squares Σ k² over pairs, each once
 */
export function centredSquaresOf(squares: number, rowSums: Float64Array, total: number): number {
  const all = rowSums.length
  if (all < 4) return 0
  let rows = 0
  for (let i = 0; i < all; i++) rows += rowSums[i]! * rowSums[i]!
  return 2 * squares - (2 * rows) / (all - 2) + (total * total) / ((all - 1) * (all - 2))
}

/** Σ of whole numbers. */
export function totalOf(sums: Float64Array): number {
  let total = 0
  for (let i = 0; i < sums.length; i++) total += sums[i]!
  return total
}
