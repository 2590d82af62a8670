import type { Computation } from '../define'
import { pairRow, SLICE_WORK } from './pairs'

/**
 * For many subsets z of the same N rows: the sum of K over pairs inside the subset, Σ_{i<j} z_i z_j K_ij.
 *
 * Method of the Four Russians (Arlazarov et al. 1970), as 4 × 4 blocks: the 256 sums that a block can
 * contribute (one for every choice of its four rows and four columns) are tabulated once by 256
 * additions, and then each subset needs one look-up for 16 products. Eight blocks at a time, two below
 * each other by four beside each other, so that a subset's sum is loaded and stored once for 128 products.
 *
 * K must hold whole numbers small enough to add exactly: then the result does not depend on the order of the
 * blocks, and `simd/` gives the same sums.
 */

const BLOCK = 4
const TABLE = 256

/** Subsets as 4-bit groups: byte `g * count + b` holds rows 4g … 4g + 3 of subset b, lowest bit first. */
export interface Subsets {
  count: number
  /** Row groups: ⌈N / 16⌉ · 4, the last ones empty, so that four columns of blocks always exist. */
  groups: number
  bits: Uint8Array
}

export function createSubsets(n: number, count: number): Subsets {
  const groups = Math.ceil(n / (4 * BLOCK)) * 4
  return { count, groups, bits: new Uint8Array(groups * count) }
}

/** Stores a set of rows (a bit each, 32 a word from `words[at]` on, those beyond the last row 0) as subset `b`. */
export function setSubset({ count, groups, bits }: Subsets, b: number, words: Uint32Array, at: number): void {
  for (let g = 0; g < groups; g++)
    bits[g * count + b] = ((words[at + (g >> 3)] as number) >>> (4 * (g & 7))) & 15
}

/**
 * Adds up K over the pairs inside each subset.
 * @param packed K's strict upper triangle (`pairRow`), whole numbers
 * @returns one sum a subset, exact. Progress counts row groups.
 */
export function* subsetSums(packed: Float64Array, n: number, subsets: Subsets): Computation<Float64Array> {
  const { count, groups, bits } = subsets
  const sums = new Float64Array(count)
  const tables = new Float64Array(8 * TABLE)
  const used = Math.ceil(n / BLOCK)
  let work = 0
  for (let g = 0; g < used; g += 2) {
    // Blocks left of the diagonal that the first four columns of blocks bring along are empty.
    for (let h = g - (g % 4); h < groups; h += 4) {
      for (let q = 0; q < 4; q++) {
        fillTable(packed, n, g * BLOCK, (h + q) * BLOCK, tables, q * TABLE)
        fillTable(packed, n, (g + 1) * BLOCK, (h + q) * BLOCK, tables, (4 + q) * TABLE)
      }
      addLookups(sums, tables, bits, g * count, h * count, count)
    }
    work += ((groups - g) / 4 + 1) * 8 * (TABLE + count)
    if (work >= SLICE_WORK) {
      work = 0
      yield { done: Math.min(used, g + 2), total: used, phase: 'row groups' }
    }
  }
  return sums
}

/** For every subset one look-up in each of eight tables: two groups of rows by four of columns. */
function addLookups(
  sums: Float64Array,
  tables: Float64Array,
  bits: Uint8Array,
  rowsAt: number,
  columnsAt: number,
  count: number,
): void {
  for (let b = 0; b < count; b++) {
    const r = rowsAt + b
    const c = columnsAt + b
    const first = (bits[r] as number) << 4
    const second = ((bits[r + count] as number) << 4) | (4 * TABLE)
    const c0 = bits[c] as number
    const c1 = (bits[c + count] as number) | TABLE
    const c2 = (bits[c + 2 * count] as number) | (2 * TABLE)
    const c3 = (bits[c + 3 * count] as number) | (3 * TABLE)
    sums[b] =
      (sums[b] as number) +
      ((tables[first | c0] as number) +
        (tables[first | c1] as number) +
        ((tables[first | c2] as number) + (tables[first | c3] as number))) +
      ((tables[second | c0] as number) +
        (tables[second | c1] as number) +
        ((tables[second | c2] as number) + (tables[second | c3] as number)))
  }
}

/** The 256 sums of the block of rows i … i + 3 and columns j … j + 3: entry `rows << 4 | columns`. */
function fillTable(
  packed: Float64Array,
  n: number,
  i: number,
  j: number,
  tables: Float64Array,
  at: number,
): void {
  if (j + 3 < i || j >= n) {
    tables.fill(0, at, at + TABLE)
    return
  }
  for (let r = 0; r < BLOCK; r++) {
    const row = i + r
    const start = pairRow(n, row) + j
    // Only pairs above the diagonal and inside the table count.
    const whole = row < j && j + 3 < n
    const k0 = whole || (row < j && row < n && j < n) ? (packed[start] as number) : 0
    const k1 = whole || (row < j + 1 && row < n && j + 1 < n) ? (packed[start + 1] as number) : 0
    const k2 = whole || (row < j + 2 && row < n && j + 2 < n) ? (packed[start + 2] as number) : 0
    const k3 = whole || (row < j + 3 && row < n && j + 3 < n) ? (packed[start + 3] as number) : 0
    // The subsets of rows whose highest is r: those of the rows before it, each plus this row's sums.
    const from = 1 << r
    const s3 = k0 + k1
    const s5 = k0 + k2
    const s6 = k1 + k2
    const s7 = s3 + k2
    for (let rows = from; rows < 2 * from; rows++) {
      const to = at + (rows << 4)
      const base = at + ((rows - from) << 4)
      if (rows === from && r === 0) tables.fill(0, at, at + 16)
      tables[to] = 0
      tables[to + 1] = (tables[base + 1] as number) + k0
      tables[to + 2] = (tables[base + 2] as number) + k1
      tables[to + 3] = (tables[base + 3] as number) + s3
      tables[to + 4] = (tables[base + 4] as number) + k2
      tables[to + 5] = (tables[base + 5] as number) + s5
      tables[to + 6] = (tables[base + 6] as number) + s6
      tables[to + 7] = (tables[base + 7] as number) + s7
      tables[to + 8] = (tables[base + 8] as number) + k3
      tables[to + 9] = (tables[base + 9] as number) + (k0 + k3)
      tables[to + 10] = (tables[base + 10] as number) + (k1 + k3)
      tables[to + 11] = (tables[base + 11] as number) + (s3 + k3)
      tables[to + 12] = (tables[base + 12] as number) + (k2 + k3)
      tables[to + 13] = (tables[base + 13] as number) + (s5 + k3)
      tables[to + 14] = (tables[base + 14] as number) + (s6 + k3)
      tables[to + 15] = (tables[base + 15] as number) + (s7 + k3)
    }
  }
}
