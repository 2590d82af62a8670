import { formatCount } from '~/lib/format'
import { isMissing, losesDigits, parseNumber, parseTime } from './csv/cells'
import type { Column } from './columns'
import { readCategories, createDictionary, type Dictionary, intern, mergeCodes } from './dictionary'
import type { MissingWords } from './interpret/missing-words'
import { inexactNote, MAX_CATEGORIES, MAX_CELL_BYTES, OTHER_VALUES, plural, shown } from './limits'

/**
 * What a column is, so far. It starts `EMPTY`, becomes what its first value is, and falls to `TEXT`
 * when a value does not fit; `SKIP` is a column that a second pass does not look at.
 */
export const EMPTY = 0
export const NUMBER = 1
const TIME = 2
export const TEXT = 3
export const SKIP = 4

/** A number like 1.057 was met, whose mark may separate thousands. */
export const AS_GROUPS = 1
/** A number like 1.5 or 0.057 was met, whose mark is the decimal sign. */
export const AS_DECIMALS = 2
/** A whole number like 01234 was met: a code, unless other cells are numbers without doubt. */
export const AS_CODES = 4
/** A number with a sign or an exponent was met. */
export const AS_SIGNED = 8

/** How often something odd happened, and where first. Counted once a row, so that a row may be read twice. */
interface Tally {
  count: number
  firstRow: number
  lastRow: number
  /** All of them, from 0. */
  rows: number[]
}

/** One column while it grows. Row i of it is row number i + 1. */
export interface Builder {
  name: string
  kind: number
  /** Of numbers and times; as long as the capacity. Empty for text. */
  values: Float64Array
  /** Of text; as long as the capacity. */
  codes: Int32Array
  dictionary: Dictionary | null
  infinite: Tally
  /** First row with a whole number that a double would round: the column is text because of it. */
  inexactRow: number | null
  /** Whether a word for "missing" was met before the column was text. */
  hasWord: boolean
  /** Row where a number or time column became text, or one that began with words for "missing". The rows before need a second pass. */
  fell: number | null
  /** What its cells say: `AS_GROUPS` alone where each decimal mark could separate thousands. */
  marks: number
  /** It was taken for numbers, and is none, or of another notation: all rows are read again as text. */
  isReread: boolean
}

function tally(): Tally {
  return { count: 0, firstRow: -1, lastRow: -1, rows: [] }
}

function add(t: Tally, row: number): void {
  if (row <= t.lastRow) return
  if (t.count === 0) t.firstRow = row
  t.count++
  t.lastRow = row
  t.rows.push(row)
}

/** A new column. Rows are undefined until written (zeroed memory costs nothing until it is touched). */
export function createBuilder(name: string, capacity: number): Builder {
  return {
    name,
    kind: EMPTY,
    values: new Float64Array(capacity),
    codes: new Int32Array(0),
    dictionary: null,
    infinite: tally(),
    inexactRow: null,
    hasWord: false,
    fell: null,
    marks: 0,
    isReread: false,
  }
}

/** Makes room for `capacity` rows. */
export function reserve(b: Builder, capacity: number): void {
  if (b.kind === SKIP) return
  if (b.kind === TEXT) {
    const codes = new Int32Array(capacity)
    codes.set(b.codes)
    b.codes = codes
  } else {
    const values = new Float64Array(capacity)
    values.set(b.values)
    b.values = values
  }
}

/** From `row` on (from 0) the column is text; the rows before are missing until a second pass. */
function becomeText(b: Builder, row: number): void {
  b.kind = TEXT
  b.codes = new Int32Array(b.values.length).fill(-1, 0, row)
  b.values = new Float64Array(0)
  b.dictionary = createDictionary()
}

/** A column that was told to be text from its first row on. */
export function createTextBuilder(name: string, capacity: number): Builder {
  const b = createBuilder(name, capacity)
  becomeText(b, 0)
  return b
}

