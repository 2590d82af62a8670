import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import {
  countBetween,
  countCells,
  equalEdges,
  quantileEdges,
  rangeOf,
  sturgesCells,
} from '../../math/histogram'
import { sortedCopy } from '../../math/sort'
import type { ColumnView } from '../../results'
import type { Measure } from './distance-measures'
import type { ColumnPair } from '../per-column'

/**
 * A column of both samples in a form in which rows can be exchanged between them cheaply: what does not change
 * by an exchange is computed once.
 */
export type Exchangeable =
  /** Cells that are the same however the rows are exchanged: a permutation is a draw of counts. */
  (
    | {
        kind: 'cells'
        reference: Float64Array
        test: Float64Array
        statistic: (reference: Float64Array, test: Float64Array) => number
      }
    /** All else: the pooled values ascending, and the statistic of the split in which marked ones are the reference. */
    | {
        kind: 'sorted'
        observed: Uint8Array
        statistic: (marks: Uint8Array) => number
      }
  ) & {
    /** What the statistic is multiplied by where it is shown: the test compares it without. */
    scale?: number
    view: ColumnView | null
  }

/** Few enough values for a cell each, as Evidently counts them. */
const FEW_VALUES = 20

/** Counts in cells, and the picture of their shares. */
export interface Counted {
  reference: Float64Array
  test: Float64Array
  view: ColumnView
}

/** A cell for each category. */
export function categoryCells({ reference, test }: ColumnPair, levels: readonly string[]): Counted {
  const count = (values: Float64Array): Float64Array => {
    const counts = new Float64Array(levels.length)
    for (const x of values) if (x >= 0 && x < levels.length) counts[x]!++
    return counts
  }
  return pictured(count(reference), count(test), (shares) => ({
    kind: 'categories',
    names: [...levels],
    ...shares,
  }))
}

/** A cell for each value that is not NaN, ascending. */
function valueCells(reference: Float64Array, test: Float64Array): Counted {
  const values = distinct(reference, test)
  const place = new Map(values.map((x, i) => [x, i]))
  const count = (sample: Float64Array): Float64Array => {
    const counts = new Float64Array(values.length)
    for (const x of sample) {
      const i = place.get(x)
      if (i !== undefined) counts[i]!++
    }
    return counts
  }
  return pictured(count(reference), count(test), (shares) => ({
    kind: 'categories',
    names: values.map(String),
    values: Float64Array.from(values),
    ...shares,
  }))
}

/** Cells between edges. */
function* edgeCells(reference: Float64Array, test: Float64Array, edges: Float64Array): Computation<Counted> {
  const left = yield* countInSlices(reference, edges)
  const right = yield* countInSlices(test, edges)
  return pictured(left, right, (shares) => ({
    kind: 'histogram',
    edges,
    ...shares,
  }))
}

function* countInSlices(values: Float64Array, edges: Float64Array): Computation<Float64Array> {
  const counts = new Float64Array(edges.length - 1)
  for (let start = 0; start < values.length; start += A_SLICE) {
    countCells(values.subarray(start, start + A_SLICE), edges, counts)
    yield { done: start, total: values.length, phase: 'rows' }
  }
  return counts
}

const A_SLICE = 100_000

/** Cells of equal width over the pooled values, or one for each category. */
function* equalCells(pair: ColumnPair, cells: number): Computation<Counted> {
  if (pair.levels) return categoryCells(pair, pair.levels)
  const { lo, hi } = rangeOf(pair.reference, pair.test)
  return yield* edgeCells(pair.reference, pair.test, equalEdges(lo, hi, cells))
}

/**
 * Evidently's cells: one for each category, or for each value where the reference has at most 20 different ones; else
 * Sturges' number of equally wide ones over the pooled values.
 * @throws DriftError `not-finite` where a range is needed and a value is missing, as there
 */
export function* evidentlyCells(pair: ColumnPair): Computation<Counted> {
  const { name, reference, test, levels } = pair
  if (levels) return categoryCells(pair, levels)
  if (countDistinct(reference, FEW_VALUES) <= FEW_VALUES) return valueCells(reference, test)
  const { lo, hi } = rangeOf(reference, test)
  if (Number.isNaN(lo)) throw noRange(name)
  return yield* edgeCells(
    reference,
    test,
    equalEdges(lo, hi, sturgesCells(reference.length + test.length, lo, hi)),
  )
}

/** Evidently's cells for the Hellinger distance: over the different values, missing ones left out before. */
export function* evidentlyHellinger(pair: ColumnPair, measure: Measure): Computation<Exchangeable> {
  if (pair.levels)
    return fixedCells(categoryCells(pair, pair.levels), measure, pair.reference.length, pair.test.length)
  const reference = withoutNaN(pair.reference)
  const test = withoutNaN(pair.test)
  const values = distinct(reference, test)
  const [lo, hi] = [values[0], values.at(-1)]
  if (lo === undefined || hi === undefined) throw noRange(pair.name)
  const cells = yield* edgeCells(reference, test, equalEdges(lo, hi, sturgesCells(values.length, lo, hi)))
  return fixedCells(cells, measure, reference.length, test.length)
}

/** @returns for code that computes with missing values and has none to compute with */
export function noRange(column: string): DriftError {
  return new DriftError(
    'not-finite',
    `Column '${column}' has missing values, and a histogram of them has no range. Leave out rows with missing values.`,
  )
}

