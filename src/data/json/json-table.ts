import { formatCount } from '~/lib/format'
import {
  type Builder,
  type CellRules,
  createBuilder,
  putCell,
  putMissing,
  putNumber,
  reserve,
  SKIP,
} from '../builder'
import { ascii, losesDigits, POWERS_OF_TEN } from '../csv/cells'
import { nearestDouble } from '../interpret/decimal'
import { textBytes } from '../dictionary'
import { DataError } from '../errors'
import { badJson, type Scalar, type Tokens } from './json-tokens'
import { textIn } from './json-value'
import { MAX_CELLS, MAX_COLUMNS, plural } from '../limits'
import type { Source } from '../source'

/** A column while it grows, and how many of its rows are written. */
export interface JsonColumn {
  builder: Builder
  written: number
}

/** A table that a JSON text becomes. */
export interface JsonTable {
  fileName: string
  /** In the order of their first appearance, which is the same whenever the text is read. */
  columns: JsonColumn[]
  /** What the columns of a second reading are, in that order; null in the first. */
  again: Builder[] | null
  capacity: number
  rows: number
  /** Rows that are needed. */
  stopAfter: number
  /** Paths that hold lists (or are nested too deep), and are left out. */
  skipped: Set<string>
  rules: CellRules
}

export function createTable(
  { name, missing }: Pick<Source, 'name' | 'missing'>,
  again: Builder[] | null,
  stopAfter: number,
): JsonTable {
  return {
    fileName: name,
    columns: [],
    again,
    capacity: again === null ? 1024 : stopAfter,
    rows: 0,
    stopAfter,
    skipped: new Set(),
    rules: { decimal: 46, encoding: 'utf-8', missing, invalid: false },
  }
}

/** @throws DataError `too-many-cells` */
export function checkCells(table: JsonTable, columns: number, rows: number): void {
  if (columns * rows > MAX_CELLS)
    throw new DataError(
      'too-many-cells',
      `${table.fileName} has more than ${formatCount(MAX_CELLS)} cells (${plural(columns, 'column')}), the most that fit in memory. Drop fewer rows or columns.`,
    )
}

/** The next column. @throws DataError `too-many-columns`, `too-many-cells` */
export function addColumn(table: JsonTable, name: string): JsonColumn {
  const place = table.columns.length
  if (place >= MAX_COLUMNS)
    throw new DataError(
      'too-many-columns',
      `${table.fileName} has more than ${formatCount(MAX_COLUMNS)} different keys (row ${formatCount(table.rows + 1)}); Tidemark reads at most that many columns. Choose a file with fewer.`,
    )
  checkCells(table, place + 1, table.rows + 1)
  const builder = table.again === null ? createBuilder(name, table.capacity) : table.again[place]
  const column = { builder: builder ?? skippedBuilder(name), written: 0 }
  table.columns.push(column)
  return column
}

function skippedBuilder(name: string): Builder {
  const builder = createBuilder(name, 0)
  builder.kind = SKIP
  return builder
}

/** Makes room for one row more than `row`. @throws DataError `too-many-cells` */
export function reach(table: JsonTable, row: number): void {
  if (row < table.capacity || table.again !== null) return
  checkCells(table, table.columns.length, row + 1)
  table.capacity = Math.ceil(Math.max(table.capacity, row) * 1.5)
  for (const { builder } of table.columns) reserve(builder, table.capacity)
}

/** Writes a plain value as cell `row`. Text follows the rules of CSV: "1.5" is a number, "2026-03-25" a time. */
export function putScalar(
  t: Tokens,
  table: JsonTable,
  column: JsonColumn,
  row: number,
  what: Scalar,
  bytes: Uint8Array,
  start: number,
  end: number,
  escaped: boolean,
): void {
  const { builder } = column
  // NaN, too, whatever words are told to be missing.
  const isNothing = what === 'null' || (what === 'word' && bytes[start] === 78)
  if (isNothing || builder.kind === SKIP || row >= table.stopAfter) return
  putMissing(builder, column.written, row)
  column.written = row + 1
  const { rules } = table
  if (what === 'number') {
    const x = numberIn(bytes, start, end)
    if (x !== x) throw badJson(t, `'${ascii(bytes, start, Math.min(end, start + 40))}' is not a number`)
    const isKept = x - x === 0 && !losesDigits(x, bytes, start, end)
    if (isKept && putNumber(builder, row, x)) return
    if (isKept) return putText(builder, row, String(x), rules)
  } else if (what === 'string' && escaped) return putText(builder, row, readText(t, bytes, start, end), rules)
  putCell(builder, row, bytes, start, end, rules)
}

function putText(builder: Builder, row: number, text: string, rules: CellRules): void {
  const cell = textBytes(text)
  putCell(builder, row, cell.bytes, 0, cell.length, rules)
}

/** A key or text with escapes. @throws DataError `bad-json` */
export function readText(t: Tokens, bytes: Uint8Array, start: number, end: number): string {
  try {
    return textIn(bytes, start, end, true)
  } catch {
    throw badJson(
      t,
      'a text in it has a backslash before something that cannot be escaped, or a control character',
    )
  }
}

/** Writes the rows behind each column's last value as missing. */
export function pad(table: JsonTable): void {
  const rows = Math.min(table.rows, table.stopAfter)
  for (const { builder, written } of table.columns) putMissing(builder, written, rows)
}

/** The double nearest to a JSON number; NaN where it is none. Most are read from their digits, all others by `Number`. */
function numberIn(bytes: Uint8Array, start: number, end: number): number {
  const negative = bytes[start] === 45
  const from = negative ? start + 1 : start
  let mantissa = 0
  let point = -1
  for (let i = from; i < end; i++) {
    const b = bytes[i]!
    const digit = b ^ 48
    if (digit <= 9) mantissa = mantissa * 10 + digit
    else if (b === 46 && point < 0 && i > from) point = i
    else return Number(ascii(bytes, start, end))
  }
  const exponent = point < 0 ? 0 : point + 1 - end
  if (mantissa >= 2 ** 53) {
    mantissa = exponent < 0 ? nearestDouble(bytes, from, end, exponent) : Number.NaN
    if (mantissa !== mantissa) return Number(ascii(bytes, start, end))
  } else if (exponent < -22) return Number(ascii(bytes, start, end))
  else if (exponent < 0) mantissa /= POWERS_OF_TEN[-exponent]!
  return negative ? -mantissa : mantissa
}
