import type { Computation } from '../define'

const RUN = 1 << 15
const MERGED_A_SLICE = 1 << 18
/** Fewer values are sorted as fast natively. */
const FEWEST = 32
/** Steps a value that are gone in a bucket, on average, before all is left to the native sort. */
const MOST_STEPS = 8

/** An ascending copy, NaN at its end, sorted in runs and merged, as one sort of a long array cannot be interrupted. */
export function* sortedCopy(values: Float64Array): Computation<Float64Array> {
  const n = values.length
  let from = new Float64Array(n)
  for (let start = 0; start < n; start += RUN) {
    const end = Math.min(n, start + RUN)
    sortInto(from.subarray(start, end), values.subarray(start, end))
    if (n > RUN) yield { done: start, total: n, phase: 'sorting' }
  }
  let to = n > RUN ? new Float64Array(n) : from
  for (let size = RUN; size < n; size *= 2) {
    let moved = 0
    for (let start = 0; start < n; start += 2 * size) {
      const middle = Math.min(n, start + size)
      const end = Math.min(n, start + 2 * size)
      let i = start
      let j = middle
      for (let k = start; k < end; k++) {
        const left = from[i] as number
        const right = from[j] as number
        to[k] = i < middle && (j >= end || left <= right || right !== right) ? (i++, left) : (j++, right)
        if (++moved % MERGED_A_SLICE === 0) yield { done: n, total: n, phase: 'sorting' }
      }
    }
    const held = from
    from = to
    to = held
  }
  return from
}

/** Where each bucket begins: of one run at a time, which nothing interrupts. */
const begins = new Uint32Array(RUN + 2)

/**
 * Writes the values in the order of the native sort (−0 before 0, NaN last): into buckets of equal width, one a value on
 * average, and within these by insertion. Of values that leave nearly all of them in a few buckets, as one outlier does,
 * the rest is left to the native sort.
 * @param sorted as long as `values`, at most RUN
 */
function sortInto(sorted: Float64Array, values: Float64Array): void {
  const n = values.length
  if (n < FEWEST || !putInBuckets(sorted, values)) {
    sorted.set(values)
    sorted.sort()
    return
  }
  let left = MOST_STEPS * n
  for (let i = 1; i < n; i++) {
    const value = sorted[i]!
    let j = i
    while (j > 0 && sorted[j - 1]! > value) {
      sorted[j] = sorted[j - 1]!
      j--
    }
    sorted[j] = value
    left -= i - j
    if (left < 0) {
      sorted.sort()
      return
    }
  }
}

/** Whether they could be: not where a bucket cannot be told, or where order tells apart what compares as equal. */
function putInBuckets(sorted: Float64Array, values: Float64Array): boolean {
  const n = values.length
  let [least, most] = [values[0]!, values[0]!]
  for (let i = 0; i < n; i++) {
    const value = values[i]!
    if (value < least) least = value
    if (value > most) most = value
    if (value === 0 ? Object.is(value, -0) : value !== value) return false
  }
  // Products of it are numbers where it is one, and rise with the value.
  const perUnit = n / (most - least)
  if (!(perUnit > 0 && perUnit < Number.POSITIVE_INFINITY)) return false
  begins.fill(0, 0, n + 2)
  for (let i = 0; i < n; i++) begins[(((values[i]! - least) * perUnit) | 0) + 1]!++
  for (let k = 1; k <= n; k++) begins[k]! += begins[k - 1]!
  for (let i = 0; i < n; i++) {
    const value = values[i]!
    const bucket = ((value - least) * perUnit) | 0
    sorted[begins[bucket]!++] = value
  }
  return true
}