/** A column with missing values that are computed with: nothing is known of it. */
export const unknownColumn: Exchangeable = {
  kind: 'cells',
  reference: new Float64Array(),
  test: new Float64Array(),
  statistic: () => Number.NaN,
  view: null,
}

export function hasMissing({ reference, test }: ColumnPair): boolean {
  return anyMissing(reference) || anyMissing(test)
}

function anyMissing(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return true
  return false
}

/**
 * A measure of the histograms of one column, with cells of the canonical kinds.
 * @throws DriftError `not-finite` for a missing value in the profile of Frouros, as there
 */
export function* histogramColumn(
  pair: ColumnPair,
  p: { bins: number; binning: 'equal' | 'quantile'; profile?: string },
  measure: Measure,
): Computation<Exchangeable> {
  const frouros = p.profile === 'frouros'
  if (hasMissing(pair)) {
    if (frouros) throw noRange(pair.name)
    return unknownColumn
  }
  if (p.binning === 'quantile' && !frouros) return yield* quantileCells(pair, p.bins, measure)
  return fixedCells(yield* equalCells(pair, p.bins), measure, pair.reference.length, pair.test.length)
}

/** The measure of counts that a permutation does not move the cells of. */
export function fixedCells(
  counted: Omit<Counted, 'view'> & { view: ColumnView | null },
  measure: Measure,
  n: number,
  m: number,
): Exchangeable {
  return {
    kind: 'cells',
    ...counted,
    statistic: (reference, test) => measure(reference, test, n, m),
  }
}

/**
 * Cells by the quantiles of the reference. Another split has another reference, and so other cells: with those of the
 * observed one, whose shares are equal by construction, the test would hardly ever reject. Few different values get a
 * cell each, whatever the split.
 */
function* quantileCells(pair: ColumnPair, cells: number, measure: Measure): Computation<Exchangeable> {
  const { reference, test, levels } = pair
  const n = reference.length
  const m = test.length
  if (levels) return fixedCells(categoryCells(pair, levels), measure, n, m)
  if (countDistinct(reference, FEW_VALUES) + countDistinct(test, FEW_VALUES) <= 2 * FEW_VALUES) {
    const counted = valueCells(reference, test)
    if (counted.reference.length <= FEW_VALUES) return fixedCells(counted, measure, n, m)
  }
  const pooled = yield* pool(reference, test)
  const split = createSplit(pooled.values, n)
  const edges = quantileEdges(split(pooled.observed).reference, cells)
  const shown = [pooled.values[0]!, ...edges, pooled.values.at(-1)!].toSorted((a, b) => a - b)
  const observed = split(pooled.observed)
  return {
    kind: 'sorted',
    observed: pooled.observed,
    statistic: (marks) => {
      const sides = split(marks)
      const inner = quantileEdges(sides.reference, cells)
      return measure(countBetween(sides.reference, inner), countBetween(sides.test, inner), n, m)
    },
    view: {
      kind: 'histogram',
      edges: Float64Array.from(shown),
      reference: countBetween(observed.reference, edges).map((c) => c / n),
      test: countBetween(observed.test, edges).map((c) => c / m),
    },
  }
}

/** Both samples in one ascending row; the reference is marked. */
export function* pool(
  reference: Float64Array,
  test: Float64Array,
): Computation<{ values: Float64Array; observed: Uint8Array }> {
  const x = yield* sortedCopy(reference)
  const y = yield* sortedCopy(test)
  const values = new Float64Array(x.length + y.length)
  const observed = new Uint8Array(values.length)
  let i = 0
  let j = 0
  for (let k = 0; k < values.length; k++) {
    if (i < x.length && (j >= y.length || x[i]! <= y[j]!)) {
      observed[k] = 1
      values[k] = x[i++]!
    } else values[k] = y[j++]!
    if (k % 200_000 === 199_999) yield { done: k, total: values.length, phase: 'sorting' }
  }
  return { values, observed }
}

/** Deals ascending values out to two ascending samples, which are used again by the next split. */
export function createSplit(
  values: Float64Array,
  n: number,
): (marks: Uint8Array) => { reference: Float64Array; test: Float64Array } {
  const reference = new Float64Array(n)
  const test = new Float64Array(values.length - n)
  return (marks) => {
    let i = 0
    let j = 0
    for (let k = 0; k < values.length; k++)
      if (marks[k] === 1) reference[i++] = values[k]!
      else test[j++] = values[k]!
    return { reference, test }
  }
}

function pictured(
  reference: Float64Array,
  test: Float64Array,
  view: (shares: { reference: Float64Array; test: Float64Array }) => ColumnView,
): Counted {
  const share = (counts: Float64Array): Float64Array => {
    const total = counts.reduce((sum, c) => sum + c, 0)
    return counts.map((c) => (total > 0 ? c / total : 0))
  }
  return { reference, test, view: view({ reference: share(reference), test: share(test) }) }
}

/** The different values of both, ascending, without NaN. */
function distinct(...samples: readonly Float64Array[]): number[] {
  const values = new Set<number>()
  for (const sample of samples) for (const x of sample) if (x === x) values.add(x)
  return [...values].toSorted((a, b) => a - b)
}

/** How many different values there are, without NaN; `enough` + 1 stands for more. */
function countDistinct(sample: Float64Array, enough: number): number {
  const values = new Set<number>()
  for (const x of sample) {
    if (x === x) values.add(x)
    if (values.size > enough) break
  }
  return values.size
}

function withoutNaN(values: Float64Array): Float64Array {
  return values.filter((x) => x === x)
}
