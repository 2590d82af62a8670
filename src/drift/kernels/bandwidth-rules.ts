import type { Computation } from '../define'
import { valueAtRank } from './median'
import { pairRow } from './pairs'
import { type Bandwidth, givenBandwidth, medianBandwidth } from './rbf'

/** How σ is found: `median` as in Gretton et al. 2012 (pooled), `reference` as Alibi Detect, `torchdrift` as TorchDrift. */
export type BandwidthRule = 'median' | 'reference' | 'torchdrift' | 'given'

/**
 * The kernel's width by a rule. A rule that gives 0 (most rows are equal) gives 1 instead.
 * @param squared distances of all pairs of `all` rows, packed; the first `n` rows are the reference
 * @throws DriftError `values-out-of-range`
 */
export function* bandwidthBy(
  { bandwidth, sigma }: { bandwidth: BandwidthRule; sigma: number },
  squared: Float64Array,
  all: number,
  n: number,
  of: string,
): Computation<Bandwidth> {
  if (bandwidth === 'given') return givenBandwidth(sigma)
  if (bandwidth === 'median') return yield* medianBandwidth(squared, of)
  const isReference = bandwidth === 'reference'
  const found = isReference
    ? yield* referenceSigma(withinFirst(squared, all, n), n)
    : yield* torchdriftSigma(squared, all)
  const rule = isReference
    ? '√(½ · lower median squared distance) over the pairs of the reference, as Alibi Detect'
    : `lower median distance over all pairs of ${of}, each row with itself included, as TorchDrift`
  return found > 0
    ? { ...givenBandwidth(found), rule }
    : { ...givenBandwidth(1), rule: `1, as half of the pairs are equal (${rule})` }
}

/**
 * Alibi Detect's σ: of the n² sorted squared distances, n of them zero, the one of rank n + (n² − n)/2 − 1, halved, and
 * its root: the lower median over pairs of different rows.
 * @param squared distances of the reference alone
 */
export function* referenceSigma(squared: Float64Array, n: number): Computation<number> {
  const rank = Math.floor(((n * (n - 1)) / 2 - 1) / 2)
  return Math.sqrt(0.5 * (yield* valueAtRank(squared, rank)))
}

/** TorchDrift's length scale: the lower median of all N² distances, those of rows with themselves included. */
export function* torchdriftSigma(squared: Float64Array, all: number): Computation<number> {
  const rank = Math.floor((all * all - 1) / 2) - all
  return rank < 0 ? 0 : Math.sqrt(yield* valueAtRank(squared, Math.floor(rank / 2)))
}

/** Distances of the pairs of the first n of N rows, packed anew. */
export function withinFirst(squared: Float64Array, all: number, n: number): Float64Array {
  if (n === all) return squared
  const first = new Float64Array((n * (n - 1)) / 2)
  let at = 0
  for (let i = 0; i < n; i++) {
    const start = pairRow(all, i)
    first.set(squared.subarray(start + i + 1, start + n), at)
    at += n - i - 1
  }
  return first
}
