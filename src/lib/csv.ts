import { withoutFormula } from './formula'

/** CSV (RFC 4180) of a few thousand lines, as people export and import lists. Files of numbers are read in `data/`. */

/**
 * A text as a cell: quoted where that is needed, and nothing that a spreadsheet would run as a formula. Spaces at its ends
 * are kept by quotes.
 */
export function csvCell(text: string): string {
  const safe = withoutFormula(text)
  return /[",\r\n]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Cells as a line, with its line end. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

export interface CsvRow {
  /** Of its first character, from 1. */
  line: number
  cells: string[]
}

/** What `csvCell` put before a formula is taken away again. */
function unescaped(text: string): string {
  return /^'+[=+\-@\t\r\n]/.test(text) ? text.slice(1) : text
}

/**
 * Rows of a text, with the line each begins at; lines without any text are left out. The separator is the one of comma,
 * semicolon and tab that the first line has most of.
 */
export function readCsv(text: string): CsvRow[] {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text
  const separator = separatorOf(body)
  const rows: CsvRow[] = []
  let cells: string[] = []
  let cell = ''
  let line = 1
  let start = 1
  let isQuoted = false
  const endCell = (): void => {
    cells.push(unescaped(cell.trim()))
    cell = ''
  }
  const endRow = (): void => {
    endCell()
    if (cells.some((one) => one !== '')) rows.push({ line: start, cells })
    cells = []
  }
  for (let at = 0; at < body.length; at++) {
    const letter = body[at]
    if (letter === '\n') line += 1
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (body[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (letter === '"' && cell.trim() === '') {
      cell = ''
      isQuoted = true
    } else if (letter === separator) endCell()
    else if (letter === '\n') {
      endRow()
      start = line
    } else if (letter !== '\r') cell += letter
  }
  endRow()
  return rows
}

function separatorOf(text: string): string {
  const first = text.slice(0, Math.max(0, text.indexOf('\n')) || text.length)
  const counts = [',', ';', '\t'].map((letter) => ({ letter, count: first.split(letter).length }))
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).letter
}
