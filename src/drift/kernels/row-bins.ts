import type { Computation } from '../define'
import { pairCount, pairRow, SLICE_WORK } from './pairs'
import { LANES, type WholeColumns } from './whole-columns'

/** Consecutive rows as bins: bin b holds the rows `starts[b] … starts[b + 1] − 1`; the last entry is the number of rows. */
export type RowBins = Uint32Array

/**
 * Sums of q over the pairs of rows within each bin and between each two, each pair once: entry `a · count + b` for bins
 * a ≤ b, the others 0. Exact.
 */
export type BinSums = Float64Array

export const binCount = (starts: RowBins): number => starts.length - 1

/** @param packed K's strict upper triangle (`pairRow`), whole numbers */
export function* packedBinSums(packed: Float64Array, all: number, starts: RowBins): Computation<BinSums> {
  const count = binCount(starts)
  const sums = new Float64Array(count * count)
  let work = 0
  for (let a = 0; a < count; a++)
    for (let i = starts[a]!; i < starts[a + 1]!; i++) {
      const row = pairRow(all, i)
      for (let b = a; b < count; b++) {
        let sum = 0
        for (let j = Math.max(i + 1, starts[b]!); j < starts[b + 1]!; j++) sum += packed[row + j]!
        sums[a * count + b]! += sum
      }
      if ((work += 4 * (all - i)) < SLICE_WORK) continue
      work = 0
      yield { done: i, total: all, phase: 'bins' }
    }
  return sums
}

/** From K = L Lᵀ, column by column, those of L the first `columns` in whole units; `diagonal` is Σ L_ik² of each row. */
export function* factorBinSums(
  { rows, stripes }: WholeColumns,
  columns: number,
  diagonal: Float64Array,
  starts: RowBins,
): Computation<BinSums> {
  const count = binCount(starts)
  const sums = new Float64Array(count * count)
  const ofBins = new Float64Array(count)
  const column = new Float64Array(rows)
  const sumsOf = (values: Float64Array): void => {
    for (let b = 0; b < count; b++) {
      ofBins[b] = 0
      for (let i = starts[b]!; i < starts[b + 1]!; i++) ofBins[b]! += values[i]!
    }
  }
  for (let k = 0; k < columns; k++) {
    const stripe = stripes[k >> 3]!
    for (let i = 0, at = k & 7; i < rows; i++, at += LANES) column[i] = stripe[at]!
    sumsOf(column)
    for (let a = 0; a < count; a++)
      for (let b = a; b < count; b++) sums[a * count + b]! += ofBins[a]! * ofBins[b]!
    yield { done: k + 1, total: columns, phase: 'bins' }
  }
  sumsOf(diagonal)
  for (let a = 0; a < count; a++) sums[a * (count + 1)] = (sums[a * (count + 1)]! - ofBins[a]!) / 2
  return sums
}

/** Pairs of rows within a bin (a = b) or between two. */
export function pairsOfBins(starts: RowBins, a: number, b: number): number {
  const rows = starts[a + 1]! - starts[a]!
  return a === b ? pairCount(rows) : rows * (starts[b + 1]! - starts[b]!)
}
