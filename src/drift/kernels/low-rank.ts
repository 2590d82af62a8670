import type { Computation } from '../define'
import { pairCount, SLICE_WORK } from './pairs'
import { centredSquaresOf, type PooledKernel, statisticsOf, totalOf } from './pooled-kernel'
import { rbf } from './rbf'
import { factorBinSums } from './row-bins'
import {
  type ColumnSums,
  createWholeColumns,
  LANES,
  plainColumnSums,
  type WholeColumns,
} from './whole-columns'

/**
 * The pooled kernel of samples of one column, which has a small rank: K = L Lᵀ + R with few columns of L, by
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

/** What of the decomposition costs most: the columns of L, one after the other, and products of them. */
export interface FactorSteps {
  /** Column k, to be divided by a root: kernel values of all rows with `pivot`, less what the columns before make of them. */
  column: (k: number, pivot: number) => Float64Array
  /** Σ (a · b)² of column k = a with the columns b before it, and half of that with itself. */
  squaredProducts: (k: number) => number
  close: () => void
}

/** Plain TypeScript, or SIMD with the same bits. */
export interface FactorEngine {
  open: (values: Float64Array, gamma: number, columns: number) => FactorSteps
  columnSums: ColumnSums
}

export const plainFactor: FactorEngine = { open: plainSteps, columnSums: plainColumnSums }

/**
 * @param values one column, the n rows of the reference first
 * @returns null where the rank is too large for this to pay
 */
export function* lowRankKernel(
  values: Float64Array,
  n: number,
  m: number,
  gamma: number,
  engine: FactorEngine,
): Computation<PooledKernel | null> {
  const all = n + m
  const steps = engine.open(values, gamma, mostRank(all))
  try {
    const factors = yield* factor(steps, all)
    if (factors === null) return null
    const { columns, roots } = factors
    const exact = yield* exactSums(steps, columns, n, all)
    // No number of a column is larger than the root it was divided by.
    const seen = columns.filter((_, k) => roots[k]! * UNITS > 0.5)
    return yield* kernelOf(exact, seen, n, m, engine)
  } finally {
    steps.close()
  }
}

/** @param columns those of L whose numbers do not all round to 0 units */
function* kernelOf(
  exact: ExactSums,
  columns: Float64Array[],
  n: number,
  m: number,
  { columnSums }: FactorEngine,
): Computation<PooledKernel> {
  const { whole, totals, digits, diagonal, rowSums } = yield* inUnits(columns, n + m)
  const rank = columns.length
  return {
    ...statisticsOf(exact, n, m),
    low: 0,
    unit: 1 / (UNITS * UNITS),
    rowSums,
    total: totalOf(rowSums),
    mean: exact.total / ((n + m) * (n + m - 1)),
    centredSquares: exact.centredSquares,
    *setSums(sets) {
      // With s_k the sum of column k over a set and S_k that over all rows: Σ s_k² and Σ s_k S_k, less the diagonal.
      const squares = new Float64Array(sets.count)
      const marked = new Float64Array(sets.count)
      yield* columnSums(whole, sets, (firstColumn, firstSet, sums) => {
        for (let at = 0, b = firstSet; at < sums.length; at += LANES, b++) {
          let square = 0
          let product = 0
          for (let lane = 0; lane < LANES; lane++) {
            const k = firstColumn + lane
            const sum = sums[at + lane]!
            const own = sum * digits[k]!
            square += (k < rank ? sum * sum : 0) - own
            product += sum * totals[k]! - own
          }
          squares[b]! += square
          marked[b]! += product
        }
      })
      for (let b = 0; b < sets.count; b++) squares[b]! /= 2
      return { inside: squares, marked }
    },
    binSums: (bins) => factorBinSums(whole, rank, diagonal, bins),
  }
}

/** Whole numbers of both signs, to the nearest. */
const ROUND = 1.5 * 2 ** 52

/** The diagonal's numbers are below 2²¹: two of 11 bits, the low one with a sign. */
const DIGIT = 2048

interface WholeFactor {
  /** Of L, and behind them the diagonal's low and high digits. */
  whole: WholeColumns
  /** Sum of each column of L, else 0. */
  totals: Float64Array
  /** What the diagonal's digits count, of each column; of those of L 0. */
  digits: Float64Array
  /** Of each row the sum of its squares, and that of its products with all other rows. */
  diagonal: Float64Array
  rowSums: Float64Array
}

function* inUnits(columns: Float64Array[], all: number): Computation<WholeFactor> {
  const rank = columns.length
  const whole = createWholeColumns(all, rank + 2)
  const totals = new Float64Array(LANES * whole.stripes.length)
  const diagonal = new Float64Array(all)
  const rowSums = new Float64Array(all)
  let work = 0
  for (const [k, column] of columns.entries()) {
    const stripe = whole.stripes[k >> 3]!
    totals[k] = putInUnits(column, stripe, k & 7, diagonal)
    addTimes(totals[k], stripe, k & 7, rowSums)
    if ((work += 8 * all) < SLICE_WORK) continue
    work = 0
    yield { done: 1, total: 1, phase: 'kernel rows' }
  }
  const lows = whole.stripes[rank >> 3]!
  const highs = whole.stripes[(rank + 1) >> 3]!
  for (let i = 0; i < all; i++) {
    const square = diagonal[i]!
    rowSums[i]! -= square
    const low = ((square + DIGIT / 2) & (DIGIT - 1)) - DIGIT / 2
    lows[LANES * i + (rank & 7)] = low
    highs[LANES * i + ((rank + 1) & 7)] = (square - low) / DIGIT
  }
  const digits = new Float64Array(totals.length)
  digits[rank] = 1
  digits[rank + 1] = DIGIT
  return { whole, totals, digits, diagonal, rowSums }
}

