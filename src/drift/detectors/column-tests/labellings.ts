import type { Pooled } from '../../math/pooled'
import { createSubsetCounts } from '../../math/hypergeometric-draws'
import { createRandom, PURPOSE, setSubsetBits } from '../../random'

/** Labellings are kept up to so many bytes, and drawn anew for each column beyond. */
const KEPT_BYTES = 64 * 2 ** 20

/** A count of bits for each group costs a few steps; with more groups than rows a group, a walk over the rows is as fast. */
const ROWS_A_GROUP = 4

/** From so many rows on, and so many of each distinct value on average, counts are drawn instead of rows. */
const MANY_ROWS = 20_000
const ROWS_A_VALUE = 200

/**
 * The labellings that the permutation tests of one run draw: number b marks n of n + m pooled rows by random numbers of
 * (seed, b), so that it is the same for every column with as many rows, and drawn once. Of many rows with few distinct
 * values only the counts are drawn, which have the same distribution: multivariate hypergeometric (some 10 µs instead of
 * 2 ms a labelling of 200,000 rows with ten values).
 */
export interface Labellings {
  /**
   * How many rows of each distinct value labelling b gives to the reference.
   * @returns a function that writes them into as many counts as there are distinct values
   */
  counter: (pooled: Pooled, seed: number, permutations: number) => (b: number, counts: Uint32Array) => void
}

interface Drawn {
  key: string
  words: number
  /** A bit a row, 32 a word; labellings 0 … `known` − 1 are there. */
  bits: Uint32Array
  known: number
}

/**
 * What one labelling of these rows costs, in rows (some 5 ns each): a count that is drawn costs as much as 200 rows.
 */
export function labellingWork({ n, m, reference }: Pooled): number {
  const all = n + m
  return all >= MANY_ROWS ? Math.min(all, reference.length * ROWS_A_VALUE) : all
}

export function createLabellings(): Labellings {
  let kept: Drawn | null = null
  return {
    counter: ({ n, m, reference, test }, seed, permutations) => {
      const all = n + m
      if (all >= MANY_ROWS && reference.length * ROWS_A_VALUE <= all)
        return countsDrawn(reference, test, n, seed)
      const words = Math.ceil(all / 32)
      const key = `${n} ${m} ${seed} ${permutations}`
      const keeps = 4 * words * permutations <= KEPT_BYTES
      if (kept?.key !== key)
        kept = { key, words, bits: new Uint32Array(words * (keeps ? permutations : 1)), known: 0 }
      const drawn = kept
      const ends = endsOf(reference, test)
      const count =
        ends.length === all
          ? countEach(all)
          : ends.length * ROWS_A_GROUP <= all
            ? countBits(words, ends)
            : countRows(ends)
      return (b, counts) => {
        const at = keeps ? b * words : 0
        if (!keeps || b >= drawn.known) {
          drawn.bits.fill(0, at, at + words)
          setSubsetBits({ seed, purpose: PURPOSE.permutation, index: b }, all, n, drawn.bits, at)
          if (b === drawn.known) drawn.known++
        }
        count(drawn.bits, at, counts)
      }
    },
  }
}

/** Counts of labelling b by random numbers of (seed, b). */
function countsDrawn(reference: Uint32Array, test: Uint32Array, n: number, seed: number) {
  const draw = createSubsetCounts(
    Float64Array.from(reference, (count, k) => count + test[k]!),
    n,
  )
  return (b: number, counts: Uint32Array): void =>
    counts.set(draw(createRandom(seed, PURPOSE.permutation, b)))
}

/** Behind the last row of each distinct value. */
function endsOf(reference: Uint32Array, test: Uint32Array): Uint32Array {
  let end = 0
  return reference.map((count, k) => (end += count + test[k]!))
}

type Count = (bits: Uint32Array, at: number, counts: Uint32Array) => void

/** By how many bits are set before each end. */
function countBits(words: number, ends: Uint32Array): Count {
  const before = new Uint32Array(words + 1)
  return (bits, at, counts) => {
    for (let w = 0, sum = 0; w < words; w++) before[w + 1] = sum += onesOf(bits[at + w]!)
    for (let k = 0, last = 0; k < ends.length; k++) {
      const end = ends[k]!
      const rest = end & 31
      const ones = before[end >>> 5]! + (rest === 0 ? 0 : onesOf(bits[at + (end >>> 5)]! & ((1 << rest) - 1)))
      counts[k] = ones - last
      last = ones
    }
  }
}

/** Of rows that all differ. */
function countEach(all: number): Count {
  return (bits, at, counts) => {
    for (let row = 0; row < all; row++) counts[row] = (bits[at + (row >>> 5)]! >>> (row & 31)) & 1
  }
}

/** Row by row. */
function countRows(ends: Uint32Array): Count {
  return (bits, at, counts) => {
    for (let k = 0, row = 0; k < ends.length; k++) {
      let ones = 0
      for (const end = ends[k]!; row < end; row++) ones += (bits[at + (row >>> 5)]! >>> (row & 31)) & 1
      counts[k] = ones
    }
  }
}

/** How many bits are set. */
function onesOf(word: number): number {
  const x = word - ((word >>> 1) & 0x55555555)
  const y = (x & 0x33333333) + ((x >>> 2) & 0x33333333)
  return Math.imul((y + (y >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24
}
