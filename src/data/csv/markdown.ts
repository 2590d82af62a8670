import { MAX_ROW_BYTES } from '../limits'
import type { Reshape } from '../source'
import { bytesOf, textOf } from './byte-text'
import type { Rewriting } from './rewriting'

const PIPE = 124

/** Of a table in Markdown: names, a line of dashes, rows; null where the text is none. */
export function markdownTable(start: string): Rewriting | null {
  const [names = '', rule = ''] = start.split(/\r\n|\r|\n/, 2)
  if (!names.includes('|') || !isRule(rule)) return null
  return { delimiter: PIPE, reshape: toRows, lines: 1, note: 'The file was read as a table in Markdown.' }
}

/** The line under the names: "|---|:---:|---:|". */
function isRule(line: string): boolean {
  if (!line.includes('|')) return false
  const cells = line.trim().replace(/^\|/, '').replace(/\|$/, '').split('|')
  return cells.every((cell) => /^:?-+:?$/.test(cell.trim()))
}

/** Leaves out the line of dashes, and of the others the marks at both ends. Takes a stream in pieces. */
function toRows(): Reshape {
  /** Of the line that has not ended yet. */
  let pieces: string[] = []
  let waiting = 0
  let line = 0
  return (bytes, final) => {
    const piece = textOf(bytes)
    pieces.push(piece)
    waiting += piece.length
    // What is longer than a row may be is passed on: whoever reads it says so.
    const isPassedOn = final || waiting > 2 * MAX_ROW_BYTES
    if (!isPassedOn && !piece.includes('\n')) return new Uint8Array(0)
    const text = pieces.join('')
    const end = isPassedOn ? text.length : text.lastIndexOf('\n') + 1
    pieces = [text.slice(end)]
    waiting = text.length - end
    const lines = text.slice(0, end).split('\n')
    const rows = lines.flatMap((one, k) => {
      const isLast = k === lines.length - 1
      if (!isLast && line++ === 1) return []
      return [`${rowOf(one)}${isLast ? '' : '\n'}`]
    })
    return bytesOf(rows.join(''))
  }
}

/** "| a | b \\| c |" → "a|\"b | c\"" */
function rowOf(line: string): string {
  const inside = line
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '')
  return inside
    .split(/(?<!\\)\|/)
    .map((cell) => {
      const text = cell.trim().replaceAll('\\|', '|')
      return /["|]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
    })
    .join('|')
}
