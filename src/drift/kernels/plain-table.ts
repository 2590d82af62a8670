import { squaredDistances } from './pairs'
import { rbf, roundWhole } from './rbf'

/**
 * Rows of d numbers that single rows are compared with, by the Gaussian kernel. Kernel values are told as whole numbers,
 * exp(−gamma |x − y|²) · scale to the nearest, whose sums do not depend on the order (`fixedPointScale`).
 */
export interface RowTable {
  /** Takes a row in, in the place of the one that stood there; also into the array that the table was made of. */
  put: (row: number, values: Float64Array, at: number) => void
  /**
   * Kernel values of the row at `values[at]` with rows `from … to − 1`, each at its row's place in `found`; other
   * places may change as well.
   * @param scale a power of two, at most 2⁵²
   * @returns their sum
   */
  compare: (
    values: Float64Array,
    at: number,
    from: number,
    to: number,
    gamma: number,
    scale: number,
  ) => number
  readonly found: Float64Array
  /**
   * Sums of kernel values with all rows of the table, of `count` rows from `values[at]` on, at most `MOST_TOGETHER`.
   * @returns one for each, valid until the next call
   */
  sums: (values: Float64Array, at: number, count: number, gamma: number, scale: number) => Float64Array
}

/** Rows whose sums are asked for at once. */
export const MOST_TOGETHER = 8

/**
 * In plain TypeScript: the reference that `simd/simd-table.ts` is held to, bit for bit, and what runs where there is no
 * SIMD, and for few rows.
 * @param table row-major
 */
export function plainTable(table: Float64Array, d: number): RowTable {
  const rows = table.length / d
  const found = new Float64Array(rows)
  const sums = new Float64Array(MOST_TOGETHER)
  const compare: RowTable['compare'] = (values, at, from, to, gamma, scale) => {
    squaredDistances(values, at, table, d, from, to, found, 0)
    let sum = 0
    for (let j = from; j < to; j++) {
      const k = roundWhole(rbf(found[j]!, gamma) * scale)
      found[j] = k
      sum += k
    }
    return sum
  }
  return {
    put(row, values, at) {
      for (let k = 0; k < d; k++) table[row * d + k] = values[at + k]!
    },
    compare,
    found,
    sums(values, at, count, gamma, scale) {
      for (let i = 0; i < count; i++) sums[i] = compare(values, at + i * d, 0, rows, gamma, scale)
      return sums
    },
  }
}
