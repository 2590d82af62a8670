import { compareNaturally } from './natural-compare'
import { radixSort } from './radix-sort'

/** Bytes of a key: where two agree in all of them, the texts themselves are compared. */
const KEY = 48
/** So many bytes fit into a double, which is what is sorted by. */
const PACKED = 6
/** Longer numbers have no place among the weights of one byte. */
const MOST_DIGITS = 150
/** So few are compared with each other. */
const FEW = 256

/**
 * The places of texts in the order of `compareNaturally`, which takes a microsecond for each comparison: a second for
 * 100,000 texts. Texts of printable ASCII, which most are, get a key of bytes instead that orders as they do but for
 * capitals and leading zeros, and are sorted by digits; the others are merged in. O(n) where keys differ early.
 * @param texts each once
 */
export function naturalOrder(texts: readonly string[]): Uint32Array {
  const prefix = sharedPrefix(texts)
  const keys = new Uint8Array(texts.length * KEY)
  const plain = new Uint32Array(texts.length)
  const others: number[] = []
  let count = 0
  for (let i = 0; i < texts.length; i++) {
    if (writeKey(texts[i]!, prefix, keys, i * KEY)) plain[count++] = i
    else others.push(i)
  }
  const sorted = plain.subarray(0, count)
  sortByKeys(sorted, 0, { texts, keys })
  if (others.length === 0) return sorted
  others.sort((a, b) => compareNaturally(texts[a]!, texts[b]!))
  return merged(sorted, others, texts)
}

interface Keyed {
  texts: readonly string[]
  keys: Uint8Array
}

const ZERO = 48
const isDigit = (code: number): boolean => code >= ZERO && code < ZERO + 10

/** Of each printable character of ASCII, from 1; 0: none. A number has that of a digit and above it, by its length. */
const WEIGHTS = weightsOf()

function weightsOf(): Uint8Array {
  const weights = new Uint8Array(128)
  const base = new Intl.Collator('en', { sensitivity: 'base' })
  const all = Array.from({ length: 95 }, (_, k) => String.fromCharCode(32 + k)).toSorted(compareNaturally)
  let weight = 0
  for (const [k, letter] of all.entries()) {
    const code = letter.charCodeAt(0)
    if (isDigit(code)) {
      weights[code] = weights[ZERO]! || ++weight
      continue
    }
    const before = all[k - 1] ?? ''
    if (isDigit(before.charCodeAt(0))) weight += MOST_DIGITS
    if (base.compare(before, letter) !== 0) weight++
    weights[code] = weight
  }
  return weights
}

/**
 * The weights of a text, and of a number in it its length and its digits. A capital has the weight of its small letter.
 * @returns false where the text holds what has no weight; its key is of no use then
 */
function writeKey(text: string, from: number, keys: Uint8Array, at: number): boolean {
  const end = at + KEY
  let place = at
  for (let i = from; i < text.length;) {
    const weight = WEIGHTS[text.charCodeAt(i)] ?? 0
    if (weight === 0) return false
    if (weight !== WEIGHTS[ZERO]) {
      if (place < end) keys[place++] = weight
      i++
      continue
    }
    while (text.charCodeAt(i) === ZERO) i++
    const first = i
    while (isDigit(text.charCodeAt(i))) i++
    if (i - first > MOST_DIGITS) return false
    if (place < end) keys[place++] = weight + i - first
    for (let k = first; k < i && place < end; k++) keys[place++] = text.charCodeAt(k)
  }
  return true
}

/** How many letters all texts begin with, in printable ASCII; no number is cut in two. */
function sharedPrefix(texts: readonly string[]): number {
  const [first = ''] = texts
  let length = 0
  while ((WEIGHTS[first.charCodeAt(length)] ?? 0) > 0) length++
  for (const text of texts) {
    let same = 0
    while (same < length && text.charCodeAt(same) === first.charCodeAt(same)) same++
    length = same
  }
  while (length > 0 && isDigit(first.charCodeAt(length - 1))) length--
  return length
}

/** Places that agree in the bytes before `from` are sorted by those after it. */
function sortByKeys(places: Uint32Array, from: number, keyed: Keyed): void {
  if (places.length <= FEW || from === KEY) {
    places.sort((a, b) => compareKeyed(a, b, from, keyed))
    return
  }
  const { keys } = keyed
  radixSort(
    places,
    Float64Array.from(places, (place) => packed(keys, place * KEY + from)),
    'asc',
  )
  for (let start = 0, end = 0; start < places.length; start = end) {
    const first = packed(keys, places[start]! * KEY + from)
    end = start + 1
    while (end < places.length && packed(keys, places[end]! * KEY + from) === first) end++
    if (end - start > 1) sortByKeys(places.subarray(start, end), from + PACKED, keyed)
  }
}

function packed(keys: Uint8Array, at: number): number {
  const high = (keys[at]! << 16) | (keys[at + 1]! << 8) | keys[at + 2]!
  const low = (keys[at + 3]! << 16) | (keys[at + 4]! << 8) | keys[at + 5]!
  return high * 2 ** 24 + low
}

function compareKeyed(a: number, b: number, from: number, { texts, keys }: Keyed): number {
  for (let k = from; k < KEY; k++) {
    const difference = keys[a * KEY + k]! - keys[b * KEY + k]!
    if (difference !== 0) return difference
  }
  return compareNaturally(texts[a]!, texts[b]!)
}

function merged(sorted: Uint32Array, others: readonly number[], texts: readonly string[]): Uint32Array {
  const all = new Uint32Array(sorted.length + others.length)
  let [i, k] = [0, 0]
  for (let at = 0; at < all.length; at++) {
    const isOther =
      k < others.length &&
      (i === sorted.length || compareNaturally(texts[others[k]!]!, texts[sorted[i]!]!) < 0)
    all[at] = isOther ? others[k++]! : sorted[i++]!
  }
  return all
}
