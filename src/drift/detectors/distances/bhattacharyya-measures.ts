import type { BhattacharyyaParams } from './bhattacharyya'
import { type Measure, squaredHellinger } from './distance-measures'
import { log, log1p } from '../../math/log'

/** Without any overlap the distance is infinite; here it is 36.04, as if a share of 2⁻⁵² overlapped. */
const LEAST_OVERLAP = 2 ** -52

export function statisticName(profile: BhattacharyyaParams['profile']): string {
  return profile === 'frouros' ? '1 − Σ√(pq)' : 'Bhattacharyya distance'
}

/** −ln (1 − H²), with H² as exact near 0 as it can be. */
export const canonical: Measure = (...counts) => {
  const square = squaredHellinger(...counts)
  return square < 0.5 ? -log1p(-square) : -log(Math.max(LEAST_OVERLAP, 1 - square))
}

export const unreleased: Measure = (reference, test, n, m) => overlapWithout(0, reference, test, n, m)

/** The formula of Frouros 0.10; `empty` cells are in neither list. */
export function overlapWithout(
  empty: number,
  reference: Float64Array,
  test: Float64Array,
  n: number,
  m: number,
): number {
  const e = 2 ** -52
  let sum = empty * e
  for (let i = 0; i < reference.length; i++) sum += Math.sqrt((reference[i]! / n + e) * (test[i]! / m + e))
  return Math.abs(-log(Math.min(1, Math.max(0, sum))))
}
