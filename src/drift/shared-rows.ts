import type { Computation } from './define'
import type { Sample } from './sample'

/** Of more rows, so many are looked at first, chosen by what they hold: the same ones of both samples. */
const MOST_ROWS = 10_000
/** Between two yields: a few milliseconds. */
const CELLS_AT_A_TIME = 50_000
/** Fewer shared rows, in number or as a share of the smaller sample, are not worth a word. */
const FEWEST_SHARED = 10
const LEAST_SHARE = 0.05

/** Rows that stand in both samples, value for value. */
export interface SharedRows {
  /** Test rows that are in the reference too. */
  rows: number
  /** All test rows. */
  of: number
}

/**
 * Test rows that were taken from the reference, or the other way round: more rows are the same in both samples than
 * independent rows would be, whatever their distributions. Null where they are not.
 *
 * Counted are rows that stand once in either sample, `both` of them. Where rows are independent, a row that has rate λ in
 * the reference and μ in the test sample is among them with probability λμ e^(−λ−μ), and stands twice in one sample with
 * λ² e^(−λ) / 2 and μ² e^(−μ) / 2. So by Cauchy and Schwarz Σ λμ e^(−λ−μ) ≤ 2 √(pairs of the reference × pairs of the test
 * sample), all in expectation; twice that and ten more is out of reach of chance.
 */
export function* sharedRows(samples: { reference: Sample; test: Sample }): Computation<SharedRows | null> {
  const each = Math.ceil(Math.max(samples.reference.rows, samples.test.rows) / MOST_ROWS)
  const found = yield* sharedOfSome(samples, each)
  return found === null || each === 1 ? found : yield* sharedOfSome(samples, 1)
}

/** @param each of this many different rows, one is looked at */
function* sharedOfSome(
  samples: { reference: Sample; test: Sample },
  each: number,
): Computation<SharedRows | null> {
  const reference = yield* countedRows(samples.reference, each)
  const test = yield* countedRows(samples.test, each)
  let [both, rows] = [0, 0]
  for (const [key, count] of test) {
    const there = reference.get(key)
    if (there === undefined) continue
    rows += count
    if (count === 1 && there === 1) both++
  }
  const byChance = 2 * Math.sqrt((pairs(reference) + 1) * (pairs(test) + 1))
  const smaller = Math.min(samples.reference.rows, samples.test.rows) / each
  if (both < Math.max(FEWEST_SHARED, LEAST_SHARE * smaller) || both <= 2 * byChance + FEWEST_SHARED)
    return null
  return { rows, of: samples.test.rows }
}

/** How often each row stands there, by its digest. */
function* countedRows(
  { rows, columns, values }: Sample,
  each: number,
): Computation<ReadonlyMap<number, number>> {
  const d = columns.length
  const counts = new Map<number, number>()
  const pause = Math.max(1, Math.floor(CELLS_AT_A_TIME / d))
  for (let i = 0; i < rows; i++) {
    if (i % pause === pause - 1) yield { done: i, total: rows, phase: 'rows' }
    const key = rowDigest(values, i * d, d)
    if (key % each === 0) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return counts
}

/** Rows that stand there twice. */
function pairs(counts: ReadonlyMap<number, number>): number {
  let count = 0
  for (const times of counts.values()) if (times === 2) count++
  return count
}

const one = new Float64Array(1)
const words = new Uint32Array(one.buffer)

/** 53 bits of a row's values: two rows that differ share them about never. −0 is 0, and a missing value like any other. */
function rowDigest(values: Float64Array, from: number, d: number): number {
  let [a, b] = [0x9e3779b9, 0x85ebca6b]
  for (let j = from; j < from + d; j++) {
    const value = values[j]!
    one[0] = value === value ? value + 0 : Number.NaN
    a = mixed(a, words[0]!, words[1]!)
    b = mixed(b, words[1]!, words[0]!)
  }
  return (a >>> 11) * 2 ** 32 + (b >>> 0)
}

/** The finish of MurmurHash3 after each word. */
function mixed(hash: number, low: number, high: number): number {
  let h = Math.imul(hash ^ low, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13) ^ high, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
