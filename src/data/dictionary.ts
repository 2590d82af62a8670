import { ascii } from './csv/cells'
import { sampled } from './interpret/categories-in-use'
import { MAX_CATEGORIES, MAX_CELL_BYTES, OTHER_VALUES } from './limits'
import { plainSigns, writtenNumber } from './interpret/number-words'
import { finished } from './slices'
import { writtenTime } from './interpret/date-words'

/**
 * The different values of a text column, kept as bytes. A cell that was seen before costs a hash and
 * a comparison, no string. Categories stand in the order of their first appearance.
 */
export interface Dictionary {
  size: number
  /** Open addressing: code + 1, 0 is free. Its length is a power of two. */
  slots: Int32Array
  hashes: Int32Array
  /** Category i is `bytes[ends[i - 1]…ends[i])`. */
  ends: Uint32Array
  bytes: Uint8Array
  /** Different values kept: `MAX_CATEGORIES`, or more where they look like amounts, which become numbers later. */
  limit: number
  /** Code of `OTHER_VALUES`, −1 while there are no more than `limit`. */
  other: number
  /** Whether a cell was longer than `MAX_CELL_BYTES`. */
  cut: boolean
  /** Whether bytes outside ASCII were met (they need a decoder). */
  wide: boolean
  /** Whether a category was met that is not UTF-8. */
  invalid: boolean
}

const strict = new TextDecoder('utf-8', { fatal: true })

export function isUtf8(bytes: Uint8Array): boolean {
  try {
    strict.decode(bytes)
    return true
  } catch {
    return false
  }
}

export function createDictionary(): Dictionary {
  return {
    size: 0,
    slots: new Int32Array(16),
    hashes: new Int32Array(8),
    ends: new Uint32Array(8),
    bytes: new Uint8Array(64),
    limit: MAX_CATEGORIES,
    other: -1,
    cut: false,
    wide: false,
    invalid: false,
  }
}

function grow(d: Dictionary, moreBytes: number): void {
  if (d.size === d.ends.length) {
    const ends = new Uint32Array(d.size * 2)
    ends.set(d.ends)
    d.ends = ends
    const hashes = new Int32Array(d.size * 2)
    hashes.set(d.hashes)
    d.hashes = hashes
    d.slots = new Int32Array(d.size * 4)
    const mask = d.slots.length - 1
    for (let code = 0; code < d.size; code++) {
      let at = hashes[code]! & mask
      while (d.slots[at] !== 0) at = (at + 1) & mask
      d.slots[at] = code + 1
    }
  }
  const used = d.size === 0 ? 0 : d.ends[d.size - 1]!
  if (used + moreBytes > d.bytes.length) {
    const bytes = new Uint8Array(Math.max(d.bytes.length * 2, used + moreBytes))
    bytes.set(d.bytes.subarray(0, used))
    d.bytes = bytes
  }
}

/** Different values of a column whose texts can be read as numbers or times: their bytes are kept until that is done. */
const MAX_READABLE = 10_000_000

/** Whether nearly all of some texts, evenly spaced, are numbers or times in whatever notation. */
function looksReadable(d: Dictionary): boolean {
  const looked = 100
  const decoder = new TextDecoder()
  let like = 0
  for (let i = 0; i < looked; i++) {
    const code = Math.floor((i * d.size) / looked)
    const from = code === 0 ? 0 : d.ends[code - 1]!
    const text = plainSigns(decoder.decode(d.bytes.subarray(from, d.ends[code])))
    if (writtenNumber(text) !== null || writtenTime(text) !== null) like++
  }
  return like >= 0.9 * looked
}

