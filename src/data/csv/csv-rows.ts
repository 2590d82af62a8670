import { formatCount } from '~/lib/format'
import {
  AS_CODES,
  AS_DECIMALS,
  AS_GROUPS,
  AS_SIGNED,
  type Builder,
  type CellRules,
  createBuilder,
  createTextBuilder,
  EMPTY,
  NUMBER,
  putCell,
  putMissing,
  reserve,
  SKIP,
} from '../builder'
import { POWERS_OF_TEN } from './cells'
import { BACKSLASH, isEscapable } from './backslash-quotes'
import { SPACE, spacedQuote } from './spaced-quote'
import { nearestDouble } from '../interpret/decimal'
import { DataError } from '../errors'
import { MAX_CELLS, MAX_ROW_BYTES, plural, shown } from '../limits'

const LF = 10
const CR = 13
const QUOTE = 34
/** Digits that reach this may have been rounded: 2⁵³ + 1 reads as 2⁵³. */
const MAX_EXACT = 2 ** 53

/** A delimited text on its way to columns. Rows are counted from 0 here, from 1 in sentences. */
export interface RowReader extends CellRules {
  fileName: string
  /** 44 comma, 59 semicolon, 9 tab, 124 pipe. */
  delimiter: number
  /** First byte of lines that are left out; −1 for none. */
  comment: number
  /** A backslash before a quote, or before a backslash, makes a part of the cell of it. */
  escapes: boolean
  comments: number
  columns: Builder[]
  capacity: number
  rows: number
  /** Stop after this many rows (a second pass needs only some). */
  stopAfter: number
  /** Lines before the first row, plus blank lines and line ends inside quotes: row → line of the file. */
  extraLines: number
  /** Blank lines between rows of a table with several columns. */
  blankLines: number
  /** Blank lines after the last row so far: of a single column they are missing values if more rows follow. */
  pendingBlank: number
  /** Room for a quoted cell without its quotes. */
  scratch: Uint8Array
}

/** "row 17 (line 18 of the file)". */
function place(r: RowReader): string {
  return `row ${formatCount(r.rows + 1)} (line ${formatCount(r.rows + 1 + r.extraLines)} of the file)`
}

export function createRowReader(
  fileName: string,
  names: readonly string[],
  capacity: number,
  rules: {
    delimiter: number
    headerLines: number
    comment: number
    escapes: boolean
    asText: ReadonlySet<string>
  } & Omit<CellRules, 'invalid'>,
): RowReader {
  return {
    fileName,
    delimiter: rules.delimiter,
    comment: rules.comment,
    escapes: rules.escapes,
    comments: 0,
    decimal: rules.decimal,
    encoding: rules.encoding,
    missing: rules.missing,
    invalid: false,
    columns: names.map((name) =>
      rules.asText.has(name) ? createTextBuilder(name, capacity) : createBuilder(name, capacity),
    ),
    capacity,
    rows: 0,
    stopAfter: Infinity,
    extraLines: rules.headerLines,
    blankLines: 0,
    pendingBlank: 0,
    scratch: new Uint8Array(1024),
  }
}

