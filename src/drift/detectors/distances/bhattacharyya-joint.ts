import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { cellOf, equalEdges, rangeOf } from '../../math/histogram'
import type { TwoSampleResult } from '../../results'
import type { BatchInput, Sample } from '../../sample'
import { bhattacharyya, type BhattacharyyaParams } from './bhattacharyya'
import { canonical, overlapWithout, statisticName } from './bhattacharyya-measures'
import { checkFinite, checkPair } from '../check-samples'
import { completeRows } from '../complete-rows'
import { type Exchangeable, fixedCells } from './distance-cells'
import { type Measure, squaredHellinger } from './distance-measures'
import { atLeastAs, enoughPermutations, permuted } from './distance-run'

/**
 * One histogram of all columns, with bins^d cells, of which only those that hold a row are kept. Decided by a
 * permutation test, p = (1 + #{T_b ≥ T}) / (B + 1).
 */
export function* runJoint(given: BatchInput, p: BhattacharyyaParams): Computation<TwoSampleResult> {
  const { input, notes } = completeRows(given)
  const { reference, test } = input
  checkPair(bhattacharyya.name, reference, test, 1)
  checkFinite('reference', reference)
  checkFinite('test sample', test)
  const d = reference.columns.length
  const { counts, edges } = yield* occupiedCells(input, p.bins)
  const all = edges.reduce((product, e) => product * (e.length - 1), 1)
  const measure: Measure =
    p.profile === 'frouros-0.10'
      ? (...c) => overlapWithout(all - c[0].length, ...c)
      : p.profile === 'frouros'
        ? squaredHellinger
        : canonical
  const column: Exchangeable = fixedCells({ ...counts, view: null }, measure, reference.rows, test.rows)
  const observed = measure(counts.reference, counts.test, reference.rows, test.rows)
  const permutations = enoughPermutations({ ...p, correction: 'none' }, 1)
  const nullDistribution = yield* permuted(column, reference.rows, permutations, p.seed)
  let atLeast = 1
  const reached = atLeastAs(observed)
  for (const value of nullDistribution) if (value >= reached) atLeast++
  const pValue = atLeast / (permutations + 1)
  // p ≤ α exactly when the statistic lies above the value of this rank (from 0) among the largest.
  const rank = Math.floor(p.alpha * (permutations + 1) + 1e-9) - 1
  const sorted = nullDistribution.toSorted()
  const cells = counts.reference.length
  return {
    shape: 'two-sample',
    detector: bhattacharyya.id,
    drift: pValue <= p.alpha,
    statistic: { name: statisticName(p.profile), value: observed },
    pValue,
    alpha: p.alpha,
    threshold: sorted[Math.max(0, permutations - 1 - rank)]!,
    nullDistribution,
    rows: { reference: reference.rows, test: test.rows },
    views: [],
    notes: [
      ...notes,
      `The rows lie in ${formatCount(cells)} of ${all < 1e6 ? formatCount(all) : formatNumber(all)} cells.`,
      ...(cells > (reference.rows + test.rows) / 2
        ? ['Most cells hold a single row: such a histogram says little. Use fewer cells or fewer columns.']
        : []),
    ],
    settings: { ...p, permutations, columns: d, occupiedCells: cells },
  }
}

interface Occupied {
  counts: { reference: Float64Array; test: Float64Array }
  edges: Float64Array[]
}

function* occupiedCells({ reference, test }: BatchInput, bins: number): Computation<Occupied> {
  const d = reference.columns.length
  const edges = reference.columns.map((_, j) => {
    const levels = reference.levels?.[j]
    if (levels) return Float64Array.from({ length: levels.length + 1 }, (_edge, i) => i - 0.5)
    const { lo, hi } = rangeOf(columnOf(reference, j), columnOf(test, j))
    return equalEdges(lo, hi, bins)
  })
  const places = new Map<string, number>()
  const counted: [number, number][] = []
  const key: number[] = []
  for (const [side, sample] of [reference, test].entries())
    for (let i = 0; i < sample.rows; i++) {
      for (let j = 0; j < d; j++) key[j] = cellOf(edges[j]!, sample.values[i * d + j]!)
      const name = key.join()
      let place = places.get(name)
      if (place === undefined) {
        place = counted.push([0, 0]) - 1
        places.set(name, place)
      }
      counted[place]![side as 0 | 1]++
      if (i % 2000 === 1999) yield { done: i, total: sample.rows, phase: 'rows' }
    }
  return {
    counts: {
      reference: Float64Array.from(counted, ([count]) => count),
      test: Float64Array.from(counted, ([, count]) => count),
    },
    edges,
  }
}

function columnOf({ rows, columns, values }: Sample, j: number): Float64Array {
  return Float64Array.from({ length: rows }, (_, i) => values[i * columns.length + j]!)
}
