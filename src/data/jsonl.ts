import { formatCount } from '~/lib/format'
import {
  type Builder,
  type CellRules,
  createBuilder,
  finishColumn,
  mergeReread,
  putCell,
  putMissing,
  putNumber,
  rereader,
  reserve,
  rowsToReread,
  SKIP,
} from './builder'
import { holdsWhole } from './cells'
import type { Columns } from './columns'
import type { Parsed } from './csv'
import { uniqueNames } from './csv-sniff'
import { textBytes } from './dictionary'
import { DataError } from './errors'
import { listed, MAX_CELLS, MAX_COLUMNS, MAX_ROW_BYTES, plural } from './limits'
import { feed, pause, sliceIsOver, type Source } from './source'

/** Nested objects become columns `a.b.c` up to this depth. */
const MAX_DEPTH = 6

interface ObjectReader {
  fileName: string
  /** By path. A Map: keys such as `__proto__` are only names here. */
  columns: Map<string, Builder>
  /** How many rows of each column are written. */
  written: Map<Builder, number>
  capacity: number
  rows: number
  stopAfter: number
  /** Paths that hold arrays (or are nested too deep), and are left out. */
  skipped: Set<string>
  rules: CellRules
  /** Elements of one array, instead of one object a line. */
  array: boolean
  line: number
  /** Inside the array, or behind its end. */
  state: 'before' | 'inside' | 'after'
}

function columnFor(r: ObjectReader, path: string): Builder | null {
  const known = r.columns.get(path)
  if (known !== undefined) return known
  if (r.stopAfter !== Infinity) return null
  if (r.columns.size >= MAX_COLUMNS)
    throw new DataError(
      'too-many-columns',
      `${r.fileName} has more than ${formatCount(MAX_COLUMNS)} different keys (row ${formatCount(r.rows + 1)}); Tidemark reads at most that many columns. Drop a file with fewer.`,
    )
  checkCells(r, r.columns.size + 1, r.rows + 1)
  const column = createBuilder(path, r.capacity)
  r.columns.set(path, column)
  r.written.set(column, 0)
  return column
}

