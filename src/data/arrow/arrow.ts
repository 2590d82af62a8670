import { formatCount } from '~/lib/format'
import type { Parsed } from '../csv/csv'
import { uniqueNames } from '../csv/csv-sniff'
import { DataError } from '../errors'
import { inexactNote, listed, MAX_CELLS, MAX_COLUMNS, plural, shown } from '../limits'
import { pause, sliceIsOver, type Source } from '../source'
import { asWholes, createTyped, finishTyped, type TypedColumn, writeTyped } from '../typed-columns'
import { type BufferWalk, nextNode, nextVariadic, skipBuffers, walkOver } from './buffers'
import { cellsOf, type CellReader, type Dictionaries, dictionaryValues, validityOf } from './cells'
import { messagesOf } from './messages'
import { type ArrowField, fieldsOf } from './schema'

/** A plain column, maybe inside of others: `a.b`. */
interface Leaf {
  field: ArrowField
  name: string
}

/** Rows that are read and written at once. */
const STEP = 8192

/**
 * Reads an Arrow IPC file (Feather 2) or stream, batch by batch and column by column: numbers, times, texts, booleans,
 * decimals, dictionaries, and plain values inside of structs. Lists, maps and unions are left out with a note.
 *
 * @throws DataError where it is cut off, damaged, too large, or without any plain column
 */
export async function readArrow(source: Source): Promise<Parsed> {
  try {
    return await read(source)
  } catch (error) {
    if (error instanceof DataError) throw error
    const reason = error instanceof Error ? error.message : String(error)
    throw new DataError(
      'unreadable',
      `${source.name} could not be read as Arrow: it holds ${reason}. It may be damaged; copy or save it again.`,
    )
  }
}

/** What the file holds: its columns, and how many rows. */
async function survey(source: Source): Promise<{ fields: ArrowField[]; rows: number }> {
  let fields: ArrowField[] | null = null
  let rows = 0
  for await (const message of messagesOf(source)) {
    if (message.is === 'schema') fields ??= fieldsOf(message.schema)
    else if (message.is === 'records') {
      const { batch } = message
      // Before anything is taken for that many rows.
      if (batch.nodes.length > 0 && batch.nodes[0] !== batch.rows)
        throw new RangeError('a batch of another number of rows than its first column')
      rows += batch.rows
    }
    if (sliceIsOver(source)) await pause(source)
  }
  if (fields === null) throw new RangeError('no schema')
  return { fields, rows }
}

function leavesOf(fields: readonly ArrowField[], path: string): { leaves: Leaf[]; skipped: string[] } {
  const leaves: Leaf[] = []
  const skipped: string[] = []
  for (const field of fields) {
    const name = path === '' ? field.name : `${path}.${field.name}`
    if (field.kind !== null) leaves.push({ field, name })
    else if (field.layout.is === 'struct' && field.dictionary === null) {
      const below = leavesOf(field.children, name)
      leaves.push(...below.leaves)
      skipped.push(...below.skipped)
    } else skipped.push(name)
  }
  return { leaves, skipped }
}

