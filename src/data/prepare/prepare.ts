import { formatCount } from '~/lib/format'
import type { ColumnScaling, Sample } from '~/drift/sample'
import type { NumberColumn, TimeColumn } from '../columns'
import type { LeftOutColumn } from './column-choices'
import { DataError } from '../errors'
import { firstComponent } from './first-component'
import { listed, MAX_CELLS, plural, shown } from '../limits'
import { type ReadColumn, readColumns } from './read-columns'
import { readLabels } from './read-labels'
import { complete, costliest, enoughOwnRows } from './complete-rows'
import type { Prepared, RowsLeftOut } from './prepared'
import type { Selection } from './selection'
import { type Clocks, seasonNotes } from './seasons'
import { allRows, type NamedTable, type Sides, splitRows } from './split-rows'
import { splitByTime } from './split-time'
import { finished } from '../slices'
import { momentsOf } from './summary'
import { tableFacts } from './table-facts'

/**
 * Makes the two samples of a selection: splits, reads the columns as the detector takes them, leaves out rows with
 * missing values, standardises numbers by the reference, sorts the test rows by time.
 *
 * In mode `stream`, test rows with missing values stay (as NaN, for the detector's own policy);
 * rows without a time are left out in both modes. With `ownRows` rows with missing values stay in both samples, which are
 * then `incomplete`. Synchronous: call it in a worker.
 *
 * @throws DataError
 */
export function prepare(
  tables: { reference: NamedTable; test: NamedTable | null },
  selection: Selection,
  mode: 'batch' | 'stream' = selection.keepMissing === true ? 'stream' : 'batch',
): Prepared {
  const { reference } = tables
  const test = tables.test ?? reference
  const sides = sidesOf(tables, selection)
  const { notes } = sides
  const takes = selection.takes ?? 'numbers'
  const isOfLabels = takes === 'error' || takes === 'labels'
  const all = isOfLabels
    ? { ...readLabels(tables, selection, takes), leftOut: [], warnings: [] }
    : { ...readColumns(tables, selection, takes), notes: [] }
  const time = selection.timeColumn === null ? null : timeColumn(test, selection.timeColumn)

  const timed = time === null ? sides.test : complete(sides.test, [time])
  const own = selection.ownRows === true && mode === 'batch'
  const read = own
    ? enoughOwnRows(all, { reference: sides.reference, test: timed }, { reference, test }, notes)
    : all
  const alone = selection.alone === true
  const referenceRows = own ? sides.reference : complete(sides.reference, read.reference)
  const testRows = mode === 'stream' || own ? timed : complete(timed, read.test)
  if (!alone) checkEnough(reference, 'reference', referenceRows, sides.reference, read.reference, null)
  checkEnough(test, alone ? 'stream' : 'test sample', testRows, sides.test, read.test, time)
  if (time !== null) sortByTime(testRows, time.values)

  let samples = {
    reference: gather(reference, read.reference, referenceRows, own),
    test: gather(test, read.test, testRows, own),
  }
  notes.push(...leftOutNotes(all.leftOut), ...all.notes)
  if (!alone && !isOfLabels)
    notes.push(...seasonNotes(samples, clocksOf({ reference, test }, selection, { referenceRows, testRows })))
  const standardised =
    selection.standardise && !isOfLabels ? standardise(samples.reference, samples.test, notes) : []
  // A single column is its own first component.
  const isProjected = takes === 'component' && samples.reference.columns.length > 1
  if (isProjected) samples = firstComponent(samples.reference, samples.test, notes, alone)
  const rowsLeftOut = (): RowsLeftOut => {
    const ours = alone ? 0 : sides.reference.length - referenceRows.length
    const theirs = sides.test.length - testRows.length
    const timeColumns = time === null ? [] : [time]
    const left = [
      { rows: sides.reference, columns: ours === 0 ? [] : read.reference },
      { rows: sides.test, columns: [...timeColumns, ...(mode === 'stream' || own ? [] : read.test)] },
    ]
    return { reference: ours, test: theirs, costliest: ours + theirs === 0 ? null : costliest(left) }
  }
  return {
    ...samples,
    times: time && {
      values: Float64Array.from(testRows, (row) => time.values[row]!),
      unit: time.type === 'time' ? 'ms' : 'own',
      column: time.name,
    },
    scaling: isProjected ? [] : standardised,
    rowsLeftOut: rowsLeftOut(),
    columnsLeftOut: all.leftOut,
    facts: alone || isOfLabels ? [] : tableFacts({ reference, test }, sides, selection.columns),
    warnings: all.warnings,
    notes,
  }
}

