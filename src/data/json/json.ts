import { finishColumn, mergeReread, rereadCodes, rereader, rowsToReread, SKIP } from '../builder'
import type { Column, Columns } from '../columns'
import { uniqueNames } from '../csv/csv-sniff'
import type { Parsed } from '../csv/csv'
import { DataError } from '../errors'
import { columnSink, columnsSink, documentSink, type IndexKeys } from './json-columns'
import { rowSink } from './json-rows'
import { findShape, type Shape } from './json-shape'
import { addColumn, createTable, type JsonColumn, type JsonTable, pad, putScalar } from './json-table'
import { createTokens, type JsonSink, readTokens, type Tokens } from './json-tokens'
import { type Json, valueSink } from './json-value'
import { textBytes } from '../dictionary'
import { listed, shown } from '../limits'
import { inSlices } from '../slices'
import { feed, pause, readBytes, sliceIsOver, type Source } from '../source'
import { ownOf } from '~/lib/own'

/** What is known of a table beside its cells. */
interface About {
  /** The column that was made of the index, where there is one. */
  index: JsonColumn | null
  /** Keys that are the index of all columns. */
  keys: IndexKeys | null
  /** Names of the columns that follow the index, where they stand apart from the rows. */
  names: string[] | null
  /** Columns that the file itself calls its index. */
  primary: string[]
}

const NO_TABLE = 'There is a list of rows, a list of names or a schema missing in it.'

/** A name that may be a list of names: pandas' names of several levels. */
function nameOf(name: Json): string {
  if (Array.isArray(name)) return name.map(nameOf).join('.')
  return name === null || name instanceof Map ? '' : String(name)
}

function sinkOf(shape: Shape, t: Tokens, table: JsonTable, about: About): JsonSink {
  switch (shape.as) {
    case 'sequence':
      return rowSink(t, table, { ...shape, depth: 0, index: null, names: null })
    case 'array':
      return rowSink(t, table, { ...shape, depth: 1, index: null, names: null })
    case 'under':
      return documentSink(t, table, (key) =>
        key === shape.key ? rowSink(t, table, { ...shape, depth: 1, index: null, names: null }) : null,
      )
    case 'index':
      about.index = addColumn(table, 'index')
      return rowSink(t, table, { row: 'object', header: false, depth: 1, index: about.index, names: null })
    case 'columns': {
      const sink = columnsSink(t, table, shape.keyed)
      about.keys = sink.index
      return sink
    }
    case 'split':
      return splitSink(t, table, about)
    case 'table':
      return tableSink(t, table, about)
  }
}

/** Names, index and values apart. */
function splitSink(t: Tokens, table: JsonTable, about: About): JsonSink {
  const takeNames = (value: Json): void => {
    about.names = Array.isArray(value) ? value.map(nameOf) : null
  }
  return documentSink(t, table, (key) => {
    if (key === 'columns') return valueSink(Infinity, takeNames)
    if (key === 'index' && about.index === null && table.columns.length === 0)
      return columnSink(t, table, 'index', null, () => {
        about.index = table.columns[0] ?? null
        table.rows = 0
      })
    if (key === 'data')
      return rowSink(t, table, { row: 'list', header: false, depth: 1, index: null, names: about.names })
    return null
  })
}

/** A schema and rows. What it says of types is what the cells say: each column is decided as in every format. */
function tableSink(t: Tokens, table: JsonTable, about: About): JsonSink {
  const takeSchema = (value: Json): void => {
    const schema = value instanceof Map ? value : new Map<string, Json>()
    const primary = schema.get('primaryKey')
    about.primary = Array.isArray(primary)
      ? primary.map(nameOf)
      : primary === undefined || primary === null
        ? []
        : [nameOf(primary)]
  }
  return documentSink(t, table, (key) => {
    if (key === 'schema') return valueSink(Infinity, takeSchema)
    if (key === 'data')
      return rowSink(t, table, { row: 'object', header: false, depth: 1, index: null, names: null })
    return null
  })
}

