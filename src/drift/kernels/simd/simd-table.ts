import { MOST_TOGETHER, type RowTable } from '../plain-table'
import { FREE_AT, openRows } from './rows'

/** Rows of a block. */
const BLOCK = 8

/**
 * A `RowTable` in a memory of its own, as long as anybody holds it.
 * @param table row-major
 * @returns null where WebAssembly with SIMD may not run, or has no memory left
 */
export function simdTable(table: Float64Array, d: number): RowTable | null {
  const rows = table.length / d
  const blocks = Math.ceil(rows / BLOCK)
  let end = FREE_AT
  const take = (bytes: number): number => {
    const at = end
    end += Math.ceil(bytes / 64) * 64
    return at
  }
  const givenAt = take(8 * MOST_TOGETHER * d)
  const sumsAt = take(8 * MOST_TOGETHER)
  const foundAt = take(8 * BLOCK * blocks)
  const blocksAt = take(8 * BLOCK * blocks * d)
  const made = openRows(end)
  if (!made) return null
  const { memory, kernelValues, kernelSums } = made
  const given = new Float64Array(memory.buffer, givenAt, MOST_TOGETHER * d)
  const sums = new Float64Array(memory.buffer, sumsAt, MOST_TOGETHER)
  const kept = new Float64Array(memory.buffer, blocksAt, BLOCK * blocks * d)
  const copy = (row: number, values: Float64Array, at: number): void => {
    const to = BLOCK * d * (row >> 3) + (row & 7)
    for (let k = 0; k < d; k++) kept[to + BLOCK * k] = values[at + k]!
  }
  for (let row = 0; row < rows; row++) copy(row, table, row * d)
  return {
    put(row, values, at) {
      for (let k = 0; k < d; k++) table[row * d + k] = values[at + k]!
      copy(row, values, at)
    },
    compare(values, at, from, to, gamma, scale) {
      if (from >= to) return 0
      for (let k = 0; k < d; k++) given[k] = values[at + k]!
      return kernelValues(givenAt, blocksAt, d, from, to, gamma, scale, foundAt)
    },
    found: new Float64Array(memory.buffer, foundAt, rows),
    sums(values, at, count, gamma, scale) {
      for (let k = 0; k < count * d; k++) given[k] = values[at + k]!
      kernelSums(givenAt, count, blocksAt, d, rows, gamma, scale, sumsAt)
      return sums
    },
  }
}
