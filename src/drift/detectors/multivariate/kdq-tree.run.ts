import { formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { tableOf } from '../../kernels/bandwidth-of-some'
import {
  buildKdqTree,
  countsOf,
  divergence,
  leafNames,
  leavesOf,
  smoothedShares,
  type KdqTree,
} from '../../kernels/kdq-tree'
import { SLICE_WORK } from '../../kernels/pairs'
import type { Table } from '../../kernels/sliding'
import { createRandom, markSubset, PURPOSE, uniform } from '../../random'
import type { TwoSampleResult, TwoSampleView } from '../../results'
import type { BatchInput } from '../../sample'
import { checkFinite, checkPair } from '../check-samples'
import type { KdqTreeParams } from './kdq-tree'
import { decide } from '../mmd-decision'
import { log } from '../../math/log'

/**
 * Kullback–Leibler divergence between the shares of two samples in the cells of a kdq-tree (Dasu et al. 2006).
 *
 * Canonical: cells are made for both samples together, and the rows are dealt anew to the samples: under no drift all
 * of these are alike, so that the test is exact for any n and m. Profile of Menelaus: cells are made for the reference,
 * and the critical value is a quantile of the divergence between two samples of n rows each, drawn from the smoothed
 * shares of the reference.
 */
export function* run({ reference, test }: BatchInput, p: KdqTreeParams): Computation<TwoSampleResult> {
  checkPair('kdq-tree', reference, test, 2)
  const smallest = 1 / (p.draws + 1)
  if (p.alpha < smallest)
    throw new DriftError(
      'too-few-permutations',
      `With ${formatCount(p.draws)} draws p cannot fall below ${formatNumber(smallest)}, so nothing could be found at α = ${formatNumber(p.alpha)}. Use at least ${formatCount(Math.ceil(1 / p.alpha - 1))}.`,
    )
  checkFinite('reference', reference)
  checkFinite('test sample', test)
  const asMenelaus = p.profile === 'menelaus'
  const cells = yield* kdqCells(tableOf(reference), tableOf(test), p)
  const shares = [smoothedShares(cells.reference), smoothedShares(cells.test)] as const
  const observed = divergence(...shares)
  const drawn = asMenelaus
    ? yield* bootstrapped(shares[0], reference.rows, p)
    : yield* permuted(cells, reference.rows, p)
  const statistics = new Float64Array(p.draws + 1)
  // Dealt anew, equal splits must tie with the observed one: it is computed from the same counts.
  statistics[0] = observed
  statistics.set(drawn, 1)
  const decision = decide(statistics, p.alpha, false)
  const threshold = asMenelaus ? nearestQuantile(drawn, 1 - p.alpha) : decision.threshold
  return {
    shape: 'two-sample',
    detector: 'kdq-tree',
    drift: asMenelaus ? observed > threshold : decision.pValue <= p.alpha,
    statistic: { name: 'KL divergence', value: observed },
    ...decision,
    threshold,
    alpha: p.alpha,
    views: [ranking(cells.tree, shares, reference.columns)],
    rows: { reference: reference.rows, test: test.rows },
    notes: [],
    settings: {
      cells: cells.tree.leaves,
      cellsMadeFor: asMenelaus ? 'the reference' : 'both samples',
      draws: p.draws,
      drawRule: asMenelaus
        ? 'pairs of samples from the smoothed shares of the reference'
        : 'random splits of all rows, the observed one counted',
      mostRows: p.mostRows,
      smallest: p.smallest,
      alpha: p.alpha,
      seed: p.seed,
      profile: p.profile,
    },
  }
}

/** Rows of either sample in each cell, and the cell of each row, reference first. */
export interface KdqCells {
  tree: KdqTree
  reference: Float64Array
  test: Float64Array
  leaves: Uint32Array
}

export function* kdqCells(
  x: Table,
  y: Table,
  { mostRows, smallest, profile }: KdqTreeParams,
): Computation<KdqCells> {
  const all = x.rows + y.rows
  const pooled = { rows: all, d: x.d, values: new Float64Array(all * x.d) }
  pooled.values.set(x.values)
  pooled.values.set(y.values, x.values.length)
  const asMenelaus = profile === 'menelaus'
  const tree = yield* buildKdqTree(asMenelaus ? x : pooled, { mostRows, smallest, asMenelaus })
  const leaves = leavesOf(tree, pooled)
  yield { done: 1, total: 1, phase: 'rows in cells' }
  return {
    tree,
    leaves,
    reference: countsOf(leaves.subarray(0, x.rows), tree.leaves),
    test: countsOf(leaves.subarray(x.rows), tree.leaves),
  }
}

/** Divergences with the rows reshuffled. */
function* permuted(
  { leaves, reference, test }: KdqCells,
  n: number,
  { draws, seed }: KdqTreeParams,
): Computation<Float64Array> {
  const all = leaves.length
  const both = reference.map((count, i) => count + test[i]!)
  const marks = new Uint8Array(all)
  const drawn = new Float64Array(draws)
  for (let b = 0, work = 0; b < draws; b++) {
    markSubset(createRandom(seed, PURPOSE.permutation, b), all, n, marks)
    const counts = new Float64Array(both.length)
    for (let i = 0; i < all; i++) counts[leaves[i]!]! += marks[i]!
    drawn[b] = divergence(smoothedShares(counts), smoothedShares(both.map((count, i) => count - counts[i]!)))
    if ((work += 20 * (all + both.length)) < SLICE_WORK) continue
    work = 0
    yield { done: b + 1, total: draws, phase: 'permutations' }
  }
  yield { done: draws, total: draws, phase: 'permutations' }
  return drawn
}

/** Divergences between two samples of n rows each, drawn from the shares. */
function* bootstrapped(
  shares: Float64Array,
  n: number,
  { draws, seed }: KdqTreeParams,
): Computation<Float64Array> {
  const cumulated = new Float64Array(shares.length)
  shares.forEach((share, i) => (cumulated[i] = share + (i > 0 ? cumulated[i - 1]! : 0)))
  const drawn = new Float64Array(draws)
  for (let b = 0, work = 0; b < draws; b++) {
    const random = createRandom(seed, PURPOSE.simulation, b)
    const sample = (): Float64Array => {
      const counts = new Float64Array(shares.length)
      for (let i = 0; i < n; i++) counts[placeOf(cumulated, uniform(random))]!++
      return smoothedShares(counts)
    }
    drawn[b] = divergence(sample(), sample())
    if ((work += 60 * n) < SLICE_WORK) continue
    work = 0
    yield { done: b + 1, total: draws, phase: 'drawn samples' }
  }
  yield { done: draws, total: draws, phase: 'drawn samples' }
  return drawn
}

/** Index of the first cumulated share above u. */
function placeOf(cumulated: Float64Array, u: number): number {
  let low = 0
  let high = cumulated.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (u < cumulated[middle]!) high = middle
    else low = middle + 1
  }
  return low
}

/** The value of the nearest rank, ties to even (numpy's 'nearest'). */
function nearestQuantile(values: Float64Array, q: number): number {
  const at = q * (values.length - 1)
  const below = Math.floor(at)
  const isUp = at - below > 0.5 || (at - below === 0.5 && below % 2 === 1)
  return values.toSorted()[isUp ? below + 1 : below]!
}

const MOST_CELLS = 20

/** What each cell adds to the symmetric divergence Σ (p − q) ln (p / q). */
function ranking(
  tree: KdqTree,
  [p, q]: readonly [Float64Array, Float64Array],
  columns: readonly string[],
): TwoSampleView {
  const names = leafNames(tree, columns, (x) => formatNumber(x))
  const items = names
    .map((name, i) => ({ name, value: (p[i]! - q[i]!) * log(p[i]! / q[i]!) }))
    .sort((a, b) => b.value - a.value)
  return {
    kind: 'ranking',
    title:
      items.length > MOST_CELLS
        ? `The ${MOST_CELLS} cells that differ most, of ${formatCount(items.length)}`
        : 'Cells by how much they differ',
    valueName: 'part of the divergence',
    items: items.slice(0, MOST_CELLS),
  }
}
