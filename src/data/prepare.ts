import { formatCount } from '~/lib/format'
import type { Sample } from '~/drift/sample'
import type { NumberColumn, TimeColumn } from './columns'
import { DataError } from './errors'
import { listed, MAX_CELLS, plural, shown } from './limits'
import type { Prepared } from './prepared'
import type { Selection } from './selection'
import { allRows, type NamedTable, type Sides, splitRows } from './split-rows'
import { momentsOf } from './summary'

/**
 * Makes the two samples of a selection: splits, chooses columns, leaves out rows with missing values,
 * standardises by the reference, sorts the test rows by time.
 *
 * In mode `stream`, test rows with missing numbers stay (as NaN, for the detector's own policy);
 * rows without a time are left out in both modes. Synchronous: call it in a worker.
 *
 * @throws DataError
 */
export function prepare(
  tables: { reference: NamedTable; test: NamedTable | null },
  selection: Selection,
  mode: 'batch' | 'stream' = 'batch',
): Prepared {
  const { reference } = tables
  const test = tables.test ?? reference
  const sides = sidesOf(tables, selection)
  const names = chooseColumns(reference, tables.test, selection, sides.notes)
  const time = selection.timeColumn === null ? null : timeColumn(test, selection.timeColumn)
  const referenceColumns = numbersOf(reference, names)
  const testColumns = test === reference ? referenceColumns : numbersOf(test, names)

  const referenceRows = complete(sides.reference, referenceColumns)
  const timed = time === null ? sides.test : complete(sides.test, [time])
  const testRows = mode === 'stream' ? timed : complete(timed, testColumns)
  checkEnough(reference, 'reference', referenceRows, sides.reference, referenceColumns, null)
  checkEnough(test, 'test sample', testRows, sides.test, testColumns, time)
  if (time !== null) sortByTime(testRows, time.values)

  const { notes } = sides
  const samples = {
    reference: gather(reference, names, referenceColumns, referenceRows),
    test: gather(test, names, testColumns, testRows),
  }
  if (selection.standardise) standardise(samples.reference, samples.test, notes)
  return {
    ...samples,
    times: time && {
      values: Float64Array.from(testRows, (row) => time.values[row]!),
      unit: time.type === 'time' ? 'ms' : 'own',
      column: time.name,
    },
    leftOut: {
      reference: sides.reference.length - referenceRows.length,
      test: sides.test.length - testRows.length,
    },
    notes,
  }
}

function sidesOf(
  { reference, test }: { reference: NamedTable; test: NamedTable | null },
  { split }: Selection,
): Sides {
  if (test !== null) return { reference: allRows(reference), test: allRows(test), notes: [] }
  if (split === null)
    throw new DataError(
      'no-test',
      `${reference.name} is the only file: drop a test file, or split it by rows or by a column.`,
    )
  return splitRows(reference, split)
}

/** Number columns that have any value. */
function numberNames({ columns }: NamedTable): string[] {
  return columns.columns
    .filter((column) => column.type === 'number' && column.values.some((x) => x === x))
    .map((column) => column.name)
}

function chooseColumns(
  reference: NamedTable,
  test: NamedTable | null,
  selection: Selection,
  notes: string[],
): string[] {
  if (selection.columns !== null) {
    if (selection.columns.length === 0)
      throw new DataError('no-columns', 'No column is chosen. Choose at least one number column.')
    checkPresent(reference, test, selection.columns)
    return [...new Set(selection.columns)]
  }
  const splitColumn = selection.split?.by === 'column' ? selection.split.column : null
  const free = (name: string): boolean => name !== selection.timeColumn && name !== splitColumn
  const ours = numberNames(reference).filter(free)
  const theirs = test === null ? ours : numberNames(test).filter(free)
  const inTest = new Set(theirs)
  const inReference = new Set(ours)
  const common = ours.filter((name) => inTest.has(name))
  const onlyReference = ours.filter((name) => !inTest.has(name))
  const onlyTest = theirs.filter((name) => !inReference.has(name))
  if (common.length === 0) {
    if (test === null)
      throw new DataError(
        'no-columns',
        `${reference.name} has no number column to compare. Drop a file with numbers in its columns.`,
      )
    throw new DataError(
      'no-common-columns',
      `${reference.name} and ${test.name} have no number column in common: ${has(reference, onlyReference)}, ${has(test, onlyTest)}.`,
    )
  }
  if (test !== null) {
    if (onlyReference.length > 0)
      notes.push(`Left out, as not a number column of ${test.name}: ${listed(onlyReference)}.`)
    if (onlyTest.length > 0)
      notes.push(`Left out, as not a number column of ${reference.name}: ${listed(onlyTest)}.`)
  }
  return common
}

function has(table: NamedTable, names: readonly string[]): string {
  return names.length === 0 ? `${table.name} has none` : `${table.name} has ${listed(names)}`
}

/** Names every chosen column that a file lacks, at once. */
function checkPresent(reference: NamedTable, test: NamedTable | null, chosen: readonly string[]): void {
  const lacks = (table: NamedTable): string => {
    const present = new Set(table.columns.columns.map(({ name }) => name))
    const absent = chosen.filter((name) => !present.has(name))
    return absent.length === 0
      ? ''
      : `${table.name} has no ${absent.length === 1 ? 'column' : 'columns'} ${listed(absent)}`
  }
  const parts = [lacks(reference), test === null ? '' : lacks(test)].filter((part) => part !== '')
  if (parts.length > 0)
    throw new DataError('no-column', `${parts.join('; ')}. Choose columns that both samples have.`)
}

