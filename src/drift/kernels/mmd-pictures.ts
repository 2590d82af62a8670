import { formatCount } from '~/lib/format'
import type { Computation } from '../define'
import { expNegative } from '../math/exp'
import { withProgress } from '../with-progress'
import type { TwoSampleView } from '../results'
import type { Sample } from '../sample'
import { lineDistances } from './line-distances'
import { pairCount, SLICE_WORK } from './pairs'
import { squaredDistance } from './partial-estimators'
import { principalPlane } from './principal-plane'
import { rbf } from './rbf'
import type { Table } from './sliding'

/** Points on each axis of the plane, and on a curve. */
const GRID = 60
export const CURVE = 200
/** Side of the heat map. */
const CELLS = 200
/** Rows of each sample that the witness function is a mean over, at most. */
export const WITNESS_ROWS = 1000
/** Pairs of rows times columns that the ranking may take. */
const RANKING_WORK = 1_000_000

/** What shows how two samples differ, beyond one number. */
export function* mmdPictures(reference: Sample, test: Sample, gamma: number): Computation<TwoSampleView[]> {
  const d = reference.columns.length
  const x = { rows: reference.rows, d, values: reference.values }
  const y = { rows: test.rows, d, values: test.values }
  const witness =
    d === 1
      ? witnessCurve(thinned(x, WITNESS_ROWS), thinned(y, WITNESS_ROWS), gamma, reference.columns)
      : yield* witnessPlane(thinned(x, WITNESS_ROWS), thinned(y, WITNESS_ROWS), gamma, reference.columns)
  yield { done: 1, total: 3, phase: 'pictures' }
  const matrix = yield* kernelPicture(x, y, gamma)
  yield { done: 2, total: 3, phase: 'pictures' }
  // One column has no rank.
  const views = d === 1 ? [witness, matrix] : [witness, matrix, yield* columnRanking(x, y, reference.columns)]
  yield { done: 3, total: 3, phase: 'pictures' }
  return views
}

/** At most `most` rows, evenly spaced: chance has no part in a picture. */
export function thinned({ rows, d, values }: Table, most: number): Table {
  if (rows <= most) return { rows, d, values }
  const kept = new Float64Array(most * d)
  for (let i = 0; i < most; i++) {
    const row = Math.floor((i * rows) / most)
    kept.set(values.subarray(row * d, (row + 1) * d), i * d)
  }
  return { rows: most, d, values: kept }
}

/** f(t) = mean k(x, t) − mean k(y, t) at each row of `points` (Gretton et al. 2012, §2.3): positive where x has more mass. */
export function witnessAt(points: Table, x: Table, y: Table, gamma: number): Float64Array {
  const mean = (table: Table, t: number): number => {
    let sum = 0
    for (let i = 0; i < table.rows; i++) sum += rbf(squaredDistance(table, i, points, t), gamma)
    return sum / table.rows
  }
  return Float64Array.from({ length: points.rows }, (_, t) => mean(x, t) - mean(y, t))
}

function witnessCurve(x: Table, y: Table, gamma: number, columns: readonly string[]): TwoSampleView {
  const all = new Float64Array(x.rows + y.rows)
  all.set(x.values)
  all.set(y.values, x.rows)
  const axis = axisOver(all, CURVE)
  const values = witnessAt({ rows: CURVE, d: 1, values: axis }, x, y, gamma)
  return { kind: 'witness', axes: [...columns], x: axis, y: new Float64Array(0), values }
}

function witnessPlane(
  x: Table,
  y: Table,
  gamma: number,
  columns: readonly string[],
): Computation<TwoSampleView> {
  const weights = new Float64Array(x.rows + y.rows).fill(1 / x.rows)
  return surface([x, y], weights.fill(-1 / y.rows, x.rows), gamma, columns)
}

/**
 * Σ weight k(row, ·) on the plane of the first two principal components through the mean of all rows (of two columns: on
 * their own plane). For a point c + a u + b v of it, |x − point|² = (a − x_u)² + (b − x_v)² + the square of what x
 * lies off the plane: three exponentials for a row and an axis, instead of one for a row and a point.
 * @param weights of the rows of all tables, in their order; rows of weight 0 only span the plane
 */
export function* surface(
  tables: readonly Table[],
  weights: Float64Array,
  gamma: number,
  columns: readonly string[],
): Computation<TwoSampleView> {
  const plane = yield* principalPlane(tables)
  const axisX = axisOver(plane.u, GRID)
  const axisY = axisOver(plane.v, GRID)
  const values = new Float64Array(GRID * GRID)
  const along = new Float64Array(TOGETHER * GRID)
  const across = new Float64Array(TOGETHER * GRID)
  let held = 0
  for (let i = 0; i < weights.length; i++) {
    const weight = weights[i]! * expNegative(-gamma * plane.off[i]!)
    if (weight !== 0) {
      const at = held++ * GRID
      for (let c = 0; c < GRID; c++) along[at + c] = expNegative(-gamma * (axisX[c]! - plane.u[i]!) ** 2)
      for (let r = 0; r < GRID; r++)
        across[at + r] = weight * expNegative(-gamma * (axisY[r]! - plane.v[i]!) ** 2)
    }
    if (held === TOGETHER || i === weights.length - 1) {
      // Rows that are missing at the end weigh nothing.
      across.fill(0, held * GRID)
      addProducts(values, along, across)
      held = 0
    }
    if ((i + 1) % 100 === 0) yield { done: 0, total: 3, phase: 'pictures' }
  }
  const axes = columns.length === 2 ? [...columns] : ['PC 1', 'PC 2']
  return { kind: 'witness', axes, x: axisX, y: axisY, values }
}