function checkCells(r: ObjectReader, columns: number, rows: number): void {
  if (columns * rows > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${r.fileName} has more than ${formatCount(MAX_CELLS)} cells (${plural(columns, 'column')}), the most that fit in memory. Drop fewer rows or columns.`,
    )
}

function putJson(r: ObjectReader, path: string, value: unknown, depth: number): void {
  if (value === null || value === undefined) {
    columnFor(r, path)
    return
  }
  if (typeof value === 'object') {
    if (Array.isArray(value) || depth >= MAX_DEPTH) {
      if (r.skipped.size < 1000) r.skipped.add(path)
      return
    }
    for (const [key, inner] of Object.entries(value)) putJson(r, `${path}.${key}`, inner, depth + 1)
    return
  }
  const column = columnFor(r, path)
  if (column === null || column.kind === SKIP) return
  const { rows: row } = r
  putMissing(column, r.written.get(column)!, row)
  r.written.set(column, row + 1)
  if (typeof value === 'number' && Number.isFinite(value) && putNumber(column, row, value)) return
  const { bytes, length } = textBytes(typeof value === 'string' ? value : JSON.stringify(value))
  putCell(column, row, bytes, 0, length, r.rules)
}

const BARE = /"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g
const LONG_DIGITS = /\d{16}/
const WHOLE = /"(?:[^"\\]|\\.)*"|-?\d+(?:[.eE][\d.eE+-]*)?/g

/** Whole numbers that a double cannot hold as text, which keeps their digits. */
function withWholeDigits(text: string): string {
  if (!LONG_DIGITS.test(text)) return text
  return text.replace(WHOLE, (token) => {
    const isLong = token.length >= 16 && /^-?\d+$/.test(token)
    return isLong && !holdsWhole(token) ? `"${token}"` : token
  })
}

/** JSON, and what Python's json module writes beside it: NaN and ±Infinity. */
function parseJson(raw: string): unknown {
  const text = withWholeDigits(raw)
  try {
    return JSON.parse(text)
  } catch (error) {
    if (!/NaN|Infinity/.test(text)) throw error
    // Infinities become text that the cells' rules know: missing, and counted.
    return JSON.parse(
      text.replace(BARE, (token) =>
        token.startsWith('"') ? token : token === 'NaN' ? 'null' : `"${token}"`,
      ),
    )
  }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

function place(r: ObjectReader): string {
  return r.array
    ? `element ${formatCount(r.rows + 1)} (line ${formatCount(r.line)})`
    : `line ${formatCount(r.line)}`
}

function putObject(r: ObjectReader, bytes: Uint8Array, start: number, end: number): void {
  let value: unknown
  try {
    value = parseJson(decoder.decode(bytes.subarray(start, end)))
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 120) : String(error)
    throw new DataError('bad-json', `${r.fileName}: ${place(r)} is not valid JSON: ${reason}.`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = Array.isArray(value) ? 'an array' : value === null ? 'null' : `a ${typeof value}`
    throw new DataError(
      'bad-json',
      `${r.fileName}: ${place(r)} is ${what}, not an object such as {"x": 1.5}.`,
    )
  }
  if (r.rows >= r.capacity) {
    checkCells(r, r.columns.size, r.rows + 1)
    r.capacity = Math.ceil(r.capacity * 1.5)
    for (const column of r.columns.values()) reserve(column, r.capacity)
  }
  for (const [key, inner] of Object.entries(value)) putJson(r, key, inner, 0)
  r.rows++
}

const LF = 10
const QUOTE = 34

/** Reads whole lines; the contract is `readRows`'s. */
function readLines(
  r: ObjectReader,
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
  stopAt: number,
): number {
  let at = start
  while (at < end && at < stopAt && r.rows < r.stopAfter) {
    let stop = bytes.indexOf(LF, at)
    if (stop < 0 || stop >= end) {
      if (!final) return tooLong(r, at, end)
      stop = end
    }
    r.line++
    if (!blank(bytes, at, stop)) putObject(r, bytes, at, stop)
    at = Math.min(stop + 1, end)
  }
  return at
}

function blank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i]! > 32) return false
  return true
}

function tooLong(r: ObjectReader, start: number, end: number): number {
  if (end - start > MAX_ROW_BYTES)
    throw new DataError(
      'row-too-long',
      `${r.fileName}: the object at ${place(r)} is longer than ${formatCount(MAX_ROW_BYTES / 1e6)} MB, which no row of a table is.`,
    )
  return start
}

/** Reads whole elements of a top-level array; the contract is `readRows`'s. */
function readElements(
  r: ObjectReader,
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
  stopAt: number,
): number {
  let at = start
  while (at < end && at < stopAt && r.rows < r.stopAfter) {
    const b = bytes[at]!
    if (b === LF) r.line++
    if (b <= 32) {
      at++
      continue
    }
    if (r.state === 'after')
      throw new DataError(
        'bad-json',
        `${r.fileName}: line ${formatCount(r.line)} has text after the end of the array.`,
      )
    if (r.state === 'before' || b === 44) {
      r.state = 'inside'
      at++
      continue
    }
    if (b === 93) {
      r.state = 'after'
      at++
      continue
    }
    const stop = elementEnd(bytes, at, end)
    if (stop < 0) {
      if (!final) return tooLong(r, at, end)
      throw new DataError('truncated', `${r.fileName} is cut off: ${place(r)} does not end. Copy it again.`)
    }
    putObject(r, bytes, at, stop)
    for (let i = at; i < stop; i++) if (bytes[i] === LF) r.line++
    at = stop
  }
  if (final && at >= end && r.state === 'inside' && r.stopAfter === Infinity)
    throw new DataError('truncated', `${r.fileName} is cut off: its array does not end. Copy it again.`)
  return at
}

/** Where the element that begins at `start` ends: at a comma or bracket outside of it. −1: not here. */
function elementEnd(bytes: Uint8Array, start: number, end: number): number {
  let depth = 0
  let quoted = false
  for (let i = start; i < end; i++) {
    const b = bytes[i]!
    if (quoted) {
      if (b === 92) i++
      else if (b === QUOTE) quoted = false
    } else if (b === QUOTE) quoted = true
    else if (b === 123 || b === 91) depth++
    else if (b === 125 || b === 93) {
      if (depth === 0) return i
      if (--depth === 0) return i + 1
    } else if (b === 44 && depth === 0) return i
  }
  return -1
}

/**
 * Reads JSON lines (one object a line), or one array of objects. Missing keys and null are missing,
 * nested objects become columns `a.b`, arrays are left out with a note. Text cells follow the rules
 * of CSV: "1.5" is a number, "2026-03-25" a time.
 *
 * @throws DataError with the line that is not an object
 */
export async function readJsonl(source: Source, encoding: string, array: boolean): Promise<Parsed> {
  const create = (columns: Map<string, Builder>, stopAfter: number): ObjectReader => ({
    fileName: source.name,
    columns,
    written: new Map([...columns.values()].map((column) => [column, 0])),
    capacity: 1024,
    rows: 0,
    stopAfter,
    skipped: new Set(),
    rules: { decimal: 46, encoding: 'utf-8', missing: source.missing, invalid: false },
    array,
    line: array ? 1 : 0,
    state: 'before',
  })
  const read = array ? readElements : readLines
  const bom = await bomLength(source)
  const run = (r: ObjectReader): Promise<void> =>
    feed(
      source,
      encoding,
      bom,
      () => r.rows,
      (bytes, start, end, final, stopAt) => read(r, bytes, start, end, final, stopAt),
      () => r.rows >= r.stopAfter,
    )
  const reader = create(new Map(), Infinity)
  await run(reader)
  const { rows } = reader
  if (rows === 0)
    throw new DataError('empty-file', `${source.name} holds no objects: there are no rows in it.`)
  const notes: string[] = []
  if (reader.columns.size === 0)
    throw new DataError(
      'no-columns',
      `${source.name}: no object in it has a key with a plain value, so there are no columns.`,
    )
  pad(reader)
  await reread(reader, run, create)
  if (reader.skipped.size > 0)
    notes.push(`Lists (and objects nested too deep) were left out: ${listed([...reader.skipped])}.`)
  const { names, notes: nameNotes } = uniqueNames([...reader.columns.keys()])
  notes.push(...nameNotes)
  const columns: Columns = { rows, columns: [] }
  let j = 0
  for (const b of reader.columns.values()) {
    b.name = names[j++]!
    const finished = finishColumn(b, rows, 'utf-8')
    columns.columns.push(finished.column)
    notes.push(...finished.notes)
    if (sliceIsOver(source)) await pause(source)
  }
  return { columns, notes }
}

/** Writes the rows behind a column's last value as missing. */
function pad(r: ObjectReader): void {
  for (const column of r.columns.values()) putMissing(column, r.written.get(column)!, r.rows)
}

async function reread(
  first: ObjectReader,
  run: (r: ObjectReader) => Promise<void>,
  create: (columns: Map<string, Builder>, stopAfter: number) => ObjectReader,
): Promise<void> {
  const { rows } = first
  const needed = [...first.columns.values()].reduce((most, b) => Math.max(most, rowsToReread(b, rows)), 0)
  if (needed === 0) return
  const again = new Map([...first.columns].map(([path, b]) => [path, rereader(b, rows)]))
  const second = create(again, needed)
  second.capacity = needed
  await run(second)
  pad(second)
  for (const [path, b] of first.columns) {
    const column = again.get(path)!
    if (column.kind !== SKIP) mergeReread(b, column, rows)
  }
}

async function bomLength(source: Source): Promise<number> {
  const head = new Uint8Array(await source.blob.slice(0, 3).arrayBuffer())
  const utf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  return utf16 || (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) ? 3 : 0
}
