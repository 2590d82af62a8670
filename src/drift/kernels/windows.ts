import type { Computation } from '../define'
import { exactMedian } from './median'

/** Windows of a stream, in its order: window i holds rows `from[i] … to[i] − 1`. Neither ever goes back. */
export interface Windows {
  count: number
  from: Uint32Array
  to: Uint32Array
  /** Rows of the largest and of the smallest window; 0 where there is none. */
  largest: number
  smallest: number
}

/** How many full windows fit into a stream. */
export function windowCount(rows: number, window: number, step: number): number {
  return rows < window ? 0 : Math.floor((rows - window) / step) + 1
}

/** Windows of equally many rows: window i holds rows i · step … i · step + window − 1. */
export function rowWindows(rows: number, window: number, step: number): Windows {
  const count = windowCount(rows, window, step)
  const from = Uint32Array.from({ length: count }, (_, i) => i * step)
  return windowsOf(
    from,
    from.map((start) => start + window),
  )
}

/** Relative to the duration: times such as 0.1, 0.2, 0.3 are not equally spaced to the last bit. */
const ROUNDING = 1e-9

/**
 * Windows of equal duration: one that ends at time T holds the rows of (T − duration, T].
 *
 * It ends after the last row of a time, as rows of equal time are known together; from one to the
 * next are `stepOf(places)` such times, of as many `places` as there are. The first is the first whose
 * span is covered by the stream, where the first row stands for as much time as usually lies between
 * two (the median): of daily rows, the first window of 30 days ends at the 30th row.
 * @param times ascending, in any unit
 * @param duration > 0, in the same unit
 */
export function* timeWindows(
  times: Float64Array,
  duration: number,
  stepOf: (places: number) => number,
): Computation<Windows & { step: number }> {
  const last = times.length - 1
  const ends = Uint32Array.from(times, (_, i) => i).filter((i) => i === last || times[i + 1] !== times[i])
  const timeOf = (k: number): number => times[ends[k] as number] as number
  const gaps = Float64Array.from(
    { length: Math.max(0, ends.length - 1) },
    (_, k) => timeOf(k + 1) - timeOf(k),
  )
  const usualGap = gaps.length > 0 ? yield* exactMedian(gaps) : 0
  const slack = ROUNDING * duration

  let first = 0
  const covered = (times[0] ?? 0) + duration - usualGap - slack
  while (first < ends.length && timeOf(first) < covered) first++
  const places = ends.length - first
  const step = stepOf(places)
  const count = Math.ceil(places / step)
  const from = new Uint32Array(count)
  const to = new Uint32Array(count)
  let start = 0
  for (let i = 0; i < count; i++) {
    const end = ends[first + i * step] as number
    const border = (times[end] as number) - duration + slack
    while ((times[start] as number) <= border) start++
    from[i] = start
    to[i] = end + 1
  }
  return { ...windowsOf(from, to), step }
}

/** Those of the windows that hold at least `rows` rows, and which ones they are. */
export function atLeast(windows: Windows, rows: number): { kept: Windows; indices: Uint32Array } {
  const { from, to, count } = windows
  const indices = Uint32Array.from({ length: count }, (_, i) => i).filter(
    (i) => (to[i] as number) - (from[i] as number) >= rows,
  )
  const pick = (all: Uint32Array) => indices.map((i) => all[i] as number)
  return { kept: indices.length === count ? windows : windowsOf(pick(from), pick(to)), indices }
}

function windowsOf(from: Uint32Array, to: Uint32Array): Windows {
  const count = from.length
  let largest = 0
  let smallest = count > 0 ? Number.POSITIVE_INFINITY : 0
  for (let i = 0; i < count; i++) {
    const rows = (to[i] as number) - (from[i] as number)
    if (rows > largest) largest = rows
    if (rows < smallest) smallest = rows
  }
  return { count, from, to, largest, smallest }
}
