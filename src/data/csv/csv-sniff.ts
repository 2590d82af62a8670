import { listed, plural, shown } from '../limits'
import { signsProvenBy } from '../interpret/number-words'
import { BACKSLASH, hasBackslashQuotes, isEscapable } from './backslash-quotes'
import { SPACE, spacedQuote } from './spaced-quote'

const LF = 10
const CR = 13
const QUOTE = 34

/** How many rows and cells are looked at before the reading starts. */
const SNIFFED_ROWS = 100
const SNIFFED_CELLS = 100_000

/** The first rows of a delimited text. */
export interface FirstRows {
  /** Cells as bytes without their quotes; empty where only counts were asked for. */
  rows: Uint8Array[][]
  /** Number of cells of each row. */
  counts: number[]
  /** Where each row's following row begins, in bytes. */
  ends: number[]
  /** Lines up to and with the first row: 1, or more after blank lines or with line ends in quotes. */
  headerLines: number
}

/**
 * Splits the first rows. Lenient: what is broken is reported by the reading proper. `complete` tells
 * that the bytes are the whole file; without it, an unfinished last row is left out. Lines that begin with the byte
 * `comment` are no rows.
 */
export function firstRows(
  bytes: Uint8Array,
  delimiter: number,
  complete: boolean,
  keepCells: boolean,
  comment: number,
): FirstRows {
  const found: FirstRows = { rows: [], counts: [], ends: [], headerLines: 0 }
  const escapes = hasBackslashQuotes(bytes, delimiter)
  let row: Uint8Array[] = []
  let cells = 0
  let allCells = 0
  let line = 0
  let rowStart = 0
  let at = 0
  const { length } = bytes
  while (
    at < length &&
    found.counts.length < SNIFFED_ROWS &&
    (allCells < SNIFFED_CELLS || found.counts.length === 0)
  ) {
    if (at === rowStart && bytes[at] === comment) {
      while (at < length && bytes[at] !== LF && bytes[at] !== CR) at++
      at += bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1
      line++
      rowStart = at
      continue
    }
    let from = at
    let to: number
    let doubled = false
    const quote = bytes[at] === SPACE ? spacedQuote(bytes, at, length, delimiter) : -1
    if (quote >= 0) at = quote
    if (bytes[at] === QUOTE) {
      from = ++at
      for (; at < length; at++) {
        if (bytes[at] === QUOTE) {
          if (bytes[at + 1] !== QUOTE) break
          doubled = true
          at++
        } else if (bytes[at] === BACKSLASH && escapes && isEscapable(bytes[at + 1])) at++
        else if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) line++
      }
      to = Math.min(at, length)
    } else to = -1
    while (at < length && bytes[at] !== delimiter && bytes[at] !== LF && bytes[at] !== CR) at++
    if (to < 0) to = at
    if (keepCells) row.push(doubled ? undoubled(bytes.subarray(from, to)) : bytes.subarray(from, to))
    cells++
    allCells++
    if (at < length && bytes[at] === delimiter) {
      at++
      if (at < length) continue
      if (keepCells) row.push(bytes.subarray(length))
      cells++
    }
    if (at >= length && !complete) break
    const blank = at === rowStart
    at += bytes[at] === CR && bytes[at + 1] === LF ? 2 : 1
    line++
    if (!blank) {
      if (found.counts.length === 0) found.headerLines = line
      if (keepCells) found.rows.push(row)
      found.counts.push(cells)
      found.ends.push(Math.min(at, length))
    }
    row = []
    cells = 0
    rowStart = at
  }
  return found
}

function undoubled(bytes: Uint8Array): Uint8Array {
  let isSecond = false
  return bytes.filter((b) => {
    isSecond = b === QUOTE && !isSecond
    return b !== QUOTE || isSecond
  })
}

const COMMA = 44
const SEMICOLON = 59
const TAB = 9
const PIPE = 124
const CARET = 94
const TILDE = 126
/** What stands between cells, in the order in which equals are tried. */
export const DELIMITERS: readonly number[] = [TAB, SEMICOLON, PIPE, COMMA, CARET, TILDE]

/**
 * The delimiter whose rows all have as many cells as the first one, and how many: 0 where none has two. Comma comes after its equals:
 * with decimal commas ("1,5;2,5") it splits evenly, too.
 */
export function sniffDelimiter(
  bytes: Uint8Array,
  complete: boolean,
  comment: number,
): { delimiter: number; cells: number } {
  const best = { delimiter: COMMA, cells: 0 }
  let bestShare = 0
  for (const delimiter of DELIMITERS) {
    const { counts } = firstRows(bytes, delimiter, complete, false, comment)
    const cells = counts[0] ?? 0
    if (cells < 2) continue
    const share = counts.filter((n) => n === cells).length / counts.length
    if (share > bestShare) {
      best.delimiter = delimiter
      best.cells = cells
      bestShare = share
    }
  }
  return best
}

/**
 * 44 where a number in the first rows can only have a decimal comma and none can only have a point, else 46: columns
 * that are written otherwise become text, and are read by all of their cells later.
 */
export function sniffDecimal(rows: Uint8Array[][], delimiter: number): number {
  if (delimiter === COMMA) return 46
  const decoder = new TextDecoder('latin1')
  const texts = rows.flat().flatMap((cell) => (cell.length > 40 ? [] : [decoder.decode(cell)]))
  const { point, comma } = signsProvenBy(texts)
  return comma && !point ? 44 : 46
}

/** Empty names become c1…cd by their place, repeated ones get a number, overlong ones are cut. */
export function uniqueNames(texts: readonly string[]): { names: string[]; notes: string[] } {
  const taken = new Set(texts)
  const used = new Set<string>()
  const repeated = new Set<string>()
  /** Where to go on counting, so that a million equal names do not count a million times. */
  const next = new Map<string, number>()
  let empty = 0
  const names = texts.map((text, i) => {
    const wanted = text === '' ? `c${i + 1}` : text.length > 200 ? `${text.slice(0, 199)}…` : text
    if (text === '') empty++
    if (!used.has(wanted)) {
      used.add(wanted)
      return wanted
    }
    repeated.add(wanted)
    let n = next.get(wanted) ?? 2
    while (used.has(`${wanted}_${n}`) || taken.has(`${wanted}_${n}`)) n++
    next.set(wanted, n + 1)
    const name = `${wanted}_${n}`
    used.add(name)
    return name
  })
  const notes: string[] = []
  if (empty > 0)
    notes.push(
      `${plural(empty, 'column')} without a name ${empty === 1 ? 'is' : 'are'} named by ${empty === 1 ? 'its' : 'their'} place (${shown(names[texts.indexOf('')]!)}${empty > 1 ? ' and so on' : ''}).`,
    )
  if (repeated.size > 0)
    notes.push(
      `Repeated column ${repeated.size === 1 ? 'name' : 'names'} ${listed([...repeated], 3)}: the later ones are numbered (_2, _3, …).`,
    )
  return { names, notes }
}
