/**
 * Sorts rows by a number each, stably: rows whose numbers are equal keep their order in both
 * directions, and −0 equals 0. Least significant digit first over the bits of the doubles, 16 bits a
 * pass; a pass in which all agree is left out, so that ranks and whole numbers take one or two. O(n).
 *
 * @param rows sorted in place
 * @param keys the number of `rows[i]` at `i`; no NaN; used up
 */
export function radixSort(rows: Uint32Array, keys: Float64Array, direction: 'asc' | 'desc'): void {
  const n = rows.length
  if (n < 2) return
  for (let i = 0; i < n; i++) keys[i]! += 0
  const bits = new Uint32Array(keys.buffer, keys.byteOffset, n * 2)
  // Inverted bits order the other way round.
  const invert = direction === 'desc' ? 0xffff_ffff : 0
  for (let i = 0; i < n; i++) {
    // A double's bits order as a whole number once the sign is turned, and all of a negative one's.
    const isNegative = bits[2 * i + HIGH]! >>> 31 === 1
    bits[2 * i + LOW]! ^= (isNegative ? 0xffff_ffff : 0) ^ invert
    bits[2 * i + HIGH]! ^= (isNegative ? 0xffff_ffff : 0x8000_0000) ^ invert
  }
  let from: Buffers = { rows, bits }
  let to: Buffers = { rows: new Uint32Array(n), bits: new Uint32Array(2 * n) }
  const starts = new Uint32Array(65_536)
  for (let pass = 0; pass < 4; pass++) {
    const word = pass < 2 ? LOW : HIGH
    const shift = (pass & 1) * 16
    starts.fill(0)
    for (let i = 0; i < n; i++) starts[(from.bits[2 * i + word]! >>> shift) & 0xffff]!++
    if (starts[(from.bits[word]! >>> shift) & 0xffff] === n) continue
    let sum = 0
    for (let digit = 0; digit < starts.length; digit++) {
      const count = starts[digit]!
      starts[digit] = sum
      sum += count
    }
    for (let i = 0; i < n; i++) {
      const place = starts[(from.bits[2 * i + word]! >>> shift) & 0xffff]!++
      to.rows[place] = from.rows[i]!
      to.bits[2 * place] = from.bits[2 * i]!
      to.bits[2 * place + 1] = from.bits[2 * i + 1]!
    }
    ;[from, to] = [to, from]
  }
  if (from.rows !== rows) rows.set(from.rows)
}

/** Which of the two words of a double holds its sign: that depends on the processor. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0
const LOW = 1 - HIGH

interface Buffers {
  rows: Uint32Array
  bits: Uint32Array
}
