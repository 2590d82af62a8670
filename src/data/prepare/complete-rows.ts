import { DataError } from '../errors'
import { plural, shown } from '../limits'
import type { RowsLeftOut } from './prepared'
import type { ReadColumn, ReadTables } from './read-columns'

/** Some rows of a file, and columns that are to have a value in them. */
interface Sided {
  rows: Uint32Array
  columns: readonly { name: string; values: Float64Array }[]
}

/** The rows that have a value in every column. */
export function complete(rows: Uint32Array, columns: readonly { values: Float64Array }[]): Uint32Array {
  const keep = new Uint8Array(rows.length).fill(1)
  // Column by column: each is read in order.
  for (const { values } of columns)
    for (let i = 0; i < rows.length; i++) {
      const x = values[rows[i]!]!
      if (x !== x) keep[i] = 0
    }
  return rows.filter((_, i) => keep[i] === 1)
}

/**
 * The column that most rows are left out for, by those that only it makes incomplete, then by those that lack it.
 * @returns null where every row is complete
 */
export function costliest(sides: readonly Sided[]): RowsLeftOut['costliest'] {
  const costs = new Map<string, { missing: number; regained: number }>()
  for (const { rows, columns } of sides) {
    // How many columns lack a value in this row, and the last of them.
    const lacking = new Uint32Array(rows.length)
    const last = new Uint32Array(rows.length)
    for (const [j, { name, values }] of columns.entries()) {
      const cost = costs.get(name) ?? { missing: 0, regained: 0 }
      costs.set(name, cost)
      for (let i = 0; i < rows.length; i++) {
        const x = values[rows[i]!]!
        if (x === x) continue
        cost.missing++
        lacking[i]!++
        last[i] = j
      }
    }
    for (let i = 0; i < rows.length; i++) if (lacking[i] === 1) costs.get(columns[last[i]!]!.name)!.regained++
  }
  const [worst] = [...costs].toSorted(([, a], [, b]) => b.regained - a.regained || b.missing - a.missing)
  return worst === undefined || worst[1].missing === 0 ? null : { column: worst[0], ...worst[1] }
}

/** Values that a column needs in either sample to be compared on its own rows. */
const LEAST_VALUES = 2

/**
 * The columns that have enough values in both samples; the others are left out with a note.
 * @throws DataError where none is left
 */
export function enoughOwnRows(
  read: ReadTables,
  rows: { reference: Uint32Array; test: Uint32Array },
  files: { reference: { name: string }; test: { name: string } },
  notes: string[],
): ReadTables {
  const few: string[] = []
  const kept: number[] = []
  for (const [j, ours] of read.reference.entries()) {
    const counts = [valuesIn(ours, rows.reference), valuesIn(read.test[j]!, rows.test)] as const
    const at = counts.findIndex((count) => count < LEAST_VALUES)
    if (at < 0) kept.push(j)
    else
      few.push(
        `${shown(ours.name)} (${plural(counts[at]!, 'value')} in ${plural((at === 0 ? rows.reference : rows.test).length, 'row')} of ${(at === 0 ? files.reference : files.test).name})`,
      )
  }
  if (few.length === 0) return read
  if (kept.length === 0)
    throw new DataError(
      'too-few-rows',
      `No column has ${LEAST_VALUES} values in both samples: ${few.join(', ')}. Choose other columns or rows.`,
    )
  notes.push(`Not compared, as too few values are there: ${few.join(', ')}.`)
  return { reference: kept.map((j) => read.reference[j]!), test: kept.map((j) => read.test[j]!) }
}

function valuesIn({ values }: ReadColumn, rows: Uint32Array): number {
  let count = 0
  for (const row of rows) {
    const x = values[row]!
    if (x === x) count++
  }
  return count
}
