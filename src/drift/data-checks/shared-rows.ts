import type { Computation } from '../define'
import type { Sample } from '../sample'
import { countedRows } from './row-digest'

/** Of more rows, so many are looked at first, chosen by what they hold: the same ones of both samples. */
const MOST_ROWS = 10_000
/** Between two pauses: a few milliseconds. */
const KEYS_AT_A_TIME = 20_000
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
  const reference = yield* countedRows(samples.reference, { each })
  const test = yield* countedRows(samples.test, { each })
  let [both, rows, seen] = [0, 0, 0]
  for (const [key, count] of test.counts) {
    if (++seen % KEYS_AT_A_TIME === 0) yield { done: seen, total: test.counts.size, phase: 'rows' }
    const there = reference.counts.get(key)
    if (there === undefined) continue
    rows += count
    if (count === 1 && there === 1) both++
  }
  const byChance = 2 * Math.sqrt((reference.pairs + 1) * (test.pairs + 1))
  const smaller = Math.min(samples.reference.rows, samples.test.rows) / each
  if (both < Math.max(FEWEST_SHARED, LEAST_SHARE * smaller) || both <= 2 * byChance + FEWEST_SHARED)
    return null
  return { rows, of: samples.test.rows }
}
