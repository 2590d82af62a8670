import type { Computation } from '../define'
import { type RowSets, rowSetSums } from './row-sets'

/** Columns that are added up together, a row's side by side. */
export const LANES = 8

/**
 * Columns of whole numbers of −1,023 … 1,023, eight side by side: `stripes[k >> 3][8 · row + (k & 7)]` is that of column k.
 * Places beyond the last column are 0.
 */
export interface WholeColumns {
  rows: number
  count: number
  stripes: Int16Array[]
}

export function createWholeColumns(rows: number, count: number): WholeColumns {
  const stripes = Array.from({ length: Math.ceil(count / LANES) }, () => new Int16Array(LANES * rows))
  return { rows, count, stripes }
}

/**
 * Of some sets, from `firstSet` on: the sums of the columns from `firstColumn` on over their rows, eight a set. Told for all
 * columns in ascending order.
 */
export type TakeSums = (firstColumn: number, firstSet: number, sums: Int32Array | Float64Array) => void

/** Adds up each column over the rows of each set, exactly. Progress counts columns. */
export type ColumnSums = (columns: WholeColumns, sets: RowSets, take: TakeSums) => Computation<void>

/** Column by column. */
export function* plainColumnSums(
  { rows, stripes, count }: WholeColumns,
  sets: RowSets,
  take: TakeSums,
): Computation<void> {
  const column = new Float64Array(rows)
  const sums = new Float64Array(LANES * sets.count)
  for (const [s, stripe] of stripes.entries()) {
    for (let lane = 0; lane < LANES; lane++) {
      for (let i = 0; i < rows; i++) column[i] = stripe[LANES * i + lane]!
      for (const [b, sum] of rowSetSums(sets, column).entries()) sums[LANES * b + lane] = sum
      yield { done: Math.min(LANES * s + lane + 1, count), total: count, phase: 'columns of the kernel' }
    }
    take(LANES * s, 0, sums)
  }
}