/** Rows that are added up to the surface at once: a value of it is loaded and stored once for all of them. */
const TOGETHER = 4

/** Adds across · along of `TOGETHER` rows, one after the other, to each point. */
function addProducts(values: Float64Array, along: Float64Array, across: Float64Array): void {
  for (let r = 0; r < GRID; r++) {
    const f0 = across[r]!
    const f1 = across[GRID + r]!
    const f2 = across[2 * GRID + r]!
    const f3 = across[3 * GRID + r]!
    for (let c = 0, at = r * GRID; c < GRID; c++, at++)
      values[at] =
        values[at]! +
        f0 * along[c]! +
        f1 * along[GRID + c]! +
        f2 * along[2 * GRID + c]! +
        f3 * along[3 * GRID + c]!
  }
}

/** Points from the 1 % to the 99 % quantile and a seventh of that beyond either: outliers do not squeeze the picture. */
export function axisOver(values: Float64Array, points: number): Float64Array {
  const sorted = values.slice().sort()
  const low = sorted[Math.floor(0.01 * (sorted.length - 1))]!
  const high = sorted[Math.ceil(0.99 * (sorted.length - 1))]!
  const margin = (high - low) / 7 || 1
  const step = (high - low + 2 * margin) / (points - 1)
  return Float64Array.from({ length: points }, (_, i) => low - margin + i * step)
}

/** Kernel values of evenly spaced rows of both samples. */
function* kernelPicture(x: Table, y: Table, gamma: number): Computation<TwoSampleView> {
  const all = x.rows + y.rows
  const share = Math.min(1, CELLS / all)
  const split = Math.min(CELLS - 1, Math.max(1, Math.round(share * x.rows)))
  const a = thinned(x, split)
  const b = thinned(y, Math.max(1, Math.min(CELLS, all) - split))
  const size = a.rows + b.rows
  const table = { rows: size, d: x.d, values: new Float64Array(size * x.d) }
  table.values.set(a.values)
  table.values.set(b.values, a.rows * x.d)
  const kernel = new Float64Array(size * size)
  let low = 1
  for (let i = 0, work = 0; i < size; i++) {
    kernel[i * size + i] = 1
    for (let j = i + 1; j < size; j++) {
      const k = rbf(squaredDistance(table, i, table, j), gamma)
      kernel[i * size + j] = k
      kernel[j * size + i] = k
      if (k < low) low = k
    }
    work += (size - i) * (x.d + 16)
    if (work > 1_000_000) {
      work = 0
      yield { done: 1, total: 3, phase: 'pictures' }
    }
  }
  const range = 1 - low || 1
  return {
    kind: 'matrix',
    title:
      size < all
        ? `Kernel between ${formatCount(size)} of ${formatCount(all)} rows, evenly spaced`
        : 'Kernel between all rows',
    size,
    split: a.rows,
    low,
    high: 1,
    values: Uint8Array.from(kernel, (k) => Math.round((255 * (k - low)) / range)),
  }
}

/** Unbiased MMD² of each column by itself, σ from its own median distance. */
function* columnRanking(x: Table, y: Table, names: readonly string[]): Computation<TwoSampleView> {
  const all = x.rows + y.rows
  const most = Math.max(40, Math.floor(Math.sqrt((2 * RANKING_WORK) / names.length)))
  const share = Math.min(1, most / all)
  const a = thinned(x, Math.max(2, Math.round(share * x.rows)))
  const b = thinned(y, Math.max(2, Math.round(share * y.rows)))
  const n = a.rows
  const m = b.rows
  const items: { name: string; value: number }[] = []
  const column = new Float64Array(n + m)
  for (const [j, name] of names.entries()) {
    for (let i = 0; i < n; i++) column[i] = a.values[i * a.d + j]!
    for (let i = 0; i < m; i++) column[n + i] = b.values[i * b.d + j]!
    items.push({
      name,
      value: yield* withProgress(columnMmd(column, n, m), () => ({ done: 2, total: 3, phase: 'pictures' })),
    })
    yield { done: 2, total: 3, phase: 'pictures' }
  }
  items.sort((p, q) => q.value - p.value)
  return {
    kind: 'ranking',
    title:
      n + m < all
        ? `Each column by itself (${formatCount(n)} + ${formatCount(m)} rows, evenly spaced)`
        : 'Each column by itself',
    valueName: 'MMD²',
    items,
  }
}

function* columnMmd(column: Float64Array, n: number, m: number): Computation<number> {
  const all = n + m
  const pairs = pairCount(all)
  const { middle } = lineDistances(column, n)
  const median = yield* middle(Math.floor((pairs - 1) / 2), Math.floor(pairs / 2))
  const gamma = 1 / (median > 0 ? median : 2)
  let first = 0
  let second = 0
  let cross = 0
  for (let i = 0, work = 0; i < all; i++) {
    if ((work += 20 * (all - i)) >= SLICE_WORK) {
      work = 0
      yield { done: 2, total: 3, phase: 'pictures' }
    }
    if (i < n) {
      first = withKernel(first, column, i, i + 1, n, gamma)
      cross = withKernel(cross, column, i, n, all, gamma)
    } else second = withKernel(second, column, i, i + 1, all, gamma)
  }
  return (2 * first) / (n * (n - 1)) + (2 * second) / (m * (m - 1)) - (2 * cross) / (n * m)
}

/** The sum and, one after the other, the kernel values of number `i` with those from `from` to `to` − 1. */
function withKernel(
  sum: number,
  column: Float64Array,
  i: number,
  from: number,
  to: number,
  gamma: number,
): number {
  const own = column[i]!
  for (let j = from; j < to; j++) {
    const difference = own - column[j]!
    sum += rbf(difference * difference, gamma)
  }
  return sum
}
