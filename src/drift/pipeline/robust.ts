import { log } from '../math/log'

/** What times of builds are made of before they are judged: logarithms, outliers drawn in, deviations of a baseline. */

/** Neighbours at each side that a value is compared with, and how many of their deviations it may be off. */
const NEIGHBOURS = 7
const MOST_DEVIATIONS = 3
/** A median deviation as a standard deviation of normal values. */
const NORMAL_SCALE = 1.4826

/** Natural logarithms of times in milliseconds; shorter ones count as one. */
export function logTimes(ms: Float64Array): Float64Array {
  return ms.map((x) => log(Math.max(1, x)))
}

/** Outliers drawn in to the edge of what their neighbours allow: a step stays a step. */
export function drawnIn(values: Float64Array): Float64Array {
  const drawn = new Float64Array(values.length)
  const near = new Float64Array(2 * NEIGHBOURS + 1)
  for (let i = 0; i < values.length; i++) {
    const from = Math.max(0, i - NEIGHBOURS)
    const count = Math.min(values.length, i + NEIGHBOURS + 1) - from
    for (let k = 0; k < count; k++) near[k] = values[from + k]!
    const middle = medianOfFew(near, count)
    for (let k = 0; k < count; k++) near[k] = Math.abs(values[from + k]! - middle)
    const edge = MOST_DEVIATIONS * (NORMAL_SCALE * medianOfFew(near, count))
    const x = values[i]!
    drawn[i] = edge === 0 ? x : Math.max(middle - edge, Math.min(middle + edge, x))
  }
  return drawn
}

/** As deviations of the first `baseline` values, at most 3 of them; null where those do not vary. */
export function deviations(values: Float64Array, baseline: number): Float64Array | null {
  const first = values.slice(0, baseline)
  const middle = median(first)
  const spread = NORMAL_SCALE * median(first.map((x) => Math.abs(x - middle)))
  if (spread === 0) return null
  return values.map((x) => Math.max(-MOST_DEVIATIONS, Math.min(MOST_DEVIATIONS, (x - middle) / spread)))
}

export function median(values: Float64Array): number {
  const sorted = values.toSorted()
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

/** Sorts the first `count` values in place, by insertion: there are at most 15. */
function medianOfFew(values: Float64Array, count: number): number {
  for (let i = 1; i < count; i++) {
    const x = values[i]!
    let j = i - 1
    while (j >= 0 && values[j]! > x) {
      values[j + 1] = values[j]!
      j--
    }
    values[j + 1] = x
  }
  const half = count >> 1
  return count % 2 === 1 ? values[half]! : (values[half - 1]! + values[half]!) / 2
}
