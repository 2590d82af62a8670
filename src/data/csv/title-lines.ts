import { type FirstRows, firstRows } from './csv-sniff'
import { isInfinite, plainText, writtenNumber } from '../interpret/number-words'

/** What stands above the names of the columns and is no row of the table. */
export interface TitleLines {
  /** Bytes and lines, blank ones included. */
  length: number
  lines: number
  /** The first of them. */
  text: string
}

/** More lines of one cell than these are a table of one column. */
const MOST = 10
/** Rows of equal width below that prove a table, and their share: another one is wrong, and is said to be. */
const LEAST_ROWS = 3
const LEAST_SHARE = 0.7

const decoder = new TextDecoder('latin1')
const isNumber = (cell: Uint8Array | undefined): boolean => {
  const text = plainText(decoder.decode(cell))
  return isInfinite(text) || writtenNumber(text) !== null
}

/**
 * Lines of one cell above a table of at least two columns, as reports and instruments write them ("Station 12" above
 * "time,temp"). R's names of rows, with one name above two columns, are told apart: a title has a blank line below it,
 * or a row of names above numbers. Null where there are none.
 */
export function titleLines(
  bytes: Uint8Array,
  delimiters: readonly number[],
  complete: boolean,
  comment: number,
): TitleLines | null {
  for (const delimiter of delimiters) {
    const { counts, rows, ends, headerLines } = firstRows(bytes, delimiter, complete, true, comment)
    const first = counts.findIndex((n) => n > 1)
    const width = counts[first]
    if (width === undefined || first < 1 || first > MOST || headerLines < 1) continue
    const tall = counts.slice(first)
    if (tall.length < LEAST_ROWS || tall.filter((n) => n === width).length < LEAST_SHARE * tall.length)
      continue
    const names = rows[first]!
    const below = rows.slice(first + 1)
    const hasNames = names.every((cell) => cell.length > 0 && !isNumber(cell))
    const hasNumbers = names.some((_, j) => below.every((row) => isNumber(row[j])))
    const end = ends[first - 1]!
    const isApart = bytes[end] === 10 || bytes[end] === 13
    if (!hasNames || !(isApart || hasNumbers)) continue
    const above = bytes.subarray(0, end)
    return {
      length: end,
      lines: decoder.decode(above).split(/\r\n|\r|\n/).length - 1,
      text: new TextDecoder().decode(rows[0]![0]),
    }
  }
  return null
}

/**
 * The same as a spreadsheet writes them, filled up with separators ("Station 12;;"): one cell in the first row, and an
 * empty row above names of all columns, of which one holds numbers.
 */
export function paddedTitle(bytes: Uint8Array, { rows, ends }: FirstRows): TitleLines | null {
  const [top = []] = rows
  const isEmpty = (cell: Uint8Array): boolean => decoder.decode(cell).trim() === ''
  if (top.length < 2 || isEmpty(top[0]!) || !top.slice(1).every(isEmpty)) return null
  const isApart = (place: number): boolean => {
    const end = ends[place - 1]!
    return bytes[end] === 10 || bytes[end] === 13 || rows[place - 1]!.every(isEmpty)
  }
  const first = rows.findIndex((row, place) => place > 0 && isApart(place) && !row.some(isEmpty))
  const names = rows[first] ?? []
  const below = rows.slice(first + 1)
  if (first < 1 || first > MOST || below.length < LEAST_ROWS - 1) return null
  if (names.some(isNumber) || !names.some((_, j) => below.every((row) => isNumber(row[j])))) return null
  const end = ends[first - 1]!
  return {
    length: end,
    lines: decoder.decode(bytes.subarray(0, end)).split(/\r\n|\r|\n/).length - 1,
    text: new TextDecoder().decode(top[0]),
  }
}
