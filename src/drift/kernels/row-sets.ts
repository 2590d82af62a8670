import { fillBits, PURPOSE, seedState } from '../random'

/** Sets of the same N rows: a bit a row, 32 a word, `words` words a set; bits beyond the last row are 0. */
export interface RowSets {
  all: number
  count: number
  words: number
  bits: Uint32Array
}

export function createRowSets(all: number, count: number): RowSets {
  const words = Math.ceil(all / 32)
  return { all, count, words, bits: new Uint32Array(words * count) }
}

/** Writes the set of that number. */
export type MarkSet = (index: number, sets: RowSets, at: number) => void

/** Below this share of rows they are drawn one by one. */
const FEW = 0.3

/**
 * Set `index` is a uniformly random one of `size` rows, from random numbers of its own: the same whatever is drawn before
 * it, in which batches and in which worker. A fair coin for every row, then rows drawn at random are added or taken
 * out until there are `size`: uniform, as the rows are alike. Few rows are drawn by Floyd's algorithm (`markSubset`).
 */
export function drawSets(size: number, seed: number): MarkSet {
  const state = new Int32Array(4)
  const drawn = new Int32Array(16)
  return (index, { all, words, bits }, at) => {
    const start = at * words
    const end = start + words
    seedState(state, seed, PURPOSE.permutation, index)
    let next = drawn.length
    if (size < FEW * all) {
      bits.fill(0, start, end)
      for (let j = all - size; j < all; next++) {
        if (next === drawn.length) {
          fillBits(state, drawn, 0, next)
          next = 0
        }
        // Uniform on 0 … j by rejection, without a branch that nobody could predict: a rejected one adds nothing.
        const tried = drawn[next]! >>> Math.clz32(j)
        const counts = (tried - j - 1) >>> 31
        const row = tried & -counts
        const isIn = (bits[start + (row >>> 5)]! >>> (row & 31)) & 1
        const added = row ^ ((row ^ j) & -isIn)
        const at = start + (added >>> 5)
        bits[at] = bits[at]! | (counts << (added & 31))
        j += counts
      }
      return
    }
    // The generator lives in variables, as in `fillBits`, and rows are counted as they are drawn.
    let a = state[0]!
    let b = state[1]!
    let c = state[2]!
    let d = state[3]!
    let held = 0
    for (let at = start; at < end; at++) {
      const m = Math.imul(b, 5)
      let word = Math.imul((m << 7) | (m >>> 25), 9)
      const e = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= e
      d = (d << 11) | (d >>> 21)
      if (at === end - 1) word >>>= 32 * words - all
      held += onesOf(word)
      bits[at] = word
    }
    // Rows that are in are taken out, or rows that are not in are added: never both.
    const wanted = held > size ? 1 : 0
    const shift = Math.clz32(all - 1)
    for (let left = Math.abs(held - size); left > 0;) {
      const m = Math.imul(b, 5)
      const row = Math.imul((m << 7) | (m >>> 25), 9) >>> shift
      const e = b << 9
      c ^= a
      d ^= b
      b ^= c
      a ^= d
      c ^= e
      d = (d << 11) | (d >>> 21)
      // 1 or 0, without a branch that nobody could predict. Beyond the last row there is none.
      const isRow = (row - all) >>> 31
      const at = start + ((row & -isRow) >>> 5)
      const word = bits[at]!
      const changes = isRow & ((word >>> (row & 31)) ^ wanted ^ 1) & 1
      bits[at] = word ^ (changes << (row & 31))
      left -= changes
    }
  }
}

/** How many bits are set. */
export function onesOf(word: number): number {
  let x = word - ((word >>> 1) & 0x55555555)
  x = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((x + (x >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}

/** All sets of `size` of `all` rows in lexicographic order; asked for in order, from 0. */
export function walkSets(all: number, size: number): MarkSet {
  const chosen = Uint32Array.from({ length: size }, (_, i) => i)
  return (index, sets, at) => {
    if (index > 0) {
      let i = size - 1
      while ((chosen[i] as number) === all - size + i) i--
      chosen[i] = (chosen[i] as number) + 1
      for (let k = i + 1; k < size; k++) chosen[k] = (chosen[k - 1] as number) + 1
    }
    sets.bits.fill(0, at * sets.words, (at + 1) * sets.words)
    for (const row of chosen) addRow(sets, at, row)
  }
}

/** Makes set `at` the rows `from … to − 1`. */
export function markRange(sets: RowSets, at: number, from: number, to: number): void {
  sets.bits.fill(0, at * sets.words, (at + 1) * sets.words)
  for (let row = from; row < to; row++) addRow(sets, at, row)
}

/** Adds a row to set `at`. */
export function addRow({ words, bits }: RowSets, at: number, row: number): void {
  const word = at * words + (row >>> 5)
  bits[word] = (bits[word] as number) | (1 << (row & 31))
}

/**
 * Σ r_i over the rows of each set, for whole numbers r: 8 rows at a time, from the 256 sums that they can give.
 * @returns one sum a set, exact
 */
export function rowSetSums({ all, count, words, bits }: RowSets, values: Float64Array): Float64Array {
  const sums = new Float64Array(count)
  const tables = new Float64Array(4 * 256)
  for (let word = 0; word < words; word++) {
    for (let byte = 0; byte < 4; byte++) {
      for (let bit = 0; bit < 8; bit++) {
        const row = 32 * word + 8 * byte + bit
        const value = row < all ? (values[row] as number) : 0
        const from = 256 * byte
        for (let e = from, to = from + (1 << bit); e < from + (1 << bit); e++, to++)
          tables[to] = (tables[e] as number) + value
      }
    }
    for (let b = 0, at = word; b < count; b++, at += words) {
      const set = bits[at] as number
      sums[b] =
        (sums[b] as number) +
        ((tables[set & 255] as number) + (tables[256 | ((set >>> 8) & 255)] as number)) +
        ((tables[512 | ((set >>> 16) & 255)] as number) + (tables[768 | (set >>> 24)] as number))
    }
  }
  return sums
}
