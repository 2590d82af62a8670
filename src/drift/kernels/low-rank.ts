import type { Computation } from '../define'
import { pairCount, SLICE_WORK, squaredDistances } from './pairs'
import { centredSquaresOf, type PooledKernel, statisticsOf, totalOf } from './pooled-kernel'
import { rbf, roundWhole } from './rbf'
import { factorBinSums } from './row-bins'
import { type RowSets, rowSetSums } from './row-sets'

/**
 * The pooled kernel of samples with so few columns that it has a small rank: K = L Lᵀ + R with few columns of L, by
 * Cholesky decomposition with the largest residual as pivot (Fine & Scheinberg 2001, JMLR 2, 243–264). R has no negative
 * eigenvalue, so |wᵀRw| ≤ tr(R) · |w|² for any weights w, and tr(R) is known: it goes on until no row's residual is
 * above 10⁻¹⁴, which leaves at most 10⁻¹⁴ · N (1/n + 1/m) of MMD².
 */

/** Where the residual of every row is below this, what is left is rounding. */
const LEAST_RESIDUAL = 1e-14

/** Of more rank the dense kernel costs less: N r²/2 products against exponentials and look-ups of N²/2 pairs. */
const mostRank = (all: number): number => Math.min(128, Math.floor(Math.sqrt(4 * all)))

/**
 * What permutations add up are the numbers of L in whole units of 1/1,023, so that sums of 32 fit into 16 bits and sums
 * of products are exact. A statistic is moved by about 1/1,023 · 0.4 of the null distribution's standard deviation.
 */
const UNITS = 1023

/** Sums of each column (16-bit whole numbers) over the rows of each set: `result[column]` has one a set. */
export type FactorSums = (columns: Int16Array[], sets: RowSets) => Computation<Float64Array[]>

/** Column by column in plain TypeScript. */
export function* plainFactorSums(columns: Int16Array[], sets: RowSets): Computation<Float64Array[]> {
  const sums: Float64Array[] = []
  for (const column of columns) {
    sums.push(rowSetSums(sets, Float64Array.from(column)))
    yield { done: sums.length, total: columns.length, phase: 'columns of the kernel' }
  }
  return sums
}

/**
 * @param pooled row-major, d columns, the n rows of the reference first
 * @returns null where the rank is too large for this to pay
 */
export function* lowRankKernel(
  pooled: Float64Array,
  n: number,
  m: number,
  d: number,
  gamma: number,
  factorSums: FactorSums,
): Computation<PooledKernel | null> {
  const all = n + m
  const columns = yield* factor(pooled, all, d, gamma)
  if (columns === null) return null
  const exact = yield* exactSums(columns, n, all)
  const whole = columns.map(inUnits).filter((column) => column !== null)
  const diagonal = new Float64Array(all)
  const rowSums = new Float64Array(all)
  for (const column of whole) {
    let sum = 0
    for (const a of column) sum += a
    for (let i = 0; i < all; i++) {
      const a = column[i] as number
      diagonal[i] = (diagonal[i] as number) + a * a
      rowSums[i] = (rowSums[i] as number) + a * (sum - a)
    }
  }
  const unit = 1 / (UNITS * UNITS)
  return {
    ...statisticsOf(exact, n, m),
    low: 0,
    unit,
    rowSums,
    total: totalOf(rowSums),
    mean: exact.total / (all * (all - 1)),
    centredSquares: exact.centredSquares,
    *insideSums(sets) {
      const sums = yield* factorSums(whole, sets)
      const own = rowSetSums(sets, diagonal)
      return own.map((ownSum, b) => {
        let squares = 0
        for (const column of sums) squares += (column[b] as number) * (column[b] as number)
        return (squares - ownSum) / 2
      })
    },
    binSums: (bins) => factorBinSums(whole, diagonal, bins),
  }
}

/** The columns of L; null where there are too many. */
function* factor(
  pooled: Float64Array,
  all: number,
  d: number,
  gamma: number,
): Computation<Float64Array[] | null> {
  const residual = new Float64Array(all).fill(1)
  const columns: Float64Array[] = []
  const squared = new Float64Array(all)
  const limit = mostRank(all)
  for (let work = 0; ;) {
    let pivot = 0
    for (let i = 1; i < all; i++) if ((residual[i] as number) > (residual[pivot] as number)) pivot = i
    const largest = residual[pivot] as number
    if (largest <= LEAST_RESIDUAL) break
    if (columns.length === limit) return null
    squaredDistances(pooled, pivot * d, pooled, d, 0, all, squared, 0)
    const column = new Float64Array(all)
    for (let i = 0; i < all; i++) column[i] = rbf(squared[i] as number, gamma)
    takeProducts(column, columns, pivot)
    const root = Math.sqrt(largest)
    for (let i = 0; i < all; i++) {
      const value = (column[i] as number) / root
      column[i] = value
      residual[i] = (residual[i] as number) - value * value
    }
    column[pivot] = root
    residual[pivot] = 0
    columns.push(column)
    work += all * (d + 24 + columns.length)
    if (work < SLICE_WORK) continue
    work = 0
    yield { done: columns.length, total: limit, phase: 'kernel rows' }
  }
  return columns
}