/** What the cells of a table share. */
export interface CellRules {
  /** 46 (.) or 44 (,). */
  decimal: number
  /** 'utf-8' or 'windows-1252'. */
  encoding: string
  /** Words for "no value". */
  missing: MissingWords
  /** Set when a text cell is not UTF-8: the file must be read again in another encoding. */
  invalid: boolean
}

/** Reads the cell [start, end) of `bytes` into row `row` (from 0), whatever the column is. */
export function putCell(
  b: Builder,
  row: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  rules: CellRules,
): void {
  let s = start
  let e = end
  while (s < e && (bytes[s] === 32 || bytes[s] === 9)) s++
  while (e > s && (bytes[e - 1] === 32 || bytes[e - 1] === 9)) e--
  if (b.kind === SKIP) return
  if (isMissing(bytes, s, e, rules.missing)) {
    // Text keeps its words for "missing": what they mean there is decided when all cells are known.
    if (b.kind === TEXT) b.codes[row] = s === e ? -1 : intern(b.dictionary!, bytes, s, e)
    else {
      b.hasWord ||= s < e
      b.values[row] = Number.NaN
    }
    return
  }
  if (b.kind !== TEXT && putValue(b, row, bytes, s, e, rules)) return
  if (b.kind !== TEXT) {
    if (b.kind !== EMPTY || b.hasWord) b.fell = row
    becomeText(b, row)
  }
  const dictionary = b.dictionary!
  b.codes[row] = intern(dictionary, bytes, start, end)
  if (dictionary.invalid && rules.encoding === 'utf-8') rules.invalid = true
}

/** False where the cell is not what the column holds. */
function putValue(
  b: Builder,
  row: number,
  bytes: Uint8Array,
  s: number,
  e: number,
  rules: CellRules,
): boolean {
  if (b.kind === EMPTY || b.kind === NUMBER) {
    let x = parseNumber(bytes, s, e, rules.decimal)
    if (x === x) {
      if (x === Infinity || x === -Infinity) {
        add(b.infinite, row)
        x = Number.NaN
      } else if (losesDigits(x, bytes, s, e)) {
        b.inexactRow ??= row
        return false
      }
      b.kind = NUMBER
      b.values[row] = x
      b.marks |= marksOf(bytes, s, e, rules.decimal)
      return true
    }
  }
  if (b.kind === EMPTY || b.kind === TIME) {
    const ms = parseTime(bytes, s, e)
    if (ms === ms) {
      b.kind = TIME
      b.values[row] = ms
      return true
    }
  }
  return false
}

/** What a number says, see `Builder.marks`. */
function marksOf(bytes: Uint8Array, s: number, e: number, decimal: number): number {
  // Not by `indexOf`, which would look on behind the cell, through all bytes that are in memory.
  let at = s
  while (at < e && bytes[at] !== decimal) at++
  if (at === e) {
    for (let i = s; i < e; i++) if ((bytes[i]! ^ 48) > 9) return AS_SIGNED
    return e - s > 1 && bytes[s] === 48 ? AS_CODES : 0
  }
  const before = at - s - ((bytes[s]! ^ 48) > 9 ? 1 : 0)
  return e - at === 4 && before >= 1 && before <= 3 && bytes[at - before] !== 48 ? AS_GROUPS : AS_DECIMALS
}

/** Writes rows [from, to) as missing. */
export function putMissing(b: Builder, from: number, to: number): void {
  if (b.kind === TEXT) b.codes.fill(-1, from, to)
  else if (b.kind !== SKIP) b.values.fill(Number.NaN, from, to)
}

/** A number that needs no reading (JSON). False where the column is text: the caller writes its text then. */
export function putNumber(b: Builder, row: number, x: number): boolean {
  if (b.kind > NUMBER) return false
  b.kind = NUMBER
  b.values[row] = x
  if (x < 0 || !Number.isInteger(x)) b.marks |= AS_SIGNED
  return true
}

