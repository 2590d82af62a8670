const TAB = 9
const LF = 10
const CR = 13
const SPACE = 32
const QUOTE = 34

/**
 * Turns text whose columns are apart by any number of spaces and tabs into text that is apart by one tab: spaces at
 * both ends of a line and beside tabs go, those inside quotes stay. Takes a stream in pieces; gives at most one byte
 * more than it took.
 */
export function spacesToTabs(): (bytes: Uint8Array) => Uint8Array {
  let isLineStart = true
  let isPending = false
  let isQuoted = false
  return (bytes) => {
    const out = new Uint8Array(bytes.length + 1)
    let length = 0
    for (let i = 0; i < bytes.length; i++) {
      const b = bytes[i]!
      if (isQuoted) isQuoted = b !== QUOTE
      else if (b === SPACE || b === TAB) {
        isPending = !isLineStart
        continue
      } else if (b === LF || b === CR) {
        isPending = false
        isLineStart = true
      } else {
        isQuoted = b === QUOTE && (isPending || isLineStart)
        if (isPending) out[length++] = TAB
        isPending = false
        isLineStart = false
      }
      out[length++] = b
    }
    return out.subarray(0, length)
  }
}