/** Instants of the rows: by the column that orders them, else by the first one of times that both files have. */
function clocksOf(
  { reference, test }: { reference: NamedTable; test: NamedTable },
  { timeColumn: chosen }: Selection,
  rows: { referenceRows: Uint32Array; testRows: Uint32Array },
): Clocks | null {
  const timesIn = (table: NamedTable) =>
    table.columns.columns.filter((c): c is TimeColumn => c.type === 'time')
  const ours = timesIn(reference)
  const theirs = timesIn(test)
  const both = ours.filter(({ name }) => theirs.some((other) => other.name === name))
  const own = both.find(({ name }) => name === chosen) ?? both[0]
  const other = theirs.find(({ name }) => name === own?.name)
  if (!own || !other) return null
  return {
    column: own.name,
    reference: Float64Array.from(rows.referenceRows, (row) => own.values[row]!),
    test: Float64Array.from(rows.testRows, (row) => other.values[row]!),
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
      `${reference.name} is the only file: drop a test file, or split it by rows, by a column or by time.`,
    )
  return split.by === 'time' ? splitByTime(reference, split) : splitRows(reference, split)
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

function checkEnough(
  table: NamedTable,
  side: string,
  kept: Uint32Array,
  all: Uint32Array,
  columns: readonly ReadColumn[],
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

/** @param own rows may lack a value */
function gather(table: NamedTable, columns: readonly ReadColumn[], rows: Uint32Array, own: boolean): Sample {
  const d = columns.length
  if (rows.length * d > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${plural(rows.length, 'row')} of ${plural(d, 'column')} of ${table.name} do not fit in memory. Choose fewer columns.`,
    )
  const values = new Float64Array(rows.length * d)
  let missing = false
  for (const [j, column] of columns.entries())
    for (let i = 0; i < rows.length; i++) {
      const x = column.values[rows[i]!]!
      values[i * d + j] = x
      if (x !== x) missing = true
    }
  const incomplete = own && missing
  return {
    rows: rows.length,
    columns: columns.map(({ name }) => name),
    values,
    rowNumbers: rows.map((row) => row + 1),
    ...(columns.some(({ levels }) => levels !== null) ? { levels: columns.map(({ levels }) => levels) } : {}),
    ...(incomplete ? { incomplete } : {}),
  }
}

/** Each column minus the reference's mean, over its standard deviation (n − 1), in both samples. In place. */
function standardise(reference: Sample, test: Sample, notes: string[]): ColumnScaling[] {
  const scaling: ColumnScaling[] = []
  const d = reference.columns.length
  const column = new Float64Array(reference.rows)
  const constant: string[] = []
  for (let j = 0; j < d; j++) {
    // Categories are no amounts.
    if (reference.levels?.[j]) continue
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
    for (let i = 0; i < reference.rows; i++) {
      const x = reference.values[i * d + j]!
      column[i] = x
      // Not where it is missing.
      if (x < low) low = x
      if (x > high) high = x
    }
    const largest = Math.max(Math.abs(low), Math.abs(high))
    const equal = low === high
    const { mean, sd: spread } = equal ? { mean: low, sd: 0 } : finished(momentsOf(column, largest))
    // The spread of the smallest numbers there are may be smaller than any.
    const sd = spread || 1
    if (equal) constant.push(reference.columns[j]!)
    scaling.push({ column: reference.columns[j]!, mean, sd })
    for (const { rows, values } of [reference, test])
      for (let i = 0; i < rows; i++) values[i * d + j] = (values[i * d + j]! - mean) / sd
  }
  if (constant.length === 1)
    notes.push(`Column ${listed(constant)} is constant in the reference and was only centred.`)
  else if (constant.length > 1)
    notes.push(`Columns ${listed(constant)} are constant in the reference and were only centred.`)
  return scaling
}

/** One sentence, by reason: "Left out: 'id' (ids); 'city' and 'date' (text)." */
function leftOutNotes(leftOut: readonly LeftOutColumn[]): string[] {
  if (leftOut.length === 0) return []
  const byReason = new Map<string, string[]>()
  for (const { column, reason } of leftOut) byReason.set(reason, [...(byReason.get(reason) ?? []), column])
  const parts = [...byReason].map(([reason, names]) => `${listed(names)} (${reason})`)
  return [`Left out: ${parts.join('; ')}.`]
}
