import type { Computation } from '../define'
import { meanOfRanks } from './median'
import { pairCount, pairRow } from './pairs'
import { type Bandwidth, givenBandwidth, medianBandwidth } from './rbf'

/** How σ is found: `median` as in Gretton et al. 2012 (pooled), `reference` as Alibi Detect, `torchdrift` as TorchDrift. */
export type BandwidthRule = 'median' | 'reference' | 'torchdrift' | 'given'

/** Squared distances of all pairs of some rows, the reference first, wherever they lie. */
export interface SquaredDistances {
  /** How many rows. */
  all: number
  /** Mean of the distances of two ranks (from 0) in ascending order, the second at most one more than the first. */
  middle: (low: number, high: number) => Computation<number>
  /** Those of the reference's pairs alone. */
  ofReference: () => Computation<Float64Array>
}

/** @param squared packed; the first `n` of `all` rows are the reference */
export function packedDistances(squared: Float64Array, all: number, n: number): SquaredDistances {
  return {
    all,
    middle: (low, high) => meanOfRanks(squared, low, high),
    *ofReference() {
      return withinFirst(squared, all, n)
    },
  }
}

/**
 * The kernel's width by a rule. A rule that gives 0 (most rows are equal) gives 1 instead.
 * @throws DriftError `values-out-of-range`
 */
export function* bandwidthBy(
  { bandwidth, sigma }: { bandwidth: BandwidthRule; sigma: number },
  distances: SquaredDistances,
  of: string,
): Computation<Bandwidth> {
  if (bandwidth === 'given') return givenBandwidth(sigma)
  const { all, middle } = distances
  const pairs = pairCount(all)
  if (bandwidth === 'median')
    return medianBandwidth(
      pairs === 0 ? Number.NaN : yield* middle(Math.floor((pairs - 1) / 2), Math.floor(pairs / 2)),
      of,
    )
  let found: number
  if (bandwidth === 'reference') {
    const squared = yield* distances.ofReference()
    found = yield* referenceSigma(squared)
  } else found = yield* torchdriftSigma(distances)
  const rule =
    bandwidth === 'reference'
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
export function* referenceSigma(squared: Float64Array): Computation<number> {
  const rank = Math.floor((squared.length - 1) / 2)
  return Math.sqrt(0.5 * (yield* meanOfRanks(squared, rank, rank)))
}

/** TorchDrift's length scale: the lower median of all N² distances, those of rows with themselves included. */
export function* torchdriftSigma({ all, middle }: SquaredDistances): Computation<number> {
  const rank = Math.floor((Math.floor((all * all - 1) / 2) - all) / 2)
  return rank < 0 ? 0 : Math.sqrt(yield* middle(rank, rank))
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
