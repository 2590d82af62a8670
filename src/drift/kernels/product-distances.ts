import type { Computation } from '../define'
import { pairCount, pairDistances, pairRow, SLICE_WORK, squaredDistances } from './pairs'

/**
 * Squared distances of rows with many columns as |x|² + |y|² − 2 x·y, which takes two thirds of the operations of a sum
 * of squared differences. What cancels is bounded: where less than an eighth of |x|² + |y|² is left (rows close to each
 * other, or numbers beyond 10¹⁵⁰), it is that sum after all, for each pair by itself, so that a distance has the same bits
 * wherever it is computed and equal rows have none.
 */

/** Of fewer columns squared differences cost no more. */
export const PRODUCT_COLUMNS = 64

const LEAST_LEFT = 0.125

/**
 * Subtracts each column's mean from it, in place, so that |x|² is not much more than the distances; for tables with
 * `PRODUCT_COLUMNS` columns and more, else nothing happens.
 * @param table row-major, `rows` × d
 */
export function centre(table: Float64Array, rows: number, d: number): void {
  if (d < PRODUCT_COLUMNS) return
  const means = new Float64Array(d)
  for (let at = 0; at < rows * d; at += d)
    for (let k = 0; k < d; k++) means[k] = (means[k] as number) + (table[at + k] as number)
  for (let k = 0; k < d; k++) {
    const mean = (means[k] as number) / rows
    means[k] = Number.isFinite(mean) ? mean : 0
  }
  for (let at = 0; at < rows * d; at += d)
    for (let k = 0; k < d; k++) table[at + k] = (table[at + k] as number) - (means[k] as number)
}

/** |x|² of each row, added up from the first column to the last. */
export function squaredNorms(table: Float64Array, rows: number, d: number): Float64Array {
  const norms = new Float64Array(rows)
  for (let i = 0, at = 0; i < rows; i++) {
    let sum = 0
    for (const end = at + d; at < end; at++) sum += (table[at] as number) * (table[at] as number)
    norms[i] = sum
  }
  return norms
}

/** Squared distances of all pairs of the rows of a centred table (row-major, rows × d), packed: by products where d is large. */
export function* centredDistances(table: Float64Array, rows: number, d: number): Computation<Float64Array> {
  if (d < PRODUCT_COLUMNS) return yield* pairDistances(table, rows, d)
  const packed = new Float64Array(pairCount(rows))
  const norms = squaredNorms(table, rows, d)
  for (let i = 0, work = 0; i < rows; i++) {
    const to = pairRow(rows, i)
    for (let j = i + 1; j < rows; j++) {
      let product = 0
      for (let k = 0, a = i * d, b = j * d; k < d; k++)
        product += (table[a + k] as number) * (table[b + k] as number)
      const both = (norms[i] as number) + (norms[j] as number)
      const distance = both - 2 * product
      if (distance >= both * LEAST_LEFT) packed[to + j] = distance
      else squaredDistances(table, i * d, table, d, j, j + 1, packed, to)
      work += d
      if (work < SLICE_WORK) continue
      work = 0
      yield { done: i, total: rows, phase: 'distances' }
    }
  }
  yield { done: rows, total: rows, phase: 'distances' }
  return packed
}
