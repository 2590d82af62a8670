/** Cells that are copied, then mixed: what is stored is read as words long after. */
const BLOCK = 512
const block = new Float64Array(BLOCK)

/**
 * Writes 53 bits of each row's values, of the rows `from` to `to` − 1: two rows that differ share them about never. −0 is 0,
 * and a missing value like any other.
 * @param values row by row, `d` a row
 */
export function digestRows(
  values: Float64Array,
  d: number,
  [from, to]: readonly [number, number],
  digests: Float64Array,
): void {
  const cells = d > BLOCK ? new Float64Array(d) : block
  // Signed, as all that is computed with them: numbers of 32 bits are then computed as such.
  const words = new Int32Array(cells.buffer)
  const rows = Math.max(1, Math.floor(BLOCK / d))
  for (let start = from; start < to; start += rows) {
    const end = Math.min(to, start + rows)
    for (let k = 0, at = start * d; at < end * d; k++, at++) {
      const value = values[at]!
      cells[k] = value + 0
      if (value !== value) cells[k] = Number.NaN
    }
    for (let i = start, k = 0; i < end; i++) {
      let a = 0x9e3779b9 | 0
      let b = 0x85ebca6b | 0
      for (const last = k + 2 * d; k < last; k += 2) {
        const low = words[k]!
        const high = words[k + 1]!
        a = mixed(a, low, high)
        b = mixed(b, high, low)
      }
      digests[i] = (a >>> 11) * 2 ** 32 + (b >>> 0)
    }
  }
}

/** The finish of MurmurHash3 after each word. */
function mixed(hash: number, low: number, high: number): number {
  let h = Math.imul(hash ^ low, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13) ^ high, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/** Bits for each entry of a table: two entries share one about as often as one in so many. */
const BITS_EACH = 64
const MOST_BITS = 2 ** 23

/** Which digests were seen, a bit each: an answer of no is sure, one of yes is wrong about one time in 64. */
export type SeenDigests = Uint32Array

/** @param entries expected, for the size */
export function noneSeen(entries: number): SeenDigests {
  let bits = 1024
  while (bits < MOST_BITS && bits < BITS_EACH * entries) bits *= 2
  return new Uint32Array(bits >> 5)
}

/** Notes digests. @returns how many of them surely were not there before */
export function noteDigests(seen: SeenDigests, digests: Float64Array): number {
  const mask = 32 * seen.length - 1
  let added = 0
  for (let i = 0; i < digests.length; i++) {
    const hash = digests[i]! >>> 0
    const at = (hash & mask) >> 5
    const word = seen[at]!
    added += ~(word >>> (hash & 31)) & 1
    seen[at] = word | (1 << (hash & 31))
  }
  return added
}

/** How many of the digests may have been seen. */
export function countSeen(seen: SeenDigests, digests: Float64Array): number {
  const mask = 32 * seen.length - 1
  let count = 0
  for (let i = 0; i < digests.length; i++) {
    const hash = digests[i]! >>> 0
    count += (seen[(hash & mask) >> 5]! >>> (hash & 31)) & 1
  }
  return count
}
