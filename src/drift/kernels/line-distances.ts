import { selected } from '~/lib/selected'
import type { Computation } from '../define'
import { sortedCopy } from '../math/sort'
import { below, createRandom, PURPOSE } from '../random'
import type { SquaredDistances } from './bandwidth-rules'
import { pairCount, pairDistances, SLICE_WORK } from './pairs'

/**
 * Squared distances of the pairs of N numbers without computing them all: in ascending order, those from one number to
 * the later ones ascend too, so that all up to some value are counted in O(N) with a second place that only moves on. From
 * some pairs on, by interpolation, what is left around a rank is soon no more than some values a number, which are computed. The same bits
 * as all pairs would give.
 * @param values the reference's `n` numbers first
 */
export function lineDistances(values: Float64Array, n: number): SquaredDistances {
  return {
    all: values.length,
    *middle(low, high) {
      const sorted = yield* sortedCopy(values)
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
/** Interpolation is aimed so far beside the rank that both ends of what is left close in on it. */
const BESIDE = 0.9

function* around(sorted: Float64Array, rank: number): Computation<Ranks> {
  const all = sorted.length
  const total = pairCount(all)
  // Values above `low` and up to `high` have the ranks from `before` to `upTo` − 1; the bits of numbers ≥ 0 ascend as they do.
  let low = -1n
  const span = sorted[all - 1]! - sorted[0]!
  let high = bitsOf(span * span)
  const [under, over] = bracketOf(sorted, rank / total)
  let before = 0
  let upTo = total
  let isSlow = false
  for (let work = 0, step = 0; upTo - before > KEPT * all; step++) {
    if (high - low === 1n) {
      const value = numberOf(high)
      return { last: upTo - 1, valueOf: () => value }
    }
    // At the end that is farther from the rank.
    const aim = rank + (upTo - rank > rank - before ? BESIDE : -BESIDE) * all
    const from = low < 0n ? 0 : Math.sqrt(numberOf(low))
    const to = Math.sqrt(numberOf(high))
    const near = from + ((to - from) * (aim - before)) / (upTo - before)
    const guess = bitsOf(step === 0 ? over : step === 1 ? under : near * near)
    // By halves where no number lies between, and after a guess that left more than half: values over many powers of ten.
    const isGuessed: boolean = !isSlow && guess > low && guess < high
    const middle = isGuessed ? guess : (low + high) >> 1n
    const count = countUpTo(sorted, numberOf(middle))
    const left = upTo - before
    if (count > rank) [high, upTo] = [middle, count]
    else [low, before] = [middle, count]
    isSlow = isGuessed && 2 * (upTo - before) > left
    if ((work += 4 * all) < SLICE_WORK) continue
    work = 0
    yield { done: total - (upTo - before), total, phase: 'median' }
  }
  const values = between(sorted, low < 0n ? -1 : numberOf(low), numberOf(high), upTo - before)
  yield { done: total, total, phase: 'median' }
  return { last: upTo - 1, valueOf: (at) => selected(values, at - before) }
}

/** Pairs that are drawn to begin with. */
const DRAWN = 256

/** Squared distances between which, of some pairs, those around a share of all lie: two standard errors to either side. */
function bracketOf(sorted: Float64Array, share: number): [number, number] {
  const random = createRandom(0, PURPOSE.median)
  const drawn = new Float64Array(DRAWN)
  for (let k = 0; k < DRAWN; k++) {
    const i = below(random, sorted.length)
    const j = below(random, sorted.length - 1)
    const apart = sorted[i]! - sorted[j < i ? j : j + 1]!
    drawn[k] = apart * apart
  }
  drawn.sort()
  const place = Math.floor(share * DRAWN)
  const beside = Math.sqrt(DRAWN)
  return [drawn[Math.max(0, place - beside)]!, drawn[Math.min(DRAWN - 1, place + beside)]!]
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
