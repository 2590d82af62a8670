import type { Computation } from '../../define'
import type { Pooled } from '../../math/pooled'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import type { BwsParams } from './bws'
import { cdfView } from './column-views'
import { type ColumnPair, type Comparison, perColumn } from '../per-column'
import { ksDistance, ksDistanceOf } from '../effect-sizes'
import { permutationTest } from './permutation-test'
import { pooledColumn, seenLabels } from './pooled-column'

/**
 * B of Baumgartner, Weiß and Schindler (1998, doi 10.2307/2533862) of each column from pooled midranks, and its
 * p-value by relabelling. One-sided with signed squares, as SciPy: positive where reference values are larger.
 */
export function* run(input: BatchInput, p: BwsParams): Computation<PerColumnResult> {
  // 'greater' looks for larger test values: a low B.
  const sign = p.alternative === 'greater' ? -1 : 1
  let all = true

  function* compare(pair: ColumnPair): Computation<Comparison> {
    const pooled = yield* pooledColumn(pair)
    const { n, m } = pooled
    const statistic = bwsStatistic(n, m, p.alternative === 'two-sided')
    const ranks = midranks(pooled)
    const observed = statistic(ranks, seenLabels(pooled))
    const { p: pValue, exact } = yield* permutationTest({
      n,
      m,
      observed: sign * observed,
      permutations: p.permutations,
      seed: p.seed,
      statistic: (marks) => sign * statistic(ranks, marks),
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

/** Midrank of each pooled row, ascending. */
function midranks({ n, m, reference, test }: Pooled): Float64Array {
  const ranks = new Float64Array(n + m)
  let at = 0
  for (let k = 0; k < reference.length; k++) {
    const count = reference[k]! + test[k]!
    ranks.fill(at + (count + 1) / 2, at, at + count)
    at += count
  }
  return ranks
}

function bwsStatistic(n: number, m: number, twoSided: boolean) {
  const all = n + m
  // 1 / (i/(n+1) (1 − i/(n+1)) m N / n) does not depend on the data.
  const weights = (rows: number, others: number) =>
    Float64Array.from({ length: rows }, (_, i) => {
      const share = (i + 1) / (rows + 1)
      return 1 / ((share * (1 - share) * others * all) / rows)
    })
  const ofReference = weights(n, m)
  const ofTest = weights(m, n)
  return (ranks: Float64Array, marks: Uint8Array): number => {
    let [i, j, x, y] = [0, 0, 0, 0]
    for (let k = 0; k < all; k++) {
      if (marks[k] === 1) {
        const away = ranks[k]! - (all / n) * (i + 1)
        x += away * (twoSided ? away : Math.abs(away)) * ofReference[i]!
        i++
      } else {
        const away = ranks[k]! - (all / m) * (j + 1)
        y += away * (twoSided ? away : Math.abs(away)) * ofTest[j]!
        j++
      }
    }
    return twoSided ? (x / n + y / m) / 2 : (x / n - y / m) / 2
  }
}
