import { log } from '../../math/log'

/**
 * Distances of two histograms, from their counts. They are given the number of rows as well: rows without a cell
 * (missing values, where a library counts them) are in no count.
 */
export type Measure = (reference: Float64Array, test: Float64Array, n: number, m: number) => number

/**
 * ½ Σ (√p − √q)² = 1 − Σ √(p q) of shares that sum to one, without the loss of digits of the latter near 0. The square of
 * Hellinger's distance (1909, doi 10.1515/crll.1909.136.210).
 */
export const squaredHellinger: Measure = (reference, test, n, m) => {
  let sum = 0
  for (let i = 0; i < reference.length; i++) {
    const root = Math.sqrt(reference[i]! / n) - Math.sqrt(test[i]! / m)
    sum += root * root
  }
  return Math.min(1, sum / 2)
}

/** Σ √(p q) (Bhattacharyya 1943). */
export const bhattacharyyaCoefficient: Measure = (reference, test, n, m) => {
  let sum = 0
  for (let i = 0; i < reference.length; i++) sum += Math.sqrt((reference[i]! / n) * (test[i]! / m))
  return sum
}

/** 1 − Σ min(p, q) = ½ Σ |p − q| (Swain & Ballard 1991, doi 10.1007/BF00130487). */
export const intersectionComplement: Measure = (reference, test, n, m) => {
  let sum = 0
  for (let i = 0; i < reference.length; i++) sum += Math.abs(reference[i]! / n - test[i]! / m)
  return sum / 2
}

/**
 * Σ (q − p) ln (q / p), where an empty cell holds a share that `floor` makes of the smallest share of its sample.
 */
export function stabilityIndex(floor: (smallest: number) => number): Measure {
  return (reference, test, n, m) => {
    const emptyP = floor(smallestOf(reference) / n)
    const emptyQ = floor(smallestOf(test) / m)
    let sum = 0
    for (let i = 0; i < reference.length; i++) {
      const p = reference[i] === 0 ? emptyP : reference[i]! / n
      const q = test[i] === 0 ? emptyQ : test[i]! / m
      if (p !== q) sum += (q - p) * log(q / p)
    }
    return sum
  }
}

/** Evidently's share of an empty cell: 0.0001, or a millionth of the smallest share where that is no larger. */
export function evidentlyFloor(smallest: number): number {
  return smallest <= 1e-4 ? smallest / 1e6 : 1e-4
}

/** Shares with those of empty cells filled as Evidently does. */
export function filled(shares: Float64Array): Float64Array {
  const floor = evidentlyFloor(smallestOf(shares))
  return shares.map((x) => (x === 0 ? floor : x))
}

/** The smallest that is not 0. */
function smallestOf(values: Float64Array): number {
  let smallest = Number.POSITIVE_INFINITY
  for (const x of values) if (x > 0 && x < smallest) smallest = x
  return smallest
}

/** Σ p ln (p / q) of shares (Kullback & Leibler 1951, doi 10.1214/aoms/1177729694); ∞ where only q is 0. */
export function relativeEntropy(p: Float64Array, q: Float64Array): number {
  let sum = 0
  for (let i = 0; i < p.length; i++) {
    if (p[i] === 0 && q[i]! >= 0) continue
    if (!(p[i]! > 0 && q[i]! > 0)) return Number.POSITIVE_INFINITY
    sum += p[i]! * log(p[i]! / q[i]!)
  }
  return sum
}

/**
 * Square root of the divergence of Jensen and Shannon (Lin 1991, doi 10.1109/18.61115) in units of ln `base`, of shares
 * or counts. NaN where one side is all zero, as scipy.
 */
export function jensenShannon(reference: Float64Array, test: Float64Array, base: number): number {
  const n = sumOf(reference)
  const m = sumOf(test)
  let sum = 0
  for (let i = 0; i < reference.length; i++) {
    const p = reference[i]! / n
    const q = test[i]! / m
    if (!(p >= 0 && q >= 0)) return Number.NaN
    if (p === q) continue
    const middle = (p + q) / 2
    if (p > 0) sum += p * log(p / middle)
    if (q > 0) sum += q * log(q / middle)
  }
  return Math.sqrt(Math.max(0, sum / log(base)) / 2)
}

export function normalised(weights: Float64Array): Float64Array {
  const sum = sumOf(weights)
  return weights.map((x) => x / sum)
}

function sumOf(values: Float64Array): number {
  let sum = 0
  for (const x of values) sum += x
  return sum
}