/** Marks a column of codes (01234 is not 1234), unless something was told of it: its rows are read again as text. */
export function rereadCodes(b: Builder, isTold: boolean): void {
  b.isReread ||= b.kind === NUMBER && b.marks === AS_CODES && !isTold
}

/** Rows (from 0, exclusive) that a second pass must read again as text; 0 where it is not needed. */
export function rowsToReread(b: Builder, rows: number): number {
  if (b.kind === NUMBER && b.isReread) return rows
  return b.fell ?? 0
}

/** What a second pass reads into: the same names, text where `rowsToReread` says so, the rest skipped. */
export function rereader(b: Builder, rows: number): Builder {
  const needed = rowsToReread(b, rows)
  const again = createBuilder(b.name, needed)
  if (needed > 0) becomeText(again, 0)
  else again.kind = SKIP
  return again
}

/**
 * Puts the re-read rows before those that were text already. Categories stay in order of appearance. Yields between
 * slices of work.
 */
export function* mergeReread(b: Builder, again: Builder, rows: number): Generator<void> {
  const needed = rowsToReread(b, rows)
  if (needed === 0 || again.dictionary === null) return
  if (b.dictionary === null) {
    becomeText(b, 0)
    b.codes.set(again.codes.subarray(0, needed))
  } else {
    const codes = yield* mergeCodes(again.dictionary, b.dictionary)
    for (let i = needed; i < rows; i++) {
      const code = b.codes[i]!
      if (code >= 0) b.codes[i] = codes[code]!
    }
    b.codes.set(again.codes.subarray(0, needed))
  }
  b.dictionary = again.dictionary
}

/** The first `rows` values: a view where little memory is wasted behind it, else a copy. */
function trimmed<T extends Float64Array | Int32Array>(array: T, rows: number): T {
  return (array.length <= rows * 1.125 ? array.subarray(0, rows) : array.slice(0, rows)) as T
}

/** The finished column, and sentences about what was odd in it. Yields between slices of work. */
export function* finishColumn(
  b: Builder,
  rows: number,
  encoding: string,
): Generator<void, { column: Column; notes: string[] }> {
  const notes: string[] = []
  const column = shown(b.name)
  if (b.infinite.count > 0 && b.kind !== TEXT)
    notes.push(
      `${plural(b.infinite.count, 'infinite value')} in ${column} (first in row ${formatCount(b.infinite.firstRow + 1)}) ${b.infinite.count === 1 ? 'counts' : 'count'} as missing.`,
    )
  if (b.inexactRow !== null) notes.push(inexactNote(b.name, b.inexactRow))
  if (b.kind === TEXT) {
    const d = b.dictionary!
    if (d.cut)
      notes.push(`Cells of ${column} longer than ${formatCount(MAX_CELL_BYTES)} bytes were cut off there.`)
    if (d.other >= 0)
      notes.push(
        `Column ${column} has more than ${formatCount(MAX_CATEGORIES)} different values; all further ones count as ${shown(OTHER_VALUES)}.`,
      )
    return {
      column: {
        type: 'text',
        name: b.name,
        codes: trimmed(b.codes, rows),
        categories: yield* readCategories(d, encoding),
      },
      notes,
    }
  }
  if (b.kind === EMPTY) {
    notes.push(`Column ${column} is empty.`)
    return {
      column: { type: 'text', name: b.name, codes: new Int32Array(rows).fill(-1), categories: [] },
      notes,
    }
  }
  const values = trimmed(b.values, rows)
  // The larger array is free as soon as the column has its own.
  b.values = new Float64Array(0)
  if (b.kind !== NUMBER) return { column: { type: 'time', name: b.name, values }, notes }
  const infinite = b.infinite.count > 0 ? { infinite: Uint32Array.from(b.infinite.rows) } : {}
  return { column: { type: 'number', name: b.name, values, ...infinite }, notes }
}
