import type { EffectMeasure } from '../results'
import type { Pooled } from '../math/pooled'

/**
 * How large a difference is, whatever the number of rows. Each is computed on the rows that were tested; 0 is no
 * difference. What counts as trifling is Cohen's "small", 0.2 standard deviations between two normal distributions
 * (Cohen 1988, Statistical Power Analysis for the Behavioral Sciences, doi 10.4324/9780203771587), in the unit of each.
 */

/** D = sup |F − G|, 0 … 1: the largest difference of the shares of rows up to a value. 0.08 = 2 Φ(0.1) − 1. */
export const ksDistance: EffectMeasure = {
  name: 'KS distance',
  symbol: 'D',
  trifling: { below: 0.08, source: 'Cohen 1988' },
  comparable: true,
}

/** V = sup (F − G) + sup (G − F), 0 … 1 (Kuiper 1960, doi 10.1016/S1385-7258(60)50006-0). Of a shift, the same as D. */
export const kuiperDistance: EffectMeasure = { ...ksDistance, name: 'Kuiper distance', symbol: 'V' }

/**
 * δ = P(test > reference) − P(test < reference), −1 … 1 (Cliff 1993, doi 10.1037/0033-2909.114.3.494). Small is 0.11
 * (Vargha & Delaney 2000, doi 10.3102/10769986025002101, table 1), which is 2 Φ(0.2 / √2) − 1.
 */
export const cliffsDelta: EffectMeasure = {
  name: 'Cliff’s delta',
  symbol: 'Cliff’s δ',
  trifling: { below: 0.11, source: 'Vargha & Delaney 2000' },
  signed: true,
  comparable: true,
}

/** d = (mean of the test sample − mean of the reference) / √((s² + s²) / 2), any size (Cohen 1988, eq. 2.3.2). */
export const standardisedDifference: EffectMeasure = {
  name: 'standardised difference',
  symbol: 'Cohen’s d',
  trifling: { below: 0.2, source: 'Cohen 1988' },
  signed: true,
  comparable: true,
}

/** V = √(χ² / N) of the table of both samples by categories, 0 … 1 (Cramér 1946, ISBN 0-691-08004-6, §21.9). Small is 0.1. */
export const cramersV: EffectMeasure = {
  name: 'Cramér’s V',
  symbol: 'Cramér’s V',
  trifling: { below: 0.1, source: 'Cohen 1988' },
  comparable: true,
}

/** D of both samples. O(distinct values). */
export function ksDistanceOf({ n, m, reference, test }: Pooled): number {
  let [widest, difference] = [0, 0]
  // In whole numbers: shares that are equal give 0.
  for (let k = 0; k < reference.length; k++) {
    difference += reference[k]! * m - test[k]! * n
    if (Math.abs(difference) > widest) widest = Math.abs(difference)
  }
  return widest / n / m
}

/** δ from U, the pairs in which the reference is the larger one, ties counting one half. */
export function cliffsDeltaOf(u: number, n: number, m: number): number {
  return 1 - (2 * u) / n / m
}

/** V of the counts of each category in the two samples; 0 where there is one category. */
export function cramersVOf(reference: Float64Array, test: Float64Array): number {
  const n = reference.reduce((a, b) => a + b, 0)
  const m = test.reduce((a, b) => a + b, 0)
  let squares = 0
  // χ² of a table of two rows is nm Σ (f − g)² / (count of both).
  for (let k = 0; k < reference.length; k++) {
    const away = reference[k]! / n - test[k]! / m
    squares += (away * away) / (reference[k]! + test[k]!)
  }
  return Math.min(1, Math.sqrt((n * m * squares) / (n + m)))
}
