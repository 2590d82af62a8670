import type { Computation } from '../../define'
import type { Pooled } from '../../math/pooled'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import type { BwsParams } from './bws'
import { cdfView } from './column-views'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { ksDistance, ksDistanceOf } from '../effect-sizes'
import { createLabellings } from './labellings'
import { permutationTest } from './permutation-test'
import { pooledColumn } from './pooled-column'

/**
 * B of Baumgartner, Weiß and Schindler (1998, doi 10.2307/2533862) of each column from pooled midranks, and its
 * p-value by relabelling. One-sided with signed squares, as SciPy: positive where reference values are larger.
 */
export function* run(input: BatchInput, p: BwsParams): Computation<PerColumnResult> {
  // 'greater' looks for larger test values: a low B.
  const sign = p.alternative === 'greater' ? -1 : 1
  let all = true
  const labellings = createLabellings()

  function* compare(pair: ColumnPair): Computation<Comparison> {
    const pooled = yield* pooledColumn(pair)
    const side = p.alternative === 'two-sided' ? 'both' : 'one'
    const observed = bwsStatistic(pooled, side)(pooled.reference)
    const dealt = tabulatedStatistic(pooled, side) ?? bwsStatistic(pooled, side)
    const { p: pValue, exact } = yield* permutationTest({
      pooled,
      observed: sign * dealt(pooled.reference),
      permutations: p.permutations,
      seed: p.seed,
      labellings,
      statistic: (counts) => sign * dealt(counts),
    })
    all &&= exact
    return { statistic: observed, pValue, effectSize: ksDistanceOf(pooled), view: yield* cdfView(pooled) }
  }

  const found = yield* perColumn(
    input,
    { name: 'BWS', minimum: 1, missing: 'refuse', ...p, threshold: null, effect: ksDistance },
    compare,
  )
  return {
    shape: 'per-column',
    detector: 'bws',
    statisticName: 'B',
    ...found,
    notes: all ? ['p-values are exact: all ways to deal the rows to the two samples were looked at.'] : [],
    settings: { ...p, columns: found.columns.length },
  }
}

/** Midrank of each distinct value, ascending. */
function midranks({ reference, test }: Pooled): Float64Array {
  const ranks = new Float64Array(reference.length)
  let at = 0
  for (let k = 0; k < reference.length; k++) {
    const count = reference[k]! + test[k]!
    ranks[k] = at + (count + 1) / 2
    at += count
  }
  return ranks
}

type Sides = 'one' | 'both'
type OfCounts = (counts: Uint32Array) => number

/** What the i-th of `rows` ordered rows of a sample adds at a rank is its (signed) square, weighted: 1 / (i/(n+1) (1 − i/(n+1)) m N / n). */
function weightsOf(rows: number, others: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => {
    const share = (i + 1) / (rows + 1)
    return 1 / ((share * (1 - share) * others * (rows + others)) / rows)
  })
}

function together(x: number, n: number, y: number, m: number, sides: Sides): number {
  return sides === 'both' ? (x / n + y / m) / 2 : (x / n - y / m) / 2
}

/** B when `counts` of each distinct value are the reference's. O(n + m) a call. */
function bwsStatistic(pooled: Pooled, sides: Sides): OfCounts {
  const { n, m } = pooled
  const ranks = midranks(pooled)
  const sizes = pooled.reference.map((count, k) => count + pooled.test[k]!)
  const [ofReference, ofTest] = [weightsOf(n, m), weightsOf(m, n)]
  const [apartX, apartY] = [(n + m) / n, (n + m) / m]
  const isSigned = sides === 'one'
  // A thousand times over all rows: without a call for each.
  return (counts) => {
    let [i, j, x, y] = [0, 0, 0, 0]
    for (let k = 0; k < sizes.length; k++) {
      const rank = ranks[k]!
      const ones = counts[k]!
      for (const end = i + ones; i < end; i++) {
        const away = rank - apartX * (i + 1)
        x += away * (isSigned ? Math.abs(away) : away) * ofReference[i]!
      }
      for (const end = j + sizes[k]! - ones; j < end; j++) {
        const away = rank - apartY * (j + 1)
        y += away * (isSigned ? Math.abs(away) : away) * ofTest[j]!
      }
    }
    return together(x, n, y, m, sides)
  }
}

/** Numbers that the tables may hold: 64 MB, for 40 values of 200,000 rows; made in some 30 ms. */
const TABLE_NUMBERS = 8 * 2 ** 20

/**
 * The same for few distinct values in O(distinct values) a call, from running sums of the terms at each rank; null where
 * the tables would be too large. Rounding differs in the last digits, so that statistics are compared within one way.
 */
function tabulatedStatistic(pooled: Pooled, sides: Sides): OfCounts | null {
  const { n, m } = pooled
  const ranks = midranks(pooled)
  if (ranks.length * (n + m + 2) > TABLE_NUMBERS || 8 * ranks.length > n + m) return null
  const sizes = pooled.reference.map((count, k) => count + pooled.test[k]!)
  const running = (rows: number, others: number): Float64Array => {
    const weights = weightsOf(rows, others)
    const apart = (rows + others) / rows
    const sums = new Float64Array(ranks.length * (rows + 1))
    ranks.forEach((rank, k) => {
      const at = k * (rows + 1)
      for (let i = 0; i < rows; i++) {
        const away = rank - apart * (i + 1)
        sums[at + i + 1] = sums[at + i]! + away * (sides === 'one' ? Math.abs(away) : away) * weights[i]!
      }
    })
    return sums
  }
  const ofReference = running(n, m)
  const ofTest = running(m, n)
  return (counts) => {
    let [i, j, x, y] = [0, 0, 0, 0]
    for (let k = 0, atX = 0, atY = 0; k < sizes.length; k++, atX += n + 1, atY += m + 1) {
      const ones = counts[k]!
      const zeros = sizes[k]! - ones
      x += ofReference[atX + i + ones]! - ofReference[atX + i]!
      y += ofTest[atY + j + zeros]! - ofTest[atY + j]!
      i += ones
      j += zeros
    }
    return together(x, n, y, m, sides)
  }
}
