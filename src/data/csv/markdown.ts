import type { Reshape } from '../source'
import { bytesOf, textOf } from './byte-text'
import type { Rewriting } from './rewriting'

const PIPE = 124

/** The line under the names: "|---|:---:|---:|". */
const RULE = /^ *\|? *:?-+:? *(?:\| *:?-+:? *)*\|? *$/

/** Of a table in Markdown: names, a line of dashes, rows; null where the text is none. */
export function markdownTable(start: string): Rewriting | null {
  const [names = '', rule = ''] = start.split(/\r\n|\r|\n/, 2)
  if (!names.includes('|') || !rule.includes('|') || !RULE.test(rule)) return null
  return { delimiter: PIPE, reshape: toRows, lines: 1, note: 'The file was read as a table in Markdown.' }
}

/** Leaves out the line of dashes, and of the others the marks at both ends. Takes a stream in pieces. */
function toRows(): Reshape {
  let rest = ''
  let line = 0
  return (bytes, final) => {
    const text = rest + textOf(bytes)
    const end = final ? text.length : text.lastIndexOf('\n') + 1
    rest = text.slice(end)
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