async function read(source: Source): Promise<Parsed> {
  const { fields, rows } = await survey(source)
  const { leaves, skipped } = leavesOf(fields, '')
  if (leaves.length > MAX_COLUMNS)
    throw new DataError(
      'too-many-columns',
      `${source.name} has ${plural(leaves.length, 'column')}; Tidemark reads at most ${formatCount(MAX_COLUMNS)}. Choose a file with fewer.`,
    )
  if (leaves.length === 0)
    throw new DataError('no-columns', `${source.name} has no plain columns of numbers, times or text.`)
  if (rows === 0)
    throw new DataError('header-only', `${source.name} has ${plural(leaves.length, 'column')} but no rows.`)
  if (rows * leaves.length > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${source.name} has ${plural(rows * leaves.length, 'value')}, more than the ${formatCount(MAX_CELLS)} that fit in memory. Drop a smaller file.`,
    )
  const notes: string[] = []
  if (skipped.length > 0)
    notes.push(
      `${plural(skipped.length, 'column')} of lists, maps or the like ${skipped.length === 1 ? 'was' : 'were'} left out: ${listed(skipped)}.`,
    )
  const { names, notes: nameNotes } = uniqueNames(leaves.map(({ name }) => name))
  notes.push(...nameNotes)
  const columns = new Map<ArrowField, TypedColumn>()
  const order = leaves.map(({ field }, place) => {
    const column = createTyped(place, field.kind!, names[place]!, rows)
    columns.set(field, column)
    return { field, column }
  })
  await readInto(source, fields, columns, rows)
  const again = new Map<ArrowField, TypedColumn>()
  for (const { field, column } of order)
    if (column.dictionary === null && column.inexact >= 0) {
      notes.push(inexactNote(column.column.name, column.inexact))
      again.set(field, asWholes(column, rows))
    }
  if (again.size > 0) await readInto(source, fields, again, rows)
  return {
    columns: {
      rows,
      columns: order.map(({ field, column }) => finishTyped(again.get(field) ?? column, notes)),
    },
    notes,
  }
}

/** Reads the batches into those columns; what is in none is passed over. */
async function readInto(
  source: Source,
  fields: readonly ArrowField[],
  columns: ReadonlyMap<ArrowField, TypedColumn>,
  total: number,
): Promise<void> {
  const dictionaries: Dictionaries = new Map()
  const byId = dictionaryFields(fields)
  let start = 0
  for await (const message of messagesOf(source)) {
    if (message.is === 'dictionary') {
      const field = byId.get(message.id)
      if (field === undefined) continue
      const values = await dictionaryValues(walkOver(source, message.batch), field)
      const before = message.isDelta ? (dictionaries.get(message.id) ?? []) : []
      dictionaries.set(message.id, before.concat(values))
    } else if (message.is === 'records') {
      const { rows } = message.batch
      const walk = walkOver(source, message.batch)
      for (const field of fields)
        await readField({ source, walk, columns, dictionaries, start, rows }, field, null)
      start += rows
      source.onProgress({ done: Math.round((start / total) * source.size), total: source.size, rows: start })
    }
  }
}

/** Fields by the dictionary that they use. */
function dictionaryFields(fields: readonly ArrowField[]): Map<number, ArrowField> {
  const found = new Map<number, ArrowField>()
  const look = (field: ArrowField): void => {
    if (field.dictionary !== null) found.set(field.dictionary.id, { ...field, dictionary: null })
    for (const child of field.children) look(child)
  }
  for (const field of fields) look(field)
  return found
}

interface BatchReading {
  source: Source
  walk: BufferWalk
  columns: ReadonlyMap<ArrowField, TypedColumn>
  dictionaries: Dictionaries
  start: number
  rows: number
}

async function readField(
  reading: BatchReading,
  field: ArrowField,
  parent: ((i: number) => boolean) | null,
): Promise<void> {
  const { walk, columns, dictionaries, rows } = reading
  const column = columns.get(field)
  if (column !== undefined) {
    const cells = await cellsOf(walk, field, dictionaries)
    if (cells.rows !== rows) throw new RangeError(`a column ${shown(field.name)} of another number of rows`)
    await writeCells(reading, column, cells, parent)
  } else if (field.layout.is === 'struct' && field.dictionary === null) {
    if (nextNode(walk) !== rows)
      throw new RangeError(`a column ${shown(field.name)} of another number of rows`)
    const valid = await validityOf(walk, rows)
    const both = parent === null ? valid : (i: number): boolean => parent(i) && valid(i)
    for (const child of field.children) await readField(reading, child, both)
  } else passOver(walk, field)
}

function passOver(walk: BufferWalk, field: ArrowField): void {
  nextNode(walk)
  const { layout } = field
  if (field.dictionary !== null) return skipBuffers(walk, 2)
  if (layout.is === 'views') skipBuffers(walk, 2 + nextVariadic(walk))
  else if (layout.is === 'other') skipBuffers(walk, layout.buffers)
  else skipBuffers(walk, { nothing: 0, bits: 2, fixed: 2, bytes: 3, struct: 1 }[layout.is])
  for (const child of field.children) passOver(walk, child)
}

async function writeCells(
  { source, start, rows }: BatchReading,
  column: TypedColumn,
  cells: CellReader,
  parent: ((i: number) => boolean) | null,
): Promise<void> {
  for (let from = 0; from < rows; from += STEP) {
    const length = Math.min(STEP, rows - from)
    const part = Array.from({ length }, (_, i) =>
      parent === null || parent(from + i) ? cells.at(from + i) : null,
    )
    writeTyped(column, part, start + from)
    if (sliceIsOver(source)) await pause(source)
  }
}
