import { log } from './math/log'

/**
 * Seeded random numbers that are the same in every engine: xoshiro128** (Blackman & Vigna 2021,
 * doi 10.1145/3460772), seeded by hashing (seed, purpose, index). Every permutation, simulated stream
 * or split has its own generator, so that number b is the same whatever is computed before it, in
 * which order, and in which worker.
 */

/** Uniform on 0 … 2³² − 1. */
export type Random = () => number

/** What a generator is for: generators of different purposes under one seed are unrelated. */
export const PURPOSE = { subsample: 1, permutation: 2, split: 3, simulation: 4, median: 5, test: 99 } as const
type Purpose = (typeof PURPOSE)[keyof typeof PURPOSE]

/** Murmur3's finaliser: a bijection of 32 bits in which every input bit reaches every output bit. */
function mix(x: number): number {
  let h = x | 0
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** The four words that a generator begins with. */
function wordsOf(seed: number, purpose: Purpose, index: number): [number, number, number, number] {
  let h = mix(seed + 0x9e3779b9)
  h = mix(h ^ Math.imul(purpose, 0x7f4a7c15))
  h = mix(h + Math.imul(index, 0x9e3779b1))
  // Four words at distinct points of one orbit; xoshiro's state must not be all zero, which three
  // distinct inputs to a bijection cannot be.
  return [
    mix(h + 0x6d2b79f5),
    mix(h ^ 0x5bf03635 ^ mix(index + 0x2545f491)),
    mix(h + 0x3c6ef372),
    mix(h ^ 0xb5297a4d) ^ mix(seed ^ 0x68e31da4),
  ]
}

/** @param seed, index whole numbers, 0 … 2³² − 1. */
export function createRandom(seed: number, purpose: Purpose, index = 0): Random {
  const state = new Int32Array(4)
  seedState(state, seed, purpose, index)
  return () => nextBits(state) >>> 0
}

/** Begins the generator of (seed, purpose, index) in the four words of `state`: for inner loops, one after the other. */
export function seedState(state: Int32Array, seed: number, purpose: Purpose, index: number): void {
  const words = wordsOf(seed, purpose, index)
  for (let k = 0; k < 4; k++) state[k] = words[k]!
}

/** State of a generator that lives in variables. Not a list, whose numbers change their kind: V8 then gives up the whole loop. */
const begun = new Int32Array(4)

/** The next 32 random bits, as a number with a sign. */
function nextBits(state: Int32Array): number {
  const a = state[0]!
  const b = state[1]!
  const c = state[2]! ^ a
  const d = state[3]! ^ b
  state[0] = a ^ d
  state[1] = b ^ c
  state[2] = c ^ (b << 9)
  state[3] = (d << 11) | (d >>> 21)
  const m = Math.imul(b, 5)
  return Math.imul((m << 7) | (m >>> 25), 9)
}

/** Writes the next 32 random bits to each place from `from` to `to` − 1: for inner loops, the generator lives in variables. */
export function fillBits(state: Int32Array, words: Int32Array | Uint32Array, from: number, to: number): void {
  let a = state[0]!
  let b = state[1]!
  let c = state[2]!
  let d = state[3]!
  for (let at = from; at < to; at++) {
    const m = Math.imul(b, 5)
    words[at] = Math.imul((m << 7) | (m >>> 25), 9)
    const e = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= e
    d = (d << 11) | (d >>> 21)
  }
  state[0] = a
  state[1] = b
  state[2] = c
  state[3] = d
}

/** Uniform on 0 … n − 1 without bias, by rejection; n from 1 to 2³². */
export function below(random: Random, n: number): number {
  if (n <= 1) return 0
  const shift = Math.clz32(n - 1)
  let x = random() >>> shift
  while (x >= n) x = random() >>> shift
  return x
}

/** Uniform on [0, 1) with 53 random bits. */
export function uniform(random: Random): number {
  return ((random() >>> 5) * 67108864 + (random() >>> 6)) / 9007199254740992
}

/** Standard normal deviate (Marsaglia's polar method, doi 10.1137/1006063). */
export function normal(random: Random): number {
  for (;;) {
    const u = 2 * uniform(random) - 1
    const v = 2 * uniform(random) - 1
    const s = u * u + v * v
    if (s > 0 && s < 1) return u * Math.sqrt((-2 * log(s)) / s)
  }
}

/** Puts the items into a uniformly random order, in place (Fisher–Yates). */
export function shuffle<T extends { length: number; [index: number]: number }>(random: Random, items: T): T {
  for (let i = items.length - 1; i > 0; i--) {
    const j = below(random, i + 1)
    const held = items[i] as number
    items[i] = items[j] as number
    items[j] = held
  }
  return items
}

/**
 * Marks a uniformly random subset of exactly `size` of 0 … n − 1 by ones in `marks` (length ≥ n; the
 * rest is cleared). Floyd's algorithm (Bentley & Floyd 1987, doi 10.1145/30401.315746): `size` draws.
 */
export function markSubset(random: Random, n: number, size: number, marks: Uint8Array): void {
  marks.fill(0)
  for (let j = n - size; j < n; j++) {
    const t = below(random, j + 1)
    if (marks[t] === 1) marks[j] = 1
    else marks[t] = 1
  }
}

/**
 * Sets the bits of the subset that `markSubset` takes with the generator of (seed, purpose, index), 32 a word from
 * `words[at]` on, which are 0. For many subsets of many rows: the generator lives in variables, and the bits in a cache.
 */
export function setSubsetBits(
  { seed, purpose, index }: { seed: number; purpose: Purpose; index: number },
  n: number,
  size: number,
  words: Uint32Array,
  at: number,
): void {
  seedState(begun, seed, purpose, index)
  let a = begun[0]!
  let b = begun[1]!
  let c = begun[2]!
  let d = begun[3]!
  for (let j = n - size; j < n; j++) {
    // As `below(random, j + 1)`.
    let t = 0
    if (j > 0) {
      const shift = Math.clz32(j)
      do {
        const m = Math.imul(b, 5)
        t = Math.imul((m << 7) | (m >>> 25), 9) >>> shift
        const e = b << 9
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= e
        d = (d << 11) | (d >>> 21)
      } while (t > j)
    }
    // j where t is taken: without a branch, which nobody could predict.
    const taken = -((words[at + (t >>> 5)]! >>> (t & 31)) & 1)
    const row = t ^ ((t ^ j) & taken)
    words[at + (row >>> 5)]! |= 1 << (row & 31)
  }
}

/**
 * Sets the subset that `markSubset` takes with the generator of (seed, purpose, index) to −1 in `marks`, whose first n are
 * 0. For a subset at each row of a stream: the generator lives in variables.
 */
export function markNumberedSubset(
  { seed, purpose, index }: { seed: number; purpose: Purpose; index: number },
  n: number,
  size: number,
  marks: Int32Array,
): void {
  seedState(begun, seed, purpose, index)
  let a = begun[0]!
  let b = begun[1]!
  let c = begun[2]!
  let d = begun[3]!
  for (let j = n - size; j < n; j++) {
    // As `below(random, j + 1)`.
    let t = 0
    if (j > 0) {
      const shift = Math.clz32(j)
      do {
        const m = Math.imul(b, 5)
        t = Math.imul((m << 7) | (m >>> 25), 9) >>> shift
        const e = b << 9
        c ^= a
        d ^= b
        b ^= c
        a ^= d
        c ^= e
        d = (d << 11) | (d >>> 21)
      } while (t > j)
    }
    // j where t is marked: without a branch, which nobody could predict.
    marks[t ^ ((t ^ j) & marks[t]!)] = -1
  }
}

/** A uniformly random subset of exactly `size` of 0 … n − 1, ascending. */
export function subset(random: Random, n: number, size: number): Uint32Array {
  const marks = new Uint8Array(n)
  markSubset(random, n, size, marks)
  const chosen = new Uint32Array(size)
  let k = 0
  for (let i = 0; i < n; i++) if (marks[i] === 1) chosen[k++] = i
  return chosen
}