/**
 * Reads JSON as it is written for tables: JSON lines (indented too), an array of objects or lists, columns of lists,
 * pandas' orients (`records`, `columns`, `index`, `split`, `tight`, `values`, `table`), and any of the arrays under a
 * key of an object, compact or indented. Missing keys and null are missing, nested objects become columns `a.b`, lists
 * in cells are left out with a note. Text follows the rules of CSV: "1.5" is a number, "2026-03-25" a time.
 *
 * @throws DataError with the line (and row) that is not as it should be
 */
export async function readJson(source: Source, encoding: string): Promise<Parsed> {
  const bom = await bomLength(source)
  const shape = await findShape(source, encoding, bom)
  const run = async (table: JsonTable, about: About): Promise<void> => {
    const t = createTokens(source.name, { open: nothing, close: nothing, key: nothing, scalar: nothing })
    t.sink = sinkOf(shape, t, table, about)
    t.single = shape.as !== 'sequence'
    const rowWise = shape.as !== 'columns' && shape.as !== 'split'
    await feed(
      source,
      encoding,
      bom,
      () => table.rows,
      (bytes, start, end, final, stopAt) => readTokens(t, bytes, start, end, final, stopAt),
      () => table.rules.invalid || (rowWise && table.rows >= table.stopAfter),
    )
  }
  const table = createTable(source, null, Infinity)
  const about: About = { index: null, keys: null, names: null, primary: [] }
  await run(table, about)
  if (table.rules.invalid) return inLatin(source)
  checkSomething(source, table, about)
  pad(table)
  await reread(source, table, run)
  return finish(source, table, about, shape)
}

const nothing = (): void => undefined

function checkSomething(source: Source, table: JsonTable, about: About): void {
  const { length } = table.columns
  if (table.rows === 0 && length === (about.index === null ? 0 : 1) && about.names === null)
    throw new DataError('empty-file', `${source.name} holds no objects: there are no rows in it.`)
  if (table.rows === 0 && table.skipped.size > 0)
    throw new DataError(
      'no-columns',
      `${source.name} holds lists and objects inside of objects, and no rows of plain values. Take out the list of rows (${listed([...table.skipped])}), or put it under one key.`,
    )
  if (table.rows === 0)
    throw new DataError('header-only', `${source.name} names its columns but holds no rows.`)
  if (length === (about.index === null ? 0 : 1))
    throw new DataError(
      'no-columns',
      `${source.name}: no object in it has a key with a plain value, so there are no columns.`,
    )
}

async function reread(
  source: Source,
  first: JsonTable,
  run: (table: JsonTable, about: About) => Promise<void>,
): Promise<void> {
  const { rows } = first
  const builders = first.columns.map(({ builder }) => builder)
  for (const builder of builders)
    rereadCodes(builder, ownOf(source.options.types ?? {}, builder.name) !== undefined)
  const needed = builders.reduce((most, b) => Math.max(most, rowsToReread(b, rows)), 0)
  if (needed === 0) return
  const again = builders.map((b) => rereader(b, rows))
  const second = createTable(source, again, needed)
  await run(second, { index: null, keys: null, names: null, primary: [] })
  for (const [j, column] of second.columns.entries()) {
    // A builder has as many rows as its own column needs.
    if (column.builder.kind !== SKIP) column.builder.codes.fill(-1, column.written)
    if (column.builder.kind !== SKIP) await inSlices(source, mergeReread(builders[j]!, column.builder, rows))
  }
}

