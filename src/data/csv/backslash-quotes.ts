export const BACKSLASH = 92
const QUOTE = 34

/** Whether a backslash before this byte is none of the text: MySQL and Spark write `"say \"hi\""`. */
export const isEscapable = (byte: number | undefined): boolean => byte === QUOTE || byte === BACKSLASH

/**
 * Whether a text writes quotes inside of quoted cells behind a backslash, not doubled: one of them stands where no cell
 * can end. `"C:\"` alone proves nothing.
 */
export function hasBackslashQuotes(bytes: Uint8Array, delimiter: number): boolean {
  const ends = new Set([delimiter, 10, 13, 32, QUOTE, undefined])
  for (let at = bytes.indexOf(BACKSLASH); at >= 0; at = bytes.indexOf(BACKSLASH, at)) {
    if (bytes[at + 1] === QUOTE && !ends.has(bytes[at + 2])) return true
    at += isEscapable(bytes[at + 1]) ? 2 : 1
  }
  return false
}