/** Writes a column of L in whole units to a lane, and adds their squares to `diagonal`. @returns their sum */
function putInUnits(column: Float64Array, stripe: Int16Array, lane: number, diagonal: Float64Array): number {
  let sum = 0
  for (let i = 0, at = lane; i < column.length; i++, at += LANES) {
    const l = column[i]! * UNITS + ROUND - ROUND
    stripe[at] = l
    sum += l
    diagonal[i]! += l * l
  }
  return sum
}

/** Adds a lane, so many times, to the sums of rows. */
function addTimes(times: number, stripe: Int16Array, lane: number, rowSums: Float64Array): void {
  for (let i = 0, at = lane; i < rowSums.length; i++, at += LANES) rowSums[i]! += stripe[at]! * times
}

/** The columns of L, and the roots they were divided by; null where there are too many. */
function* factor(
  steps: FactorSteps,
  all: number,
): Computation<{ columns: Float64Array[]; roots: number[] } | null> {
  const residual = new Float64Array(all).fill(1)
  const columns: Float64Array[] = []
  const roots: number[] = []
  const limit = mostRank(all)
  let pivot = 0
  let largest = 1
  for (let work = 0; largest > LEAST_RESIDUAL;) {
    if (columns.length === limit) return null
    const column = steps.column(columns.length, pivot)
    const root = Math.sqrt(largest)
    pivot = divide(column, root, pivot, residual)
    largest = residual[pivot]!
    columns.push(column)
    roots.push(root)
    work += all * (25 + columns.length)
    if (work < SLICE_WORK) continue
    work = 0
    yield { done: columns.length, total: limit, phase: 'kernel rows' }
  }
  return { columns, roots }
}

/** Divides a column by its root and takes its squares off the residuals. @returns the row with the largest that is left */
function divide(column: Float64Array, root: number, pivot: number, residual: Float64Array): number {
  let [next, largest] = [pivot, 0]
  for (let i = 0; i < column.length; i++) {
    const value = column[i]! / root
    column[i] = value
    const left = i === pivot ? 0 : residual[i]! - value * value
    residual[i] = left
    if (left > largest) {
      largest = left
      next = i
    }
  }
  column[pivot] = root
  return next
}

interface ExactSums {
  xx: number
  yy: number
  xy: number
  total: number
  centredSquares: number
}

/** Sums over pairs of different rows, each once but `total`, from unrounded columns. */
function* exactSums(
  steps: FactorSteps,
  columns: Float64Array[],
  n: number,
  all: number,
): Computation<ExactSums> {
  const norms = new Float64Array(all)
  const rowSums = new Float64Array(all)
  let [xx, yy, xy] = [0, 0, 0]
  for (const column of columns) {
    const x = sumOf(column, 0, n)
    const y = sumOf(column, n, all)
    addProducts(column, x + y, norms, rowSums)
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
  for (let k = 0; k < columns.length; k++) {
    squares += 2 * steps.squaredProducts(k)
    work += (k + 1) * all
    if (work < SLICE_WORK) continue
    work = 0
    yield { done: limit, total: limit, phase: 'kernel rows' }
  }
  yield { done: limit, total: limit, phase: 'kernel rows' }
  squares = lessSquares(squares, norms)
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

// Loops over all rows are functions: what yields is compiled late, and each number is an object until then.

function sumOf(column: Float64Array, from: number, to: number): number {
  let sum = 0
  for (let i = from; i < to; i++) sum += column[i]!
  return sum
}

function lessSquares(sum: number, values: Float64Array): number {
  for (let i = 0; i < values.length; i++) sum -= values[i]! * values[i]!
  return sum
}

/** Adds a column's squares to `norms`, and to `rowSums` its products with all other rows, of which `sum` is the whole. */
function addProducts(column: Float64Array, sum: number, norms: Float64Array, rowSums: Float64Array): void {
  for (let i = 0; i < column.length; i++) {
    const l = column[i]!
    norms[i]! += l * l
    rowSums[i]! += l * (sum - l)
  }
}

function plainSteps(values: Float64Array, gamma: number, most: number): FactorSteps {
  const all = values.length
  const columns: Float64Array[] = []
  const room = new Float64Array(all * most)
  return {
    column(k, pivot) {
      const column = room.subarray(k * all, (k + 1) * all)
      const x = values[pivot]!
      for (let i = 0; i < all; i++) column[i] = rbf((values[i]! - x) * (values[i]! - x), gamma)
      takeProducts(column, columns, pivot)
      columns[k] = column
      return column
    },
    squaredProducts: (k) => squaredProducts(columns, k),
    close() {},
  }
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

function squaredProducts(columns: Float64Array[], k: number): number {
  let squares = 0
  for (let l = 0; l < k; l++) squares += product(columns[k]!, columns[l]!) ** 2
  return squares + 0.5 * product(columns[k]!, columns[k]!) ** 2
}

/** a · b, rows of even and of odd number added up by themselves. */
function product(a: Float64Array, b: Float64Array): number {
  const all = a.length
  let even = 0
  let odd = 0
  let i = 0
  for (; i + 2 <= all; i += 2) {
    even += a[i]! * b[i]!
    odd += a[i + 1]! * b[i + 1]!
  }
  if (i < all) even += a[i]! * b[i]!
  return even + odd
}