function numbersOf(table: NamedTable, names: readonly string[]): NumberColumn[] {
  const byName = new Map(table.columns.columns.map((column) => [column.name, column]))
  return names.map((name) => {
    const column = byName.get(name)
    if (column?.type === 'number') return column
    const empty = column?.type === 'text' && column.categories.length === 0
    throw new DataError(
      'not-numeric',
      empty
        ? `Column ${shown(name)} of ${table.name} has no values. Choose number columns.`
        : `Column ${shown(name)} of ${table.name} holds ${column?.type === 'time' ? 'times' : 'text'}, not numbers. Choose number columns.`,
    )
  })
}

function timeColumn(table: NamedTable, name: string): TimeColumn | NumberColumn {
  const column = table.columns.columns.find((c) => c.name === name)
  if (column === undefined)
    throw new DataError('no-column', `${table.name} has no column ${shown(name)} to order the rows by.`)
  if (column.type !== 'text') return column
  throw new DataError(
    'not-a-time',
    `Column ${shown(name)} of ${table.name} holds text, so it cannot order the rows. Choose a column of times or numbers.`,
  )
}

/** The rows that have a value in every column. */
function complete(rows: Uint32Array, columns: readonly { values: Float64Array }[]): Uint32Array {
  const keep = new Uint8Array(rows.length).fill(1)
  // Column by column: each is read in order.
  for (const { values } of columns)
    for (let i = 0; i < rows.length; i++) {
      const x = values[rows[i]!]!
      if (x !== x) keep[i] = 0
    }
  return rows.filter((_, i) => keep[i] === 1)
}

function checkEnough(
  table: NamedTable,
  side: string,
  kept: Uint32Array,
  all: Uint32Array,
  columns: readonly NumberColumn[],
  time: TimeColumn | NumberColumn | null,
): void {
  if (kept.length >= 2) return
  if (all.length < 2)
    throw new DataError(
      'too-few-rows',
      `The ${side} has ${plural(all.length, 'row')} of ${table.name}; at least 2 are needed.`,
    )
  // The worst column is what to leave out.
  const worst = [...(time === null ? [] : [time]), ...columns]
    .map((column) => ({ name: column.name, missing: all.length - complete(all, [column]).length }))
    .reduce((a, b) => (b.missing > a.missing ? b : a))
  throw new DataError(
    'too-few-rows',
    `The ${side} has ${plural(kept.length, 'complete row')} of ${table.name}; at least 2 are needed. ${formatCount(all.length - kept.length)} of its ${formatCount(all.length)} rows have missing values, most of them in column ${shown(worst.name)}.`,
  )
}

/** Sorts row indices by their time, in place; equal times keep their order in the file. */
function sortByTime(rows: Uint32Array, times: Float64Array): void {
  for (let i = 1; i < rows.length; i++)
    if (times[rows[i]!]! < times[rows[i - 1]!]!) {
      rows.sort((a, b) => times[a]! - times[b]! || a - b)
      return
    }
}

function gather(
  table: NamedTable,
  names: readonly string[],
  columns: readonly NumberColumn[],
  rows: Uint32Array,
): Sample {
  const d = columns.length
  if (rows.length * d > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${plural(rows.length, 'row')} of ${plural(d, 'column')} of ${table.name} do not fit in memory. Choose fewer columns.`,
    )
  const values = new Float64Array(rows.length * d)
  for (const [j, column] of columns.entries())
    for (let i = 0; i < rows.length; i++) values[i * d + j] = column.values[rows[i]!]!
  return { rows: rows.length, columns: names, values, rowNumbers: rows.map((row) => row + 1) }
}

/** Each column minus the reference's mean, over its standard deviation (n − 1), in both samples. In place. */
function standardise(reference: Sample, test: Sample, notes: string[]): void {
  const d = reference.columns.length
  const column = new Float64Array(reference.rows)
  const constant: string[] = []
  for (let j = 0; j < d; j++) {
    let largest = 0
    let equal = true
    for (let i = 0; i < reference.rows; i++) {
      const x = reference.values[i * d + j]!
      column[i] = x
      largest = Math.max(largest, Math.abs(x))
      equal &&= x === column[0]
    }
    const { mean, sd } = equal ? { mean: column[0]!, sd: 1 } : finished(momentsOf(column, largest))
    if (equal) constant.push(reference.columns[j]!)
    for (const { rows, values } of [reference, test])
      for (let i = 0; i < rows; i++) values[i * d + j] = (values[i * d + j]! - mean) / sd
  }
  if (constant.length === 1)
    notes.push(`Column ${listed(constant)} is constant in the reference and was only centred.`)
  else if (constant.length > 1)
    notes.push(`Columns ${listed(constant)} are constant in the reference and were only centred.`)
}

/** Runs a computation in slices to its end, at once. */
function finished<R>(work: Generator<void, R>): R {
  for (;;) {
    const step = work.next()
    if (step.done) return step.value
  }
}
