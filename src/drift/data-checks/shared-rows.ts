import type { Computation } from '../define'
import { countedRows } from './counted-rows'
import { countSeen, noneSeen, noteDigests } from './value-hash'

/** Of more rows, so many are looked at first, chosen by what they hold: the same ones of both samples. */
const MOST_ROWS = 10_000
/** Between two pauses: a few milliseconds. */
const KEYS_AT_A_TIME = 20_000
/** Fewer shared rows, in number or as a share of the smaller sample, are not worth a word. */
const FEWEST_SHARED = 10
const LEAST_SHARE = 0.05

/** Of the rows of either sample, in their order (`rowDigests`). */
type Digests = Readonly<Record<'reference' | 'test', Float64Array>>

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
export function* sharedRows(digests: Digests): Computation<SharedRows | null> {
  const each = Math.ceil(Math.max(digests.reference.length, digests.test.length) / MOST_ROWS)
  if (each === 1) return yield* sharedOf(digests, digests)
  const some = { reference: yield* oneOf(digests.reference, each), test: yield* oneOf(digests.test, each) }
  return (yield* sharedOf(some, digests)) === null ? null : yield* sharedOf(digests, digests)
}

/** Of so many different rows one, chosen by what it holds. */
function* oneOf(digests: Float64Array, each: number): Computation<Float64Array> {
  const some = new Float64Array(digests.length)
  let kept = 0
  for (let i = 0; i < digests.length; i++) {
    const digest = digests[i]!
    if ((digest >>> 0) % each === 0) some[kept++] = digest
    if (i % KEYS_AT_A_TIME === KEYS_AT_A_TIME - 1) yield { done: i, total: digests.length, phase: 'rows' }
  }
  return some.subarray(0, kept)
}

/** @param digests of the rows that are looked at, the same ones of both samples */
function* sharedOf(digests: Digests, all: Digests): Computation<SharedRows | null> {
  const looked = (digests.reference.length + digests.test.length) / (all.reference.length + all.test.length)
  const smaller = looked * Math.min(all.reference.length, all.test.length)
  const fewest = Math.max(FEWEST_SHARED, LEAST_SHARE * smaller)
  if ((yield* mostShared(digests)) < fewest) return null
  const reference = yield* countedRows(digests.reference)
  if (reference.keys.length < fewest) return null
  const test = yield* countedRows(digests.test)
  let [both, rows] = [0, 0]
  const total = test.keys.length
  for (let k = 0; k < total; k++) {
    if (k % KEYS_AT_A_TIME === KEYS_AT_A_TIME - 1) yield { done: k, total, phase: 'rows' }
    const there = reference.timesOf(test.keys[k]!)
    if (there === 0) continue
    const count = test.counts[k]!
    rows += count
    if (count === 1 && there === 1) both++
  }
  const byChance = 2 * Math.sqrt((reference.pairs + 1) * (test.pairs + 1))
  if (both < fewest || both <= 2 * byChance + FEWEST_SHARED) return null
  return { rows, of: all.test.length }
}

/** No more rows of the test sample than these are in the reference too: where it is a few, nothing has to be counted. */
function* mostShared({ reference, test }: Digests): Computation<number> {
  const seen = noneSeen(reference.length)
  const total = reference.length + test.length
  for (let from = 0; from < reference.length; from += KEYS_AT_A_TIME) {
    noteDigests(seen, reference.subarray(from, from + KEYS_AT_A_TIME))
    if (total > KEYS_AT_A_TIME) yield { done: from, total, phase: 'rows' }
  }
  let shared = 0
  for (let from = 0; from < test.length; from += KEYS_AT_A_TIME) {
    shared += countSeen(seen, test.subarray(from, from + KEYS_AT_A_TIME))
    if (total > KEYS_AT_A_TIME) yield { done: reference.length + from, total, phase: 'rows' }
  }
  return shared
}
