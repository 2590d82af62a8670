import type { Computation } from '../../define'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { curveColumn } from './distance-curves'
import { runDistance } from './distance-run'
import { emd, type EmdParams } from './emd'
import type { ColumnPair } from '../per-column'

/**
 * ∫ |F − G| dx, which is the earth mover's distance in one dimension (Vallender 1974, doi 10.1137/1118101), divided by
 * the standard deviation of the reference where asked. The permutation test compares the distances before that: the
 * deviation of another split is another one.
 */
export function* run(input: BatchInput, p: EmdParams): Computation<PerColumnResult> {
  const statisticName = p.unit === 'sd' ? 'EMD in standard deviations' : 'EMD'
  return yield* runDistance({ ...emd, statisticName, hasUnit: p.unit !== 'sd' }, input, p, function* (pair) {
    const column = yield* curveColumn(pair, 1, (integral) => integral)
    return p.unit === 'sd' ? { ...column, scale: 1 / unitOf(pair, p.profile) } : column
  })
}

/**
 * Standard deviation of the reference; where it is constant, that of all values, so that the distance does not depend on
 * the unit of the data. Evidently: at least 0.001.
 */
function unitOf({ reference, test }: ColumnPair, profile: EmdParams['profile']): number {
  const sd = deviation(reference)
  if (profile === 'evidently') return Math.max(sd, 0.001)
  if (sd > 0) return sd
  const all = new Float64Array(reference.length + test.length)
  all.set(reference)
  all.set(test, reference.length)
  return deviation(all) || 1
}

/** Of the values as a population (divided by n). */
function deviation(values: Float64Array): number {
  let mean = 0
  let squares = 0
  const n = values.length
  for (let i = 0; i < n; i++) {
    const x = values[i]!
    const before = x - mean
    mean += before / (i + 1)
    squares += before * (x - mean)
  }
  return Math.sqrt(squares / n)
}
