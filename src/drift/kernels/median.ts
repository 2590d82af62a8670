import type { Computation, Progress } from '../define'
import { withProgress } from '../with-progress'
import { selected } from '~/lib/selected'
import { below, createRandom, PURPOSE, type Random } from '../random'

/**
 * The exact median of the values (mean of the two middle ones for an even count), without sorting or
 * copying them all: a bracket around the middle is taken from a random sample (of fixed seed), one
 * pass counts what lies below it and collects what lies inside, and the same again on what was
 * collected. Progress counts the values of the first pass. NaN for no values.
 */
export function* exactMedian(values: Float64Array): Computation<number> {
  const n = values.length
  if (n === 0) return Number.NaN
  return yield* middle(values, Math.floor((n - 1) / 2), Math.floor(n / 2), createRandom(0, PURPOSE.median))
}

/** The mean of the values of ranks `low` ≤ `high` ≤ low + 1 (from 0) in ascending order, by the same passes. */
export function* meanOfRanks(values: Float64Array, low: number, high: number): Computation<number> {
  return yield* middle(values, low, high, createRandom(0, PURPOSE.median))
}

/** Values that are looked at in passes, wherever they lie. */
export interface PassedValues {
  count: number
  /** `size` of them, drawn with replacement. */
  sample: (random: Random, size: number) => Computation<Float64Array>
  /** Counts those below `low`, at `low` and at `high`, and collects those strictly between. */
  pass: (low: number, high: number) => Computation<Bracketed>
}

export interface Bracketed {
  under: number
  atLow: number
  atHigh: number
  inside: Float64Array
  /** How what is inside is passed over in turn, where that is faster than in plain TypeScript. */
  again?: PassedValues
}

const SMALL = 8192
/** Of more values a larger sample, as the bracket holds a share of them that falls with its root. */
const SAMPLE = 2048
const LARGEST_SAMPLE = 2 ** 18
const VALUES_A_SLICE = 250_000

/** For how many values inside a bracket there is room at first; it grows. */
const firstRoom = (count: number): number => Math.min(count >> 4, 2 ** 18)

/** Mean of the values of ranks `low` ≤ `high` ≤ low + 1 (from 0). */
function* middle(values: Float64Array, low: number, high: number, random: Random): Computation<number> {
  const n = values.length
  if (n <= SMALL) {
    const reordered = values.slice()
    const first = selected(reordered, low)
    return (first + (high === low ? first : selected(reordered, high, low))) / 2
  }
  function* sample(random: Random, size: number): Computation<Float64Array> {
    yield { done: 0, total: n, phase: 'median' }
    return sampleOf(values, random, size)
  }
  const pass = (lo: number, hi: number) => bracketed(values, lo, hi)
  return yield* middleOfPasses({ count: n, sample, pass }, low, high, random)
}

/** So many of the values, drawn with replacement. */
export function sampleOf(values: Float64Array, random: Random, size: number): Float64Array {
  const sample = new Float64Array(size)
  for (let at = 0; at < size; at++) sample[at] = values[below(random, values.length)] as number
  return sample
}

/** The same of values that are only passed over, of which there are more than 8,192. */
export function* middleOfPasses(
  values: PassedValues,
  low: number,
  high: number,
  random = createRandom(0, PURPOSE.median),
): Computation<number> {
  const n = values.count
  const size = Math.min(n >> 2, Math.max(SAMPLE, Math.min(LARGEST_SAMPLE, n >> 9)))
  const sample = yield* values.sample(random, size)
  // 3.3 standard errors of a sample’s rank on either side; should the middle lie outside, once in a thousand, the bracket grows.
  for (let width = 1.65 * Math.sqrt(sample.length); ; width *= 4) {
    const centre = ((low + high) / 2 / n) * sample.length
    const from = Math.floor(centre - width)
    const to = Math.ceil(centre + width)
    const lo = from < 0 ? Number.NEGATIVE_INFINITY : selected(sample, from)
    const hi = to >= sample.length ? Number.POSITIVE_INFINITY : selected(sample, to)
    const { under, atLow, atHigh, inside, again } = yield* values.pass(lo, hi)
    const firstInside = under + atLow
    const firstHigh = firstInside + inside.length
    if (low < under || high >= firstHigh + atHigh) continue
    const isIn = (rank: number) => rank >= firstInside && rank < firstHigh
    const atBorder = (rank: number) => (rank < firstInside ? lo : hi)
    if (!isIn(low) && !isIn(high)) return (atBorder(low) + atBorder(high)) / 2
    // The passes over what was collected are short: the whole is as good as done.
    const told = (): Progress => ({ done: n, total: n, phase: 'median' })
    const insideMiddle = (from: number, to: number) =>
      again !== undefined && inside.length > SMALL
        ? middleOfPasses(again, from, to, random)
        : middle(inside, from, to, random)
    if (isIn(low) && isIn(high))
      return yield* withProgress(insideMiddle(low - firstInside, high - firstInside), told)
    const rank = (isIn(low) ? low : high) - firstInside
    const found = yield* withProgress(insideMiddle(rank, rank), told)
    return (found + atBorder(isIn(low) ? high : low)) / 2
  }
}

function* bracketed(values: Float64Array, lo: number, hi: number): Computation<Bracketed> {
  const n = values.length
  let under = 0
  let atLow = 0
  let atHigh = 0
  let inside = new Float64Array(firstRoom(n))
  let kept = 0
  for (let start = 0; start < n; start += VALUES_A_SLICE) {
    const end = Math.min(n, start + VALUES_A_SLICE)
    for (let i = start; i < end; i++) {
      const value = values[i] as number
      if (value < lo) under++
      else if (value === lo) atLow++
      else if (value < hi) {
        if (kept === inside.length) {
          const larger = new Float64Array(2 * kept + 1)
          larger.set(inside)
          inside = larger
        }
        inside[kept++] = value
      } else if (value === hi) atHigh++
    }
    yield { done: end, total: n, phase: 'median' }
  }
  return { under, atLow, atHigh, inside: inside.subarray(0, kept) }
}