/** Code of the cell [start, end), added if new. */
export function intern(d: Dictionary, bytes: Uint8Array, start: number, end: number): number {
  let stop = end
  if (end - start > MAX_CELL_BYTES) {
    d.cut = true
    stop = start + MAX_CELL_BYTES
    // Never in the middle of a UTF-8 character.
    for (let back = 0; back < 3 && (bytes[stop]! & 0xc0) === 0x80; back++) stop--
  }
  let hash = 0x811c9dc5 | 0
  let wide = 0
  for (let i = start; i < stop; i++) {
    const b = bytes[i]!
    wide |= b
    hash = Math.imul(hash ^ b, 0x01000193)
  }
  // FNV's low bits alone cluster for short cells.
  hash ^= hash >>> 15
  const mask = d.slots.length - 1
  const length = stop - start
  let at = hash & mask
  for (let slot = d.slots[at]!; slot !== 0; at = (at + 1) & mask, slot = d.slots[at]!) {
    const code = slot - 1
    if (d.hashes[code] !== hash) continue
    const from = code === 0 ? 0 : d.ends[code - 1]!
    if (d.ends[code]! - from !== length) continue
    let same = 0
    while (same < length && d.bytes[from + same] === bytes[start + same]) same++
    if (same === length) return code
  }
  if (d.other >= 0) return d.other
  if (d.size === MAX_CATEGORIES && looksReadable(d)) d.limit = MAX_READABLE
  if (d.size === d.limit) {
    d.other = d.size
    return d.other
  }
  if (wide > 127) {
    d.wide = true
    d.invalid ||= !isUtf8(bytes.subarray(start, stop))
  }
  grow(d, length)
  const from = d.size === 0 ? 0 : d.ends[d.size - 1]!
  d.bytes.set(bytes.subarray(start, stop), from)
  d.ends[d.size] = from + length
  d.hashes[d.size] = hash
  // `grow` may have rebuilt the slots.
  const newMask = d.slots.length - 1
  let free = hash & newMask
  while (d.slots[free] !== 0) free = (free + 1) & newMask
  d.slots[free] = d.size + 1
  return d.size++
}

/** Categories between two places where others may work. */
const BLOCK = 4096

/** All categories as text. Yields between slices of work. */
export function* readCategories(d: Dictionary, encoding: string): Generator<void, string[]> {
  const read = categoryReader(d, encoding)
  const categories: string[] = []
  for (let code = 0; code < d.size; code++) {
    if (code % BLOCK === BLOCK - 1) yield
    categories.push(read(code))
  }
  if (d.other >= 0) categories.push(OTHER_VALUES)
  return categories
}

/** The same at once. */
export const categoriesOf = (d: Dictionary, encoding: string): string[] =>
  finished(readCategories(d, encoding))

/** At most `most` of them, evenly spaced. */
export function someCategories(d: Dictionary, encoding: string, most: number): string[] {
  const read = categoryReader(d, encoding)
  return sampled(
    Array.from({ length: d.size }, (_, code) => code),
    most,
  ).map(read)
}

function categoryReader(d: Dictionary, encoding: string): (code: number) => string {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  return (code) => {
    const from = code === 0 ? 0 : d.ends[code - 1]!
    const to = d.ends[code]!
    return !d.wide && to - from < 64 ? ascii(d.bytes, from, to) : decoder.decode(d.bytes.subarray(from, to))
  }
}

/** The code in `into` of each code of `from`: adds what is new, in order. Yields between slices of work. */
export function* mergeCodes(into: Dictionary, from: Dictionary): Generator<void, Int32Array> {
  const codes = new Int32Array(from.size + 1)
  let start = 0
  for (let code = 0; code < from.size; code++) {
    if (code % BLOCK === BLOCK - 1) yield
    const end = from.ends[code]!
    codes[code] = intern(into, from.bytes, start, end)
    start = end
  }
  if (from.other >= 0) {
    into.other = into.other >= 0 ? into.other : into.size
    codes[from.size] = into.other
  }
  into.cut ||= from.cut
  return codes
}

const encoder = new TextEncoder()
let scratch = new Uint8Array(4096)

/** Bytes of a text and their number, in a buffer that the next call overwrites. */
export function textBytes(text: string): { bytes: Uint8Array; length: number } {
  if (text.length * 3 > scratch.length) scratch = new Uint8Array(text.length * 3)
  return { bytes: scratch, length: encoder.encodeInto(text, scratch).written }
}
