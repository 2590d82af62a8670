import type { ArffHead } from './arff'
import { bytesOf, textOf } from './byte-text'

const LF = 10
const CR = 13
const PERCENT = 37
const SPECIAL: ReadonlySet<number> = new Set([34, 39, 92, 123])

/** The cells of a dense row, or of what stands between braces; a weight behind them (`{5}`) is left out. */
function cellsOf(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  let quote = ''
  let wasQuoted = false
  for (let i = 0; i < line.length; i++) {
    const c = line[i]!
    if (c === '\\' && i + 1 < line.length) cell += line[++i]!
    else if (quote !== '') {
      if (c === quote) quote = ''
      else cell += c
    } else if ((c === "'" || c === '"') && cell.trim() === '') {
      quote = c
      wasQuoted = true
      cell = ''
    } else if (c === ',') {
      cells.push(wasQuoted ? cell : cell.trim())
      cell = ''
      wasQuoted = false
    } else if (!wasQuoted || c.trim() !== '') cell += c
  }
  cells.push(wasQuoted ? cell : cell.trim())
  return cells
}

const WEIGHT = /,\s*\{\s*[\d.eE+-]+\s*\}\s*$/
const ENTRY = /^(\d+)\s+(.+)$/s
const SPARSE = /^\s*\{(.*)\}\s*$/s

/** `1 'a b'` between commas, quotes kept for `cellsOf`. */
function entriesOf(text: string): string[] {
  return (
    text.match(/(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\\.|[^,'"\\])+/gs)?.filter((e) => e.trim() !== '') ??
    []
  )
}

const asCsv = (cell: string): string => (/[",]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

function denseLine(line: string): string {
  return cellsOf(line.replace(WEIGHT, '')).map(asCsv).join(',')
}

/** What a row does not name is 0, or the first value of a nominal attribute. A row that is not such stays as it is. */
function sparseLine(line: string, { names, omitted }: ArffHead): string {
  const inside = SPARSE.exec(line.replace(WEIGHT, ''))
  if (inside === null) return line
  const cells = [...omitted]
  for (const entry of entriesOf(inside[1]!)) {
    const [, place, value = ''] = ENTRY.exec(entry.trim()) ?? []
    if (place === undefined || Number(place) >= names.length) return line
    cells[Number(place)] = cellsOf(value)[0] ?? ''
  }
  return cells.map(asCsv).join(',')
}

/**
 * Turns the rows of an ARFF file into rows of CSV, line by line: quotes as CSV has them, sparse rows
 * (`{1 X, 3 Y}`) with all their cells. Takes a stream in pieces; the head stays as it is.
 */
export function arffToCsv(head: ArffHead): (bytes: Uint8Array, final: boolean) => Uint8Array {
  let rest = new Uint8Array(0)
  let line = 0
  return (bytes, final) => {
    const all = new Uint8Array(rest.length + bytes.length)
    all.set(rest)
    all.set(bytes, rest.length)
    const parts: Uint8Array[] = []
    let done = 0
    for (let at = 0; at < all.length;) {
      const found = all.indexOf(LF, at)
      if (found < 0 && !final) break
      const end = found < 0 ? all.length : found + 1
      const row = all.subarray(at, end)
      if (line++ >= head.lines && row[0] !== PERCENT && row.some((b) => SPECIAL.has(b))) {
        parts.push(all.subarray(done, at), reshaped(row, head))
        done = end
      }
      at = end
      if (found < 0) break
    }
    const end = final ? all.length : all.lastIndexOf(LF) + 1
    parts.push(all.subarray(done, end))
    rest = all.slice(end)
    return joined(parts)
  }
}

function reshaped(row: Uint8Array, head: ArffHead): Uint8Array {
  const ends = row.at(-1) === LF ? (row.at(-2) === CR ? 2 : 1) : 0
  const text = textOf(row.subarray(0, row.length - ends))
  const line = text.trimStart().startsWith('{') ? sparseLine(text, head) : denseLine(text)
  return joined([bytesOf(line), row.subarray(row.length - ends)])
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
