import { formatCount } from '~/lib/format'

/**
 * What ingestion accepts. Each limit is checked before the memory it guards is taken, and each has
 * a sentence that names it.
 */

/** Files above this are refused by their size, before a byte is read. Bytes. */
export const MAX_FILE_BYTES = 1_000_000_000
/** Columns of one table. */
export const MAX_COLUMNS = 20_000
/** Rows × columns of one table: 8 bytes each. */
export const MAX_CELLS = 500_000_000
/** Different values kept of one text column; later new ones share one category, see `OTHER_VALUES`. */
export const MAX_CATEGORIES = 100_000
/** Bytes kept of one text cell; the rest is cut off, with a note. */
export const MAX_CELL_BYTES = 4096
/** One row of a text file: longer ones are an unclosed quote or no table. Bytes. */
export const MAX_ROW_BYTES = 8_000_000
/** The category of all values that came after the first `MAX_CATEGORIES`. */
export const OTHER_VALUES = '(other values)'
/** Longest synchronous stretch of work that readers aim at. Milliseconds. */
export const SLICE_MS = 15

/** "1 row", "2 rows". */
export function plural(n: number, singular: string, many = `${singular}s`): string {
  return `${formatCount(n)} ${n === 1 ? singular : many}`
}

/** A cell or name inside a sentence: quoted, without control characters, at most 40 characters. */
export function shown(text: string): string {
  // oxlint-disable-next-line no-control-regex -- they are what must not reach a sentence
  const plain = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
  return `'${plain.length > 40 ? `${plain.slice(0, 39)}…` : plain}'`
}

/** "a, b and 3 more". */
export function listed(names: readonly string[], max = 5): string {
  const first = names.slice(0, max).map(shown)
  if (names.length > max) return `${first.join(', ')} and ${formatCount(names.length - max)} more`
  if (first.length < 2) return first.join('')
  return `${first.slice(0, -1).join(', ')} and ${first.at(-1)}`
}

/** Why a column of identifiers is text. `row` counts from 0. */
export function inexactNote(column: string, row: number): string {
  return `Column ${shown(column)} is text: it holds whole numbers beyond 2^53 (first in row ${formatCount(row + 1)}), which a double would round.`
}
