import type { Computation } from '../define'
import type { HalfSquares } from './kernel-assistant'
import { pairRow, SLICE_WORK } from './pairs'
import {
  centredSquaresOf,
  coarseKernel,
  fineKernel,
  inverseUnit,
  type PooledKernel,
  type SetSums,
  statisticsOf,
  TOP,
  totalOf,
} from './pooled-kernel'
import { fixedPointScale, rbf, roundWhole } from './rbf'
import { packedBinSums } from './row-bins'
import { type RowSets, rowSetSums } from './row-sets'
import { createSubsets, setSubset, subsetSums } from './subset-sums'

/**
 * The pooled kernel in plain TypeScript: the reference that `simd/` is held to, bit for bit, and what runs where there
 * is no SIMD, for small samples, and where all splits are taken.
 */

/** Kernel values of the pairs of one row cost an exponential each. */
const EXP_WORK = 16

/**
 * With kernel values as fine as whole numbers add up exactly: for tests that take all splits, whose p is then exact.
 * @param packed squared distances, which become whole numbers in place
 */
export function* exactKernel(
  packed: Float64Array,
  n: number,
  m: number,
  gamma: number,
): Computation<PooledKernel> {
  const all = n + m
  const scale = fixedPointScale(all * all)
  const sums = yield* transform(packed, n, m, gamma, (k) => roundWhole(k * scale))
  const { rowSums, total } = sums
  return {
    ...statisticsOf(sums, n, m),
    low: 0,
    unit: 1 / scale,
    rowSums,
    total,
    mean: total / scale / (all * (all - 1)),
    centredSquares: centredSquaresOf(sums.squares, rowSums, total) / (scale * scale),
    setSums: (sets) => packedSetSums(packed, rowSums, sets),
    binSums: (bins) => packedBinSums(packed, all, bins),
  }
}

/**
 * With kernel values of 22 bits, or 11 where these are fine enough.
 * @param packed squared distances, which become whole numbers in place
 */
export function* plainKernel(
  packed: Float64Array,
  n: number,
  m: number,
  gamma: number,
): Computation<PooledKernel> {
  const all = n + m
  const { least, greatest } = rangeOf(packed)
  const low = rbf(greatest, gamma)
  const inverse = inverseUnit(low, rbf(least, gamma))
  const sums = yield* transform(packed, n, m, gamma, (k) =>
    roundWhole(Math.min(TOP, Math.max(0, (k - low) * inverse))),
  )
  const step = inverse === 0 ? 0 : 1 / inverse
  const halves = yield* halvesOf(packed, all)
  const coarse = coarseKernel(low, step, halves.rowSums, halves.squares)
  if (coarse !== null) yield* keepHighBits(packed)
  const rounded = coarse ?? fineKernel(low, step, sums.rowSums, halves.squares)
  return {
    ...statisticsOf(sums, n, m),
    ...rounded,
    setSums: (sets) => packedSetSums(packed, rounded.rowSums, sets),
    binSums: (bins) => packedBinSums(packed, all, bins),
  }
}

/** @param packed K's strict upper triangle (`pairRow`), whole numbers */
export function* packedSetSums(
  packed: Float64Array,
  rowSums: Float64Array,
  sets: RowSets,
): Computation<SetSums> {
  const subsets = createSubsets(sets.all, sets.count)
  for (let b = 0; b < sets.count; b++) setSubset(subsets, b, sets.bits, b * sets.words)
  const inside = yield* subsetSums(packed, sets.all, subsets)
  return { inside, marked: rowSetSums(sets, rowSums) }
}

function rangeOf(packed: Float64Array): { least: number; greatest: number } {
  let least = Number.POSITIVE_INFINITY
  let greatest = Number.NEGATIVE_INFINITY
  for (const value of packed) {
    if (value < least) least = value
    if (value > greatest) greatest = value
  }
  return { least, greatest }
}

interface Sums {
  xx: number
  yy: number
  xy: number
  rowSums: Float64Array
  total: number
  squares: number
}

/** Turns packed squared distances into whole numbers, in place, each kernel value computed once, and adds them up. */
function* transform(
  packed: Float64Array,
  n: number,
  m: number,
  gamma: number,
  wholeOf: (k: number) => number,
): Computation<Sums> {
  const all = n + m
  const rowSums = new Float64Array(all)
  const squares = { sum: 0 }
  let xx = 0
  let yy = 0
  let xy = 0
  let work = 0
  for (let i = 0; i < all; i++) {
    const start = pairRow(all, i)
    const border = Math.max(n, i + 1)
    const own = transformRow(packed, start, i + 1, border, gamma, wholeOf, rowSums, i, squares)
    const other = transformRow(packed, start, border, all, gamma, wholeOf, rowSums, i, squares)
    if (i < n) {
      xx += own
      xy += other
    } else yy += other
    work += (all - i) * EXP_WORK
    if (work >= SLICE_WORK) {
      work = 0
      yield { done: i + 1, total: all, phase: 'kernel rows' }
    }
  }
  yield { done: all, total: all, phase: 'kernel rows' }
  return { xx, yy, xy, rowSums, total: totalOf(rowSums), squares: squares.sum }
}

/** Kernel values of row i with rows `from … to − 1`: returns their unrounded sum. */
function transformRow(
  packed: Float64Array,
  start: number,
  from: number,
  to: number,
  gamma: number,
  wholeOf: (k: number) => number,
  rowSums: Float64Array,
  i: number,
  squares: { sum: number },
): number {
  let exact = 0
  let rounded = 0
  let squared = 0
  for (let j = from; j < to; j++) {
    const k = rbf(packed[start + j] as number, gamma)
    exact += k
    const whole = wholeOf(k)
    packed[start + j] = whole
    rounded += whole
    squared += whole * whole
    rowSums[j] = (rowSums[j] as number) + whole
  }
  rowSums[i] = (rowSums[i] as number) + rounded
  squares.sum += squared
  return exact
}

/** Row sums of the high halves of whole numbers of 22 bits, and sums of squares of both halves. */
function* halvesOf(
  packed: Float64Array,
  all: number,
): Computation<{ rowSums: Float64Array; squares: HalfSquares }> {
  const rowSums = new Float64Array(all)
  const squares = { high: 0, product: 0, rest: 0 }
  let work = 0
  for (let i = 0; i < all; i++) {
    const start = pairRow(all, i)
    for (let j = i + 1; j < all; j++) {
      const whole = packed[start + j] as number
      const high = whole >>> 11
      const rest = whole & 2047
      rowSums[i] = (rowSums[i] as number) + high
      rowSums[j] = (rowSums[j] as number) + high
      squares.high += high * high
      squares.product += high * rest
      squares.rest += rest * rest
    }
    work += 8 * (all - i)
    if (work < SLICE_WORK) continue
    work = 0
    yield { done: all, total: all, phase: 'kernel rows' }
  }
  return { rowSums, squares }
}

function* keepHighBits(packed: Float64Array): Computation<void> {
  for (let from = 0; from < packed.length; from += SLICE_WORK) {
    const end = Math.min(packed.length, from + SLICE_WORK)
    for (let at = from; at < end; at++) packed[at] = (packed[at] as number) >>> 11
    yield { done: 1, total: 1, phase: 'kernel rows' }
  }
}