interface ExactSums {
  xx: number
  yy: number
  xy: number
  total: number
  centredSquares: number
}

/** Sums over pairs of different rows, each once but `total`, from unrounded columns. */
function* exactSums(columns: Float64Array[], n: number, all: number): Computation<ExactSums> {
  const norms = new Float64Array(all)
  const rowSums = new Float64Array(all)
  let [xx, yy, xy] = [0, 0, 0]
  for (const column of columns) {
    let [x, y] = [0, 0]
    for (let i = 0; i < all; i++) {
      const l = column[i] as number
      norms[i] = (norms[i] as number) + l * l
      if (i < n) x += l
      else y += l
    }
    for (let i = 0; i < all; i++)
      rowSums[i] = (rowSums[i] as number) + (column[i] as number) * (x + y - (column[i] as number))
    xx += x * x
    yy += y * y
    xy += x * y
  }
  for (let i = 0; i < all; i++) {
    if (i < n) xx -= norms[i] as number
    else yy -= norms[i] as number
  }
  const limit = mostRank(all)
  // Σ k² over all pairs is that of the products of columns.
  let squares = 0
  let work = 0
  for (const [k, a] of columns.entries()) {
    squares += 2 * squaredProducts(a, columns, k)
    work += (k + 1) * all
    if (work < SLICE_WORK) continue
    work = 0
    yield { done: limit, total: limit, phase: 'kernel rows' }
  }
  yield { done: limit, total: limit, phase: 'kernel rows' }
  for (const norm of norms) squares -= norm * norm
  const total = totalOf(rowSums)
  const centred = centredSquaresOf(squares / 2, rowSums, total)
  return {
    xx: xx / 2,
    yy: yy / 2,
    xy,
    total,
    // Of equal kernel values only rounding is left.
    centredSquares: centred > 1e-12 * pairCount(all) ? centred : 0,
  }
}

/** A column in whole units; null where all are 0. */
function inUnits(column: Float64Array): Int16Array | null {
  const whole = new Int16Array(column.length)
  let isZero = true
  for (let i = 0; i < column.length; i++) {
    const l = (column[i] as number) * UNITS
    const a = l < 0 ? -roundWhole(-l) : roundWhole(l)
    whole[i] = a
    if (a !== 0) isZero = false
  }
  return isZero ? null : whole
}

/** Subtracts from a column of the kernel what the columns of L before it make of it; four at a time pass it once. */
function takeProducts(column: Float64Array, before: Float64Array[], pivot: number): void {
  const all = column.length
  let k = 0
  for (; k + 4 <= before.length; k += 4) {
    const [a, b, c, d] = [before[k]!, before[k + 1]!, before[k + 2]!, before[k + 3]!]
    const [fa, fb, fc, fd] = [a[pivot]!, b[pivot]!, c[pivot]!, d[pivot]!]
    for (let i = 0; i < all; i++) column[i]! -= fa * a[i]! + fb * b[i]! + (fc * c[i]! + fd * d[i]!)
  }
  for (; k < before.length; k++) {
    const a = before[k]!
    const fa = a[pivot]!
    for (let i = 0; i < all; i++) column[i]! -= fa * a[i]!
  }
}

/** Σ (a · b)² over the columns b before column k = a, and half of that of a itself. */
function squaredProducts(a: Float64Array, columns: Float64Array[], k: number): number {
  const all = a.length
  let squares = 0
  let l = 0
  for (; l + 4 <= k; l += 4) {
    const [b, c, d, e] = [columns[l]!, columns[l + 1]!, columns[l + 2]!, columns[l + 3]!]
    let [ab, ac, ad, ae] = [0, 0, 0, 0]
    for (let i = 0; i < all; i++) {
      const x = a[i]!
      ab += x * b[i]!
      ac += x * c[i]!
      ad += x * d[i]!
      ae += x * e[i]!
    }
    squares += ab * ab + ac * ac + (ad * ad + ae * ae)
  }
  for (; l <= k; l++) {
    const b = columns[l]!
    let ab = 0
    for (let i = 0; i < all; i++) ab += a[i]! * b[i]!
    squares += (l === k ? 0.5 : 1) * ab * ab
  }
  return squares
}
