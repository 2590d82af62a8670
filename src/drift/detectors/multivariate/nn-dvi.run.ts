import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { tableOf } from '../../kernels/bandwidth-of-some'
import {
  distinctRows,
  type DistinctRows,
  nearestRows,
  neighbourDistance,
  weightedNeighbourDistance,
} from '../../kernels/neighbours'
import { SLICE_WORK } from '../../kernels/pairs'
import { normalTail, normalUpperQuantile } from '../../math/normal'
import { createRandom, markSubset, PURPOSE } from '../../random'
import type { TwoSampleResult } from '../../results'
import type { BatchInput } from '../../sample'
import { checkFinite, checkPair } from '../check-samples'
import { decide } from '../mmd-decision'
import type { NnDviParams } from './nn-dvi'

/**
 * Distance of two samples over the neighbourhoods of their different rows, and its permutation test. Each sample has
 * the same weight in all, whatever its rows, so that n ≠ m is right; a row that stands in a sample twice counts twice.
 * Profile of Menelaus: a row counts once however often it stands there, and samples are not weighted.
 */
export function* run({ reference, test }: BatchInput, p: NnDviParams): Computation<TwoSampleResult> {
  checkPair('NN-DVI', reference, test, 2)
  const smallest = 1 / (p.permutations + 1)
  if (p.decision === 'permutations' && p.alpha < smallest)
    throw new DriftError(
      'too-few-permutations',
      `With ${formatCount(p.permutations)} permutations p cannot fall below ${formatNumber(smallest)}, so nothing could be found at α = ${formatNumber(p.alpha)}. Use at least ${formatCount(Math.ceil(1 / p.alpha - 1))}.`,
    )
  checkFinite('reference', reference)
  checkFinite('test sample', test)
  const distinct = distinctRows(tableOf(reference), tableOf(test))
  const rows = distinct.table.rows
  // Rows that are all the same are each other's neighbours, however many are asked for.
  const neighbours = rows === 1 ? 1 : p.neighbours
  if (neighbours > 1 && neighbours >= rows)
    throw new DriftError(
      'too-few-rows',
      `Not enough data: both samples together have ${formatCount(rows)} different rows, too few for neighbourhoods of ${formatCount(p.neighbours)}. Set Neighbours below ${formatCount(rows)}.`,
    )
  const nearest = yield* nearestRows(distinct.table, neighbours)
  const statistics = yield* dealtDistances(distinct, nearest, reference.rows, { ...p, neighbours })
  const decision = decide(statistics, p.alpha, false)
  const drawn = decision.nullDistribution
  const mean = drawn.reduce((sum, x) => sum + x, 0) / drawn.length
  const sd = Math.sqrt(drawn.reduce((sum, x) => sum + (x - mean) ** 2, 0) / drawn.length)
  const observed = statistics[0]!
  const isNormal = p.decision === 'normal'
  const pValue = isNormal ? normalP((observed - mean) / sd) : decision.pValue
  const threshold = isNormal ? mean + normalUpperQuantile(p.alpha) * sd : decision.threshold
  return {
    shape: 'two-sample',
    detector: 'nn-dvi',
    drift: isNormal ? observed > threshold : pValue <= p.alpha,
    statistic: { name: 'Neighbourhood distance', value: observed },
    nullDistribution: drawn,
    pValue,
    threshold,
    alpha: p.alpha,
    views: [],
    rows: { reference: reference.rows, test: test.rows },
    notes:
      rows < reference.rows + test.rows
        ? [`${formatCount(rows)} of ${formatCount(reference.rows + test.rows)} rows are different.`]
        : [],
    settings: {
      neighbours: p.neighbours,
      permutations: p.permutations,
      decision: p.decision,
      nullMean: mean,
      nullSd: sd,
      differentRows: rows,
      alpha: p.alpha,
      seed: p.seed,
      profile: p.profile,
    },
  }
}

/** Equal rows everywhere: no spread, and nothing to find. */
const normalP = (z: number): number => (Number.isFinite(z) ? Math.max(Number.MIN_VALUE, normalTail(z)) : 1)

/** The observed distance, then with the rows reshuffled. */
function* dealtDistances(
  { counts, index, table }: DistinctRows,
  nearest: Uint32Array,
  n: number,
  { neighbours, permutations, seed, profile }: NnDviParams,
): Computation<Float64Array> {
  const all = index.length
  const m = all - n
  const marks = new Uint8Array(all)
  const into = [new Float64Array(table.rows), new Float64Array(table.rows)] as const
  const weighted = weightedNeighbourDistance(nearest, neighbours, counts, n, m)
  const distance = (a: Float64Array, b: Float64Array): number =>
    profile === 'menelaus'
      ? neighbourDistance(nearest, neighbours, a.map(Math.sign), b.map(Math.sign), into)
      : weighted(a)
  const statistics = new Float64Array(permutations + 1)
  statistics[0] = distance(...counts)
  for (let b = 1, work = 0; b <= permutations; b++) {
    markSubset(createRandom(seed, PURPOSE.permutation, b - 1), all, n, marks)
    const a = new Float64Array(table.rows)
    const others = new Float64Array(table.rows)
    for (let i = 0; i < all; i++) (marks[i] === 1 ? a : others)[index[i]!]!++
    statistics[b] = distance(a, others)
    if ((work += table.rows * (2 * neighbours + 20)) < SLICE_WORK) continue
    work = 0
    yield { done: b, total: permutations, phase: 'permutations' }
  }
  yield { done: permutations, total: permutations, phase: 'permutations' }
  return statistics
}
