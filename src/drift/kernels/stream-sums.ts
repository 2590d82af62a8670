import type { Computation } from '../define'
import { SLICE_WORK } from './pairs'
import type { Windows } from './windows'

/**
 * The sum over the pairs of each window.
 * @param drawn of each row of the stream the held-out row that it is; of rows in no window, any row
 * @returns one for each window, valid until the next call
 */
export type SumsAlong = (drawn: Uint32Array, windows: Windows) => Computation<Float64Array>

/** Of each row of a simulated stream, what its windows gain when it comes and lose when it leaves. */
export interface StreamSums {
  /** The stream's rows, those that are the same held-out row one after the other. */
  order: Uint32Array
  /** Row t comes to the rows `first[t] … t − 1`, and leaves the rows `t + 1 … last[t] − 1`. */
  first: Uint32Array
  last: Uint32Array
  /** Its sums with both. */
  before: Int32Array | Float64Array
  after: Int32Array | Float64Array
}

/** Rows that are sorted or drawn between two yields. */
export const ROWS_A_SLICE = 100_000

/**
 * Sums along a stream by looking each pair of its windows up twice, held-out row by held-out row: what is looked up of
 * a kernel of megabytes is one row at a time, which the nearest cache holds.
 * @param rows of the kernel
 * @param look fills `before` and `after` of the rows `order[from] … order[to − 1]`
 */
export function alongByRow(
  sums: StreamSums,
  rows: number,
  look: (drawn: Uint32Array, from: number, to: number) => void,
): SumsAlong {
  const { first, last, before, after } = sums
  let laid: Windows | null = null
  let pairs = new Float64Array()
  return function* (drawn, windows) {
    if (windows !== laid) {
      layReach(windows, first, last)
      pairs = new Float64Array(windows.count)
      laid = windows
    }
    const length = windows.to[windows.count - 1]!
    yield* sortByRow(drawn, length, rows, sums.order)
    const slice = Math.ceil(SLICE_WORK / (2 * windows.largest + 20))
    for (let from = 0; from < length; from += slice) {
      const to = Math.min(length, from + slice)
      look(drawn, from, to)
      if (to < length) yield { done: to, total: length, phase: 'simulated rows' }
    }
    addUp(windows, before, after, pairs)
    return pairs
  }
}

/** A row comes with the first window that holds it, and leaves after the last; one in no window meets no other. */
function layReach({ count, from, to }: Windows, first: Uint32Array, last: Uint32Array): void {
  first.forEach((_, t) => (first[t] = t))
  last.fill(0)
  for (let i = 0, hi = 0; i < count; i++) {
    const start = from[i]!
    const end = to[i]!
    for (let t = Math.max(start, hi); t < end; t++) first[t] = start
    hi = end
  }
  for (let i = count - 1, lo = to[count - 1]!; i >= 0; i--) {
    const start = from[i]!
    const end = to[i]!
    for (let t = Math.min(lo, end) - 1; t >= start; t--) last[t] = end
    lo = start
  }
}

function* sortByRow(drawn: Uint32Array, length: number, rows: number, order: Uint32Array): Computation<void> {
  const ends = new Uint32Array(rows + 1)
  const count = (from: number, to: number): void => {
    for (let t = from; t < to; t++) ends[drawn[t]! + 1]!++
  }
  const place = (from: number, to: number): void => {
    for (let t = from; t < to; t++) order[ends[drawn[t]!]!++] = t
  }
  for (const pass of [count, place]) {
    for (let from = 0; from < length; from += ROWS_A_SLICE) {
      if (from > 0) yield { done: from, total: length, phase: 'simulated rows' }
      pass(from, Math.min(length, from + ROWS_A_SLICE))
    }
    if (pass === count) for (let row = 1; row <= rows; row++) ends[row]! += ends[row - 1]!
  }
}

function addUp(
  { count, from, to }: Windows,
  before: StreamSums['before'],
  after: StreamSums['after'],
  pairs: Float64Array,
): void {
  let sum = 0
  let lo = 0
  let hi = 0
  for (let i = 0; i < count; i++) {
    const start = from[i]!
    const end = to[i]!
    if (start >= hi) {
      sum = 0
      lo = start
      hi = start
    }
    for (; lo < start; lo++) sum -= after[lo]!
    for (; hi < end; hi++) sum += before[hi]!
    pairs[i] = sum
  }
}
