import { fixedPointScale } from './rbf'
import { plainTable, type RowTable } from './plain-table'
import { simdTable } from './simd/simd-table'

/** From so many rows on SIMD gains more than its calls cost. */
const SIMD_ROWS = 32

/**
 * A table of rows that others are compared with, by SIMD where that runs and pays: the same numbers, to the last bit.
 * @param table row-major, d columns; what changes in it afterwards has to be `put`
 */
export function rowTable(table: Float64Array, d: number): RowTable {
  return (table.length >= SIMD_ROWS * d ? simdTable(table, d) : null) ?? plainTable(table, d)
}

/** Tables by what they were made for: a state is data, which tables are not. */
const made = new WeakMap<object, RowTable>()

/**
 * The table that belongs to `owner` as long as that lives.
 * @param make when it is asked for first, as after a snapshot was taken up
 */
export function rowTableOf(owner: object, make: () => RowTable): RowTable {
  const found = made.get(owner)
  if (found) return found
  const table = make()
  made.set(owner, table)
  return table
}

/**
 * Adds the kernel values of the row at `values[at]` with rows `from … to − 1` to what stands at their places.
 * @returns their sum
 */
export function addCompared(
  table: RowTable,
  values: Float64Array,
  at: number,
  [from, to]: readonly [number, number],
  gamma: number,
  scale: number,
  into: Float64Array,
): number {
  const sum = table.compare(values, at, from, to, gamma, scale)
  const { found } = table
  for (let j = from; j < to; j++) into[j] = into[j]! + found[j]!
  return sum
}

/** Mean kernel value of a row with all `rows` of a table. */
export function meanKernel(table: RowTable, rows: number, row: Float64Array, gamma: number): number {
  const scale = fixedPointScale(rows)
  return table.sums(row, 0, 1, gamma, scale)[0]! / scale / rows
}
