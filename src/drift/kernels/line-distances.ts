import { selected } from '~/lib/selected'
import type { Computation } from '../define'
import type { SquaredDistances } from './bandwidth-rules'
import { pairCount, pairDistances, SLICE_WORK } from './pairs'

/**
 * Squared distances of the pairs of N numbers without computing them all: in ascending order, those from one number to
 * the later ones ascend too, so that all up to some value are counted in O(N) with a second place that only moves on. By
 * halving, what is left around a rank is soon no more than some values a number, which are computed. The same bits as
 * all pairs would give.
 * @param values the reference's `n` numbers first
 */
export function lineDistances(values: Float64Array, n: number): SquaredDistances {
  return {
    all: values.length,
    *middle(low, high) {
      const sorted = values.toSorted()
      const first = yield* around(sorted, low)
      const second = first.last >= high ? first : yield* around(sorted, high)
      return (first.valueOf(low) + second.valueOf(high)) / 2
    },
    ofReference: () => pairDistances(values.subarray(0, n), n, 1),
  }
}

/** The values at the ranks (from 0, ascending) up to `last`, from one on that was asked for. */
interface Ranks {
  last: number
  valueOf: (rank: number) => number
}

/** So many values a number are computed at last. */
const KEPT = 2

function* around(sorted: Float64Array, rank: number): Computation<Ranks> {
  const all = sorted.length
  const total = pairCount(all)
  // Values above `low` and up to `high` have the ranks from `before` to `upTo` − 1; the bits of numbers ≥ 0 ascend as they do.
  let low = -1n
  let high = bitsOf(Number.POSITIVE_INFINITY)
  let before = 0
  let upTo = total
  for (let work = 0; upTo - before > KEPT * all;) {
    const middle = (low + high) >> 1n
    if (middle === low) {
      const value = numberOf(high)
      return { last: upTo - 1, valueOf: () => value }
    }
    const count = countUpTo(sorted, numberOf(middle))
    if (count > rank) [high, upTo] = [middle, count]
    else [low, before] = [middle, count]
    if ((work += 4 * all) < SLICE_WORK) continue
    work = 0
    yield { done: total - (upTo - before), total, phase: 'median' }
  }
  const values = between(sorted, low < 0n ? -1 : numberOf(low), numberOf(high), upTo - before)
  yield { done: total, total, phase: 'median' }
  return { last: upTo - 1, valueOf: (at) => selected(values, at - before) }
}

const number = new Float64Array(1)
const bits = new BigUint64Array(number.buffer)

function bitsOf(value: number): bigint {
  number[0] = value
  return bits[0]!
}

function numberOf(pattern: bigint): number {
  bits[0] = pattern
  return number[0]!
}

function countUpTo(sorted: Float64Array, limit: number): number {
  const all = sorted.length
  let count = 0
  for (let i = 0, j = 1; i < all; i++) {
    const x = sorted[i]!
    if (j <= i) j = i + 1
    while (j < all && (sorted[j]! - x) * (sorted[j]! - x) <= limit) j++
    count += j - i - 1
  }
  return count
}

/** The `count` squared distances above `low` and up to `high`. */
function between(sorted: Float64Array, low: number, high: number, count: number): Float64Array {
  const all = sorted.length
  const values = new Float64Array(count)
  let kept = 0
  for (let i = 0, from = 1; i < all; i++) {
    const x = sorted[i]!
    if (from <= i) from = i + 1
    while (from < all && (sorted[from]! - x) * (sorted[from]! - x) <= low) from++
    for (let j = from; j < all; j++) {
      const squared = (sorted[j]! - x) * (sorted[j]! - x)
      if (squared > high) break
      values[kept++] = squared
    }
  }
  return values
}