async function finish(source: Source, table: JsonTable, about: About, shape: Shape): Promise<Parsed> {
  const { rows } = table
  const notes: string[] = []
  if (shape.as === 'under' && shape.beside.length > 0)
    notes.push(
      `The rows are the list ${shown(shape.key)}; ${listed(shape.beside)} beside it ${shape.beside.length === 1 ? 'was' : 'were'} left out.`,
    )
  if ('header' in shape && shape.header)
    notes.push('The first list holds texts only and was read as the names of the columns.')
  if (shape.as === 'index')
    notes.push('Each key of the object is a row; the keys are its index (pandas: orient="index").')
  if (table.skipped.size > 0)
    notes.push(`Lists (and objects nested too deep) were left out: ${listed([...table.skipped])}.`)
  const index = await indexColumn(source, table, about)
  const indexIsApart = about.index !== null
  const own = table.columns.filter((column) => column !== about.index)
  if (about.names !== null)
    own.forEach(({ builder }, j) => {
      builder.name = about.names?.[j] ?? builder.name
    })
  const named = [...(index === null ? [] : ['index']), ...own.map(({ builder }) => builder.name)]
  const { names, notes: nameNotes } = uniqueNames(named)
  notes.push(...nameNotes)
  const columns: Columns = { rows, columns: [] }
  if (index !== null) columns.columns.push({ ...index, name: names[0]! })
  for (const [j, { builder }] of own.entries()) {
    builder.name = names[j + (index === null ? 0 : 1)]!
    const finished = await inSlices(source, finishColumn(builder, rows, 'utf-8'))
    const isCounter = !indexIsApart && about.primary.includes(builder.name) && counts(finished.column)
    if (isCounter) continue
    columns.columns.push(finished.column)
    notes.push(...finished.notes)
    if (sliceIsOver(source)) await pause(source)
  }
  if (columns.columns.length === 0) throw new DataError('no-columns', `${source.name}: ${NO_TABLE}`)
  return { columns, notes }
}

/** Whether a column only counts its rows from 0. */
const counts = (column: Column): boolean => column.type === 'number' && column.values.every((x, i) => x === i)

/** The index as a column; null where it only counts rows. */
async function indexColumn(source: Source, table: JsonTable, about: About): Promise<Column | null> {
  if (about.keys !== null && about.keys.keys !== null) {
    const t = createTokens(table.fileName, { open: nothing, close: nothing, key: nothing, scalar: nothing })
    const write = (holder: JsonTable): JsonColumn => {
      const column = addColumn(holder, 'index')
      about.keys!.keys!.forEach((key, row) => {
        const { bytes, length } = textBytes(key)
        putScalar(t, holder, column, row, 'string', bytes, 0, length, false)
      })
      return column
    }
    const first = createTable(source, null, Infinity)
    first.capacity = table.rows
    const column = write(first)
    rereadCodes(column.builder, false)
    const needed = rowsToReread(column.builder, table.rows)
    if (needed > 0) {
      const again = createTable(source, [rereader(column.builder, table.rows)], needed)
      await inSlices(source, mergeReread(column.builder, write(again).builder, table.rows))
    }
    return (await inSlices(source, finishColumn(column.builder, table.rows, 'utf-8'))).column
  }
  if (about.index === null) return null
  const { column } = await inSlices(source, finishColumn(about.index.builder, table.rows, 'utf-8'))
  return counts(column) ? null : column
}

/** The same file with its bytes read as Windows-1252. */
async function inLatin(source: Source): Promise<Parsed> {
  const decoder = new TextDecoder('windows-1252')
  const encoder = new TextEncoder()
  const parts: Uint8Array<ArrayBuffer>[] = []
  for (let at = 0; at < source.size; at += 1_000_000) {
    parts.push(
      encoder.encode(decoder.decode(await readBytes(source, at, Math.min(source.size, at + 1_000_000)))),
    )
    if (sliceIsOver(source)) await pause(source)
  }
  const blob = new Blob(parts)
  const read = await readJson({ ...source, blob, size: blob.size }, 'utf-8')
  read.notes.unshift('The file is not valid UTF-8 and was read as Windows-1252 (Latin-1).')
  return read
}

async function bomLength(source: Source): Promise<number> {
  const head = new Uint8Array(await source.blob.slice(0, 3).arrayBuffer())
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  return utf16 || (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) ? 3 : 0
}
