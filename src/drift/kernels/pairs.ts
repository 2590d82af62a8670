import type { Computation } from '../define'

/**
 * One number for each pair of N rows, packed: pair (i, j), i < j, stands at `pairRow(N, i) + j`.
 * The strict upper triangle of a symmetric matrix, N(N − 1)/2 numbers in all.
 */
export function pairRow(n: number, i: number): number {
  return i * n - (i * (i + 1)) / 2 - i - 1
}

export function pairCount(n: number): number {
  return (n * (n - 1)) / 2
}

/** Work between two yields, in multiplications or so: one to three milliseconds. */
export const SLICE_WORK = 1_000_000

/**
 * Squared Euclidean distances |x_i − x_j|² from one row to rows `from … to − 1` of a row-major table
 * with `d` columns, written to `out[at + j]`. Summed over the columns in their order, whatever the
 * tiling, so that a distance has the same bits wherever it is computed.
 */
export function squaredDistances(
  row: Float64Array,
  rowAt: number,
  table: Float64Array,
  d: number,
  from: number,
  to: number,
  out: Float64Array,
  at: number,
): void {
  let j = from
  // Four sums at once: their additions do not wait for each other.
  for (; j + 4 <= to; j += 4) {
    let s0 = 0
    let s1 = 0
    let s2 = 0
    let s3 = 0
    let p0 = j * d
    let p1 = p0 + d
    let p2 = p1 + d
    let p3 = p2 + d
    for (let k = rowAt, end = rowAt + d; k < end; k++) {
      const x = row[k] as number
      const d0 = x - (table[p0++] as number)
      const d1 = x - (table[p1++] as number)
      const d2 = x - (table[p2++] as number)
      const d3 = x - (table[p3++] as number)
      s0 += d0 * d0
      s1 += d1 * d1
      s2 += d2 * d2
      s3 += d3 * d3
    }
    out[at + j] = s0
    out[at + j + 1] = s1
    out[at + j + 2] = s2
    out[at + j + 3] = s3
  }
  for (; j < to; j++) {
    let s = 0
    for (let k = 0, p = j * d; k < d; k++) {
      const difference = (row[rowAt + k] as number) - (table[p + k] as number)
      s += difference * difference
    }
    out[at + j] = s
  }
}

/** Squared distances of all pairs of the N rows of `table` (row-major, N × d), packed. */
export function* pairDistances(table: Float64Array, n: number, d: number): Computation<Float64Array> {
  const packed = new Float64Array(pairCount(n))
  let work = 0
  for (let i = 0; i < n; i++) {
    squaredDistances(table, i * d, table, d, i + 1, n, packed, pairRow(n, i))
    work += (n - i) * (d + 4)
    if (work >= SLICE_WORK) {
      work = 0
      yield { done: i + 1, total: n, phase: 'distances' }
    }
  }
  yield { done: n, total: n, phase: 'distances' }
  return packed
}
