const LF = 10
const CR = 13
export const SPACE = 32
const QUOTE = 34

/**
 * Where the quote of a quoted cell is that has spaces before it (`1, "a, b"`: CSV as people write it); −1 where the cell
 * is none. It is one only where its closing quote ends the cell in the same line: other quotes are part of the text.
 * Sees what is in [start, end): a line that goes on behind it is read again with its rest.
 */
export function spacedQuote(bytes: Uint8Array, start: number, end: number, delimiter: number): number {
  let open = start
  while (open < end && bytes[open] === SPACE) open++
  if (open >= end || bytes[open] !== QUOTE || delimiter === SPACE) return -1
  for (let p = open + 1; p < end; p++) {
    const b = bytes[p]
    if (b === LF || b === CR) return -1
    if (b !== QUOTE) continue
    if (bytes[p + 1] === QUOTE && p + 1 < end) {
      p++
      continue
    }
    let after = p + 1
    while (after < end && bytes[after] === SPACE) after++
    const isEnd = after >= end || bytes[after] === delimiter || bytes[after] === LF || bytes[after] === CR
    return isEnd ? open : -1
  }
  return -1
}
