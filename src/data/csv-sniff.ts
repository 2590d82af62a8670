import { formatCount } from '~/lib/format'
import { createBuilder, NUMBER, putCell } from './builder'
import { isMissing } from './cells'
import type { MissingWords } from './missing-words'
import { listed, plural, shown } from './limits'
import { signsProvenBy } from './number-words'

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
 * that the bytes are the whole file; without it, an unfinished last row is left out.
 */
export function firstRows(
  bytes: Uint8Array,
  delimiter: number,
  complete: boolean,
  keepCells: boolean,
): FirstRows {
  const found: FirstRows = { rows: [], counts: [], ends: [], headerLines: 0 }
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
    let from = at
    let to: number
    let doubled = false
    if (bytes[at] === QUOTE) {
      from = ++at
      for (; at < length; at++) {
        if (bytes[at] === QUOTE) {
          if (bytes[at + 1] !== QUOTE) break
          doubled = true
          at++
        } else if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) line++
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
  return bytes.filter((b, i) => {
    if (b !== QUOTE) return true
    let before = i
    while (before > 0 && bytes[before - 1] === QUOTE) before--
    return (i - before) % 2 === 0
  })
}

const COMMA = 44
const SEMICOLON = 59
const TAB = 9
const PIPE = 124

/**
 * The delimiter whose rows all have as many cells as the first one. Comma comes last among equals:
 * with decimal commas ("1,5;2,5") it splits evenly, too.
 */
export function sniffDelimiter(bytes: Uint8Array, complete: boolean): number {
  let best = COMMA
  let bestShare = 0
  for (const delimiter of [TAB, SEMICOLON, PIPE, COMMA]) {
    const { counts } = firstRows(bytes, delimiter, complete, false)
    const cells = counts[0] ?? 0
    if (cells < 2) continue
    const share = counts.filter((n) => n === cells).length / counts.length
    if (share > bestShare) {
      best = delimiter
      bestShare = share
    }
  }
  return best
}

/** The kind that a column of just these cells would have. */
function numeric(cell: Uint8Array, { decimal, missing }: HeaderRules): boolean {
  const probe = createBuilder('', 1)
  const rules = { decimal, encoding: 'utf-8', missing, invalid: false }
  putCell(probe, 0, cell, 0, cell.length, rules)
  return probe.kind === NUMBER
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

/** How the cells of a first row are read. */
interface HeaderRules {
  decimal: number
  encoding: string
  missing: MissingWords
}

/** Names of the columns, whether the first row is data, and what was odd about it. */
export interface Header {
  names: string[]
  /** The first row holds numbers only: it is data, and the names are c1…cd. */
  headerless: boolean
  notes: string[]
}

/**
 * Reads the first row as the header, unless it is a row of numbers. Numbers 0, 1, …, d − 1 (d ≥ 3)
 * are a header all the same: pandas writes an array's column numbers like that.
 *
 * @param told whether there is a header, where somebody said so
 */
export function readHeader(rows: Uint8Array[][], rules: HeaderRules, told: boolean | undefined): Header {
  const { encoding, missing } = rules
  const first = rows[0]!
  const decoder = new TextDecoder(encoding)
  const texts = first.map((cell) => decoder.decode(cell).trim())
  const counting = first.length >= 3 && texts.every((text, i) => text === String(i))
  const filled = first.filter((cell) => !isMissing(cell, 0, cell.length, missing))
  const numbers = !counting && filled.length > 0 && filled.every((cell) => numeric(cell, rules))
  const headerless = told === undefined ? numbers : !told
  if (headerless) {
    const names = first.map((_, i) => `c${i + 1}`)
    return {
      names,
      headerless,
      notes:
        told === undefined
          ? [`The first row holds numbers, so the columns are named c1 to c${names.length}.`]
          : [],
    }
  }
  // A name that ends the row with nothing is a trailing delimiter, if no row has a value there.
  const d = first.length
  if (d > 1 && texts[d - 1] === '' && rows.every((row) => row.length < d || row[d - 1]!.length === 0))
    texts.pop()
  const { names, notes } = uniqueNames(texts)
  if (told === true) return { names, headerless, notes }
  if (counting)
    notes.push(`The first row counts 0 to ${formatCount(d - 1)} and was read as the names of the columns.`)
  else {
    const numbers = first.filter((cell) => numeric(cell, rules)).length
    if (numbers > 0 && rows.length > 1)
      notes.push(
        `${plural(numbers, 'column name')} of the first row ${numbers === 1 ? 'is a number' : 'are numbers'}: if the file has no header, its first row was taken for one.`,
      )
  }
  return { names, headerless, notes }
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
