import { formatCount } from '~/lib/format'
import { parseTime } from '../csv/cells'
import type { Column, Columns } from '../columns'
import { DataError } from '../errors'
import { plural, shown } from '../limits'
import type { Split } from './selection'

/** A parsed file and its name, for sentences. */
export interface NamedTable {
  columns: Columns
  name: string
}

/** Row indices from 0, ascending. */
export interface Sides {
  reference: Uint32Array
  test: Uint32Array
  notes: string[]
}

/** Indices first − 1 … last − 1. */
function range(first: number, last: number): Uint32Array {
  return Uint32Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first - 1 + i)
}

export function allRows(table: NamedTable): Uint32Array {
  return range(1, table.columns.rows)
}

function checkRange(table: NamedTable, side: string, { first, last }: { first: number; last: number }): void {
  const { rows } = table.columns
  const whole = Number.isInteger(first) && Number.isInteger(last)
  if (whole && first >= 1 && last >= first && last <= rows) return
  throw new DataError(
    'row-range',
    `${table.name} has rows 1 to ${formatCount(rows)}, so its ${side} cannot be rows ${formatCount(first)} to ${formatCount(last)}. Choose a range within the file.`,
  )
}

/** Whether a cell equals the text that was chosen for it: as its category, as a number or as an instant. */
function matcher(column: Column, text: string): (row: number) => boolean {
  if (column.type === 'text') {
    const code = column.categories.indexOf(text)
    return code < 0 ? () => false : (row) => column.codes[row] === code
  }
  const bytes = new TextEncoder().encode(text)
  // A time may come as ISO text or as milliseconds.
  const iso = column.type === 'time' ? parseTime(bytes, 0, bytes.length) : Number.NaN
  const wanted = Number.isNaN(iso) ? (text.trim() === '' ? Number.NaN : Number(text)) : iso
  return (row) => column.values[row] === wanted
}

function isMissingAt(column: Column, row: number): boolean {
  return column.type === 'text' ? column.codes[row]! < 0 : Number.isNaN(column.values[row])
}

function splitByColumn(table: NamedTable, split: Extract<Split, { by: 'column' }>): Sides {
  const column = table.columns.columns.find(({ name }) => name === split.column)
  if (column === undefined)
    throw new DataError(
      'no-column',
      `${table.name} has no column ${shown(split.column)} to split by. Choose another column.`,
    )
  const inReference = matcher(column, split.reference)
  const inTest = split.test === null ? null : matcher(column, split.test)
  const reference: number[] = []
  const test: number[] = []
  let missing = 0
  for (let row = 0; row < table.columns.rows; row++) {
    if (inReference(row)) reference.push(row)
    else if (isMissingAt(column, row)) missing++
    else if (inTest === null || inTest(row)) test.push(row)
  }
  const absent = reference.length === 0 ? split.reference : test.length === 0 ? split.test : null
  if (absent !== null)
    throw new DataError(
      'no-such-value',
      `No row of ${table.name} has ${shown(absent)} in column ${shown(split.column)}. Choose a value that is in the file.`,
    )
  if (test.length === 0)
    throw new DataError(
      'no-test-rows',
      `Every row of ${table.name} has ${shown(split.reference)} in column ${shown(split.column)}, so no row is left for the test sample.`,
    )
  const notes =
    missing === 0
      ? []
      : [
          `${plural(missing, 'row')} of ${table.name} without a value in ${shown(split.column)} ${missing === 1 ? 'is' : 'are'} in neither sample.`,
        ]
  return { reference: Uint32Array.from(reference), test: Uint32Array.from(test), notes }
}

/** @throws DataError for ranges outside the file, values that do not occur, a column that is not there */
export function splitRows(table: NamedTable, split: Exclude<Split, { by: 'time' }>): Sides {
  if (split.by === 'column') return splitByColumn(table, split)
  const { rows } = table.columns
  checkRange(table, 'reference', split.reference)
  if (split.test === null && split.reference.last >= rows)
    throw new DataError(
      'no-test-rows',
      `The reference takes rows ${formatCount(split.reference.first)} to ${formatCount(rows)} of ${table.name}, so no row is left for the test sample. End it earlier.`,
    )
  const test = split.test ?? { first: split.reference.last + 1, last: rows }
  checkRange(table, 'test sample', test)
  const both = Math.min(split.reference.last, test.last) - Math.max(split.reference.first, test.first) + 1
  return {
    reference: range(split.reference.first, split.reference.last),
    test: range(test.first, test.last),
    notes:
      both > 0
        ? [
            `${plural(both, 'row')} of ${table.name} ${both === 1 ? 'is' : 'are'} in both samples, which hides drift.`,
          ]
        : [],
  }
}
