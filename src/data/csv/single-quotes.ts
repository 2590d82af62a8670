import type { Reshape } from '../source'
import type { Rewriting } from './rewriting'

const LF = 10
const CR = 13
const DOUBLE = 34
const SINGLE = 39
/** No byte of a text. */
const NONE = -1

const CELL = "'(?:[^'\r\n]|'')*'"
/** A line of such cells alone. */
const LINE = new RegExp(`^${CELL}(?:([,;\\t|])${CELL}(?:\\1${CELL})*)?[ \\t]*(?:\\r|\\n|$)`)

/** Of a text whose first line has all its cells in single quotes; null where it has not. */
export function singleQuotes(start: string): Rewriting | null {
  const match = LINE.exec(start)
  if (match === null) return null
  const delimiter = match[1]?.charCodeAt(0) ?? null
  return {
    delimiter,
    reshape: () => toDoubleQuotes(delimiter ?? NONE),
    lines: 0,
    note: 'Cells are in single quotes.',
  }
}

/** Turns cells in single quotes into cells in double ones. Takes a stream in pieces; gives at most twice of what it took. */
function toDoubleQuotes(delimiter: number): Reshape {
  let isStart = true
  let isQuoted = false
  /** Inside of quotes after one of them: the end, or the first of two that stand for one. */
  let isOpen = false
  return (bytes, final) => {
    const out = new Uint8Array(2 * bytes.length + 2)
    let length = 0
    for (const b of bytes) {
      if (isOpen) {
        isOpen = false
        if (b === SINGLE) {
          out[length++] = b
          continue
        }
        out[length++] = DOUBLE
        isQuoted = false
      }
      if (isQuoted) {
        isOpen = b === SINGLE
        if (isOpen) continue
        if (b === DOUBLE) out[length++] = DOUBLE
        out[length++] = b
      } else {
        isQuoted = isStart && b === SINGLE
        out[length++] = isQuoted ? DOUBLE : b
        isStart = b === delimiter || b === LF || b === CR
      }
    }
    if (final && isOpen) out[length++] = DOUBLE
    return out.subarray(0, length)
  }
}
