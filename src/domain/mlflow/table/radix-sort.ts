/**
 * Sorts rows by a number each, stably: rows whose numbers are equal keep their order in both
 * directions, and −0 equals 0. Least significant digit first over the bits of the doubles, 11 bits a
 * pass; a pass in which all agree is left out, so that ranks and whole numbers take two or three. O(n).
 *
 * Each loop is a function of its own: V8 compiles a function with several long ones again and again, in the midst of each.
 *
 * @param rows sorted in place
 * @param keys the number of `rows[i]` at `i`; no NaN
 */
export function radixSort(rows: Uint32Array, keys: Float64Array, direction: 'asc' | 'desc'): void {
  const n = rows.length
  if (n < 2) return
  const low = new Uint32Array(n)
  const high = new Uint32Array(n)
  // Inverted bits order the other way round.
  splitKeys(keys, low, high, direction === 'desc' ? 0xffff_ffff : 0)
  let from = countUp(n)
  let to = new Uint32Array(n)
  const places = new Uint32Array(DIGITS)
  for (const word of [low, high])
    for (const shift of SHIFTS) {
      countDigits(word, shift, places)
      if (places[digitOf(word[0]!, shift)] === n) continue
      makePlaces(places)
      moveByDigit(from, to, word, shift, places)
      ;[from, to] = [to, from]
    }
  take(rows.slice(), from, rows)
}

/** Which of the two words of a double holds its sign: that depends on the processor. */
const HIGH = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1 ? 1 : 0

const DIGITS = 2048
const SHIFTS: readonly number[] = [0, 11, 22]
const digitOf = (word: number, shift: number): number => (word >>> shift) & (DIGITS - 1)

function countUp(n: number): Uint32Array<ArrayBuffer> {
  const counted = new Uint32Array(n)
  for (let i = 0; i < n; i++) counted[i] = i
  return counted
}

/** A double's bits order as a whole number once the sign is turned, and all of a negative one's. */
function splitKeys(keys: Float64Array, low: Uint32Array, high: Uint32Array, invert: number): void {
  const double = new Float64Array(1)
  const words = new Uint32Array(double.buffer)
  for (let i = 0; i < keys.length; i++) {
    double[0] = keys[i]! + 0
    const isNegative = words[HIGH]! >>> 31 === 1
    low[i] = words[1 - HIGH]! ^ (isNegative ? 0xffff_ffff : 0) ^ invert
    high[i] = words[HIGH]! ^ (isNegative ? 0xffff_ffff : 0x8000_0000) ^ invert
  }
}

function countDigits(word: Uint32Array, shift: number, counts: Uint32Array): void {
  counts.fill(0)
  for (let i = 0; i < word.length; i++) counts[digitOf(word[i]!, shift)]!++
}

/** From how often each digit is there to the first place of each. */
function makePlaces(counts: Uint32Array): void {
  let sum = 0
  for (let digit = 0; digit < counts.length; digit++) {
    const count = counts[digit]!
    counts[digit] = sum
    sum += count
  }
}

function moveByDigit(
  from: Uint32Array,
  to: Uint32Array,
  word: Uint32Array,
  shift: number,
  places: Uint32Array,
): void {
  for (let i = 0; i < from.length; i++) {
    const at = from[i]!
    to[places[digitOf(word[at]!, shift)]!++] = at
  }
}

function take(values: Uint32Array, order: Uint32Array, into: Uint32Array): void {
  for (let i = 0; i < order.length; i++) into[i] = values[order[i]!]!
}