function makeRoom(r: RowReader): void {
  if ((r.rows + 1) * r.columns.length > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${r.fileName} has more than ${formatCount(MAX_CELLS)} cells (${plural(r.columns.length, 'column')}), the most that fit in memory. Drop fewer rows or columns.`,
    )
  const most = Math.floor(MAX_CELLS / r.columns.length)
  r.capacity = Math.min(most, Math.max(16, Math.ceil(r.capacity * 1.5)))
  for (const column of r.columns) reserve(column, r.capacity)
}

/**
 * Reads whole rows from `bytes[start…end)` and returns where the first unread row begins.
 *
 * `bytes[end]` must exist: a line feed is written there as a sentinel, so that no loop needs a bounds
 * check. Without `final`, the last row is left for the next call unless its line end is here, too.
 * Reading stops soon after `stopAt`.
 *
 * @throws DataError for a ragged row, a broken quote, too many cells
 */
export function readRows(
  r: RowReader,
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
  stopAt: number,
): number {
  bytes[end] = LF
  let limit = end
  if (!final) {
    // A CR at the very end may be half of a CRLF.
    while (limit > start && bytes[limit - 1] !== LF && (bytes[limit - 1] !== CR || limit === end)) limit--
  }
  const { columns, delimiter, comment } = r
  const d = columns.length
  const { decimal } = r
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = start
  while (at < limit && at < stopAt && r.rows < r.stopAfter && !r.invalid) {
    const first = bytes[at]!
    if (first === LF || first === CR) {
      at += first === CR && bytes[at + 1] === LF && at + 1 < end ? 2 : 1
      r.pendingBlank++
      continue
    }
    if (first === comment) {
      const stop = lineEnd(bytes, at)
      if (stop >= end && !final) return at
      at = stop + (bytes[stop] === CR && bytes[stop + 1] === LF && stop + 1 < end ? 2 : 1)
      r.comments++
      r.extraLines++
      continue
    }
    for (; r.pendingBlank > 0; r.pendingBlank--) {
      if (d === 1) {
        if (r.rows >= r.capacity) makeRoom(r)
        putMissing(columns[0]!, r.rows, r.rows + 1)
        r.rows++
      } else {
        r.blankLines++
        r.extraLines++
      }
    }
    const row = r.rows
    if (row >= r.capacity) makeRoom(r)
    const rowStart = at
    const linesBefore = r.extraLines
    let c = 0
    let terminator = delimiter
    let isTooLong = false
    for (; terminator === delimiter; c++) {
      if (c >= d) {
        const cellStart = at
        at = skipCell(r, bytes, at, end, final)
        if (at < 0) return incomplete(r, rowStart, end, linesBefore)
        isTooLong ||= at > cellStart && (at !== cellStart + 2 || bytes[cellStart] !== QUOTE)
        terminator = bytes[at]!
        if (terminator === delimiter) at++
        continue
      }
      const column = columns[c]!
      done: {
        if (column.kind <= NUMBER) {
          // Fast decimal path. Below 2⁵³ in the mantissa and 10²² in the power, so that one
          // division or product of two exact doubles rounds once: the result is the nearest double.
          let p = at
          let b = bytes[p]!
          // Counted, not branched on: signs come in no order that a processor could foresee.
          const negative = Number(b === 45)
          p += negative
          b = bytes[p]!
          if (b === 43 && negative === 0) b = bytes[++p]!
          let mantissa = 0
          let digits = p
          let exponent = 0
          while ((b ^ 48) <= 9) {
            mantissa = mantissa * 10 + (b ^ 48)
            b = bytes[++p]!
          }
          digits = p - digits
          if (b === decimal) {
            const point = ++p
            // Four digits at a time, as sums of two and then of four within one word.
            while (p + 4 <= end) {
              const four = words.getInt32(p, true) ^ 0x30303030
              if ((((four + 0x06060606) | four) & 0xf0f0f0f0) !== 0) break
              const twos = Math.imul(four, 10) + (four >>> 8)
              mantissa = mantissa * 10_000 + ((twos & 255) * 100 + ((twos >>> 16) & 255))
              p += 4
            }
            b = bytes[p]!
            while ((b ^ 48) <= 9) {
              mantissa = mantissa * 10 + (b ^ 48)
              b = bytes[++p]!
            }
            exponent = point - p
            digits -= exponent
            column.marks |= exponent === -3 && mantissa >= 1000 && mantissa < 1e6 ? AS_GROUPS : AS_DECIMALS
          } else if (bytes[p - digits] === 48 && digits > 1) column.marks |= AS_CODES
          column.marks |= AS_SIGNED * negative
          if (digits > 0 && (b | 32) === 101) {
            b = bytes[++p]!
            const below = b === 45
            if (below || b === 43) b = bytes[++p]!
            const from = p
            let e = 0
            while ((b ^ 48) <= 9 && e < 1000) {
              e = e * 10 + (b ^ 48)
              b = bytes[++p]!
            }
            if (p === from) digits = 0
            column.marks |= AS_SIGNED
            exponent += below ? -e : e
          }
          if (
            digits > 0 &&
            (b === delimiter || b === LF || b === CR) &&
            (p < end || final) &&
            exponent <= 22 &&
            exponent >= -22
          ) {
            if (mantissa >= MAX_EXACT) mantissa = nearestDouble(bytes, at, p, exponent)
            else if (exponent < 0) mantissa /= POWERS_OF_TEN[-exponent]!
            else if (exponent > 0) mantissa *= POWERS_OF_TEN[exponent]!
            if (mantissa === mantissa) {
              column.values[row] = mantissa * (1 - 2 * negative)
              if (column.kind === EMPTY) column.kind = NUMBER
              at = p
              terminator = b
              break done
            }
          }
        }
        at = readCell(r, column, row, bytes, at, end, final)
        if (at < 0) return incomplete(r, rowStart, end, linesBefore)
        terminator = bytes[at]!
      }
      if (terminator === delimiter) at++
    }
    // The LF of a CRLF may come with the next bytes.
    if (!final && terminator === CR && at + 1 >= end) return incomplete(r, rowStart, end, linesBefore)
    // Empty cells beyond the last column are trailing delimiters, as spreadsheets write them.
    if (c < d || isTooLong) throw raggedRow(r, c)
    at += terminator === CR && bytes[at + 1] === LF && at + 1 < end ? 2 : 1
    r.rows = row + 1
  }
  return Math.min(at, end)
}

/** Where the line ends; a line feed stands behind the last byte. */
function lineEnd(bytes: Uint8Array, start: number): number {
  let p = start
  for (let b = bytes[p]!; b !== LF && b !== CR; b = bytes[++p]!);
  return p
}

function raggedRow(r: RowReader, cells: number): DataError {
  const d = r.columns.length
  return new DataError(
    'ragged-row',
    `${r.fileName}: ${place(r)} has ${plural(cells, 'cell')} where ${d} ${d === 1 ? 'was' : 'were'} expected. Check that row for a missing or extra delimiter, or a cell that needs quotes.`,
  )
}

/** The row will be read again from its start, with more bytes. Everything it did so far can be done twice. */
function incomplete(r: RowReader, rowStart: number, end: number, linesBefore: number): number {
  r.extraLines = linesBefore
  if (end - rowStart > MAX_ROW_BYTES)
    throw new DataError(
      'row-too-long',
      `${r.fileName}: ${place(r)} is longer than ${formatCount(MAX_ROW_BYTES / 1e6)} MB. Probably a quote opens there and never closes.`,
    )
  return rowStart
}

/** Finds the end of a cell that no column takes. −1: it does not end here. */
function skipCell(r: RowReader, bytes: Uint8Array, start: number, end: number, final: boolean): number {
  if (bytes[start] === QUOTE) return readQuoted(r, null, bytes, start, end, final)
  if (bytes[start] === SPACE) {
    const quote = spacedQuote(bytes, start, end, r.delimiter)
    if (quote >= 0) return readQuoted(r, null, bytes, quote, end, final)
  }
  const { delimiter } = r
  let p = start
  for (let b = bytes[p]!; b !== delimiter && b !== LF && b !== CR; b = bytes[++p]!);
  return p >= end && !final ? -1 : p
}

/** Reads any cell; returns where its terminator stands, −1 where it does not end here. */
function readCell(
  r: RowReader,
  column: Builder,
  row: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
): number {
  if (bytes[start] === QUOTE) return readQuoted(r, column, bytes, start, end, final)
  if (bytes[start] === SPACE) {
    const quote = spacedQuote(bytes, start, end, r.delimiter)
    if (quote >= 0) return readQuoted(r, column, bytes, quote, end, final)
  }
  const { delimiter } = r
  let p = start
  for (let b = bytes[p]!; b !== delimiter && b !== LF && b !== CR; b = bytes[++p]!);
  if (p >= end && !final) return -1
  if (column.kind !== SKIP) putCell(column, row, bytes, start, p, r)
  return p
}

function readQuoted(
  r: RowReader,
  column: Builder | null,
  bytes: Uint8Array,
  start: number,
  end: number,
  final: boolean,
): number {
  let from = start + 1
  let length = 0
  let lineEnds = 0
  const copy = (to: number): void => {
    const more = to - from
    if (length + more > r.scratch.length) {
      const larger = new Uint8Array(Math.max(r.scratch.length * 2, length + more))
      larger.set(r.scratch.subarray(0, length))
      r.scratch = larger
    }
    r.scratch.set(bytes.subarray(from, to), length)
    length += more
  }
  let p = from
  for (;;) {
    while (p < end && bytes[p] !== QUOTE) {
      if (bytes[p] === BACKSLASH && r.escapes && isEscapable(bytes[p + 1])) {
        copy(p)
        from = p + 1
        p += 2
        continue
      }
      if (bytes[p] === LF || (bytes[p] === CR && bytes[p + 1] !== LF)) lineEnds++
      p++
    }
    if (p >= end) {
      if (!final) return -1
      throw new DataError(
        'open-quote',
        `${r.fileName}: the quote that opens in ${place(r)}${column ? `, column ${shown(column.name)},` : ''} never closes.`,
      )
    }
    if (bytes[p + 1] === QUOTE && p + 1 < end) {
      copy(p + 1)
      p += 2
      from = p
      continue
    }
    break
  }
  // What follows may be the second half of a doubled quote.
  if (p + 1 >= end && !final) return -1
  let stop = p + 1
  while (bytes[stop] === SPACE) stop++
  if (stop >= end && !final) return -1
  const after = bytes[stop]!
  if (after !== r.delimiter && after !== LF && after !== CR)
    throw new DataError(
      'broken-quote',
      `${r.fileName}: ${place(r)}${column ? `, column ${shown(column.name)},` : ''} has text after a closing quote. A quote inside a quoted cell must be doubled.`,
    )
  if (column !== null && column.kind !== SKIP) {
    if (length === 0) putCell(column, r.rows, bytes, from, p, r)
    else {
      copy(p)
      putCell(column, r.rows, r.scratch, 0, length, r)
    }
  }
  r.extraLines += lineEnds
  return stop
}
