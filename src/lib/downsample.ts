/**
 * Thinning for drawing: a chart has some hundred pixel columns and a trace may have millions of
 * points. Min–max per column keeps what the eye would see of the full line, extremes first.
 * The idea is M4's (Jugel, Jerzak, Hackenbroich, Markl 2014, doi:10.14778/2732951.2732953).
 */

/**
 * Index range [from, to) of the points with `view[0] ≤ x ≤ view[1]`; all of them where `view` is null.
 * `x` ascends; equal values are allowed. O(log n).
 */
export function rangeInView(x: Float64Array, view: readonly [number, number] | null): [number, number] {
  if (view === null) return [0, x.length]
  return [firstAtLeast(x, view[0]), firstAbove(x, view[1])]
}

/**
 * Indices, ascending, of the points to draw out of [from, to): at most `maxPoints` (≥ 8) of them.
 *
 * The first and the last defined point, the smallest and the largest value in view are always among
 * them. A gap (NaN) between two drawn points is drawn as a gap: an index of a NaN stands between
 * them. Where the range has no more than `maxPoints` points, all are returned. O(n).
 * @param isGapless it is known that no value is NaN: none is looked for
 */
export function sampleRange(
  x: Float64Array,
  values: Float64Array,
  from: number,
  to: number,
  maxPoints: number,
  isGapless = false,
): Uint32Array {
  if (to - from <= maxPoints) return Uint32Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i)
  const wide = extremes(x, values, from, to, Math.floor((maxPoints - 2) / 2))
  if (isGapless || !hasGap(values, wide)) return wide
  const separated = withGaps(values, wide)
  if (separated.length <= maxPoints) return Uint32Array.from(separated)
  // At most one separator between each two of 2·b + 2 points: 4·b + 3 in all.
  const narrow = extremes(x, values, from, to, Math.floor((maxPoints - 3) / 4))
  return Uint32Array.from(withGaps(values, narrow))
}

/** The index of the point nearest to `at`; the first of equals. -1 where there is none. O(log n). */
export function nearestIndex(x: Float64Array, at: number): number {
  if (x.length === 0) return -1
  const right = Math.min(x.length - 1, firstAtLeast(x, at))
  if (right === 0) return 0
  const left = right - 1
  const nearest = at - x[left]! <= x[right]! - at ? left : right
  return firstAtLeast(x, x[nearest]!)
}

/** Smallest and largest defined value of [from, to); null where nothing is defined. */
export function extent(values: Float64Array, from: number, to: number): [number, number] | null {
  let low = Infinity
  let high = -Infinity
  for (let i = from; i < to; i++) {
    const v = values[i]!
    if (v < low) low = v
    if (v > high) high = v
  }
  return low <= high ? [low, high] : null
}

/** First and last defined point, and per bucket of x the first smallest and the first largest one. */
function extremes(
  x: Float64Array,
  values: Float64Array,
  from: number,
  to: number,
  buckets: number,
): Uint32Array {
  let first = from
  while (first < to && Number.isNaN(values[first]!)) first++
  if (first === to) return new Uint32Array(0)
  let last = to - 1
  while (Number.isNaN(values[last]!)) last--

  const x0 = x[first]!
  const width = x[last]! - x0
  const perBucket = Math.ceil((last - first) / buckets)
  const kept = new Uint32Array(2 * buckets + 2)
  kept[0] = first
  let count = 1
  let bucket = -1
  let i = first
  while (i <= last) {
    // The bucket of this point and its end: found once a bucket, not once a point. However they round, buckets ascend.
    const found = width > 0 ? Math.floor(((x[i]! - x0) / width) * buckets) : buckets
    bucket = Math.min(buckets - 1, Math.max(bucket + 1, found))
    const end = bucket === buckets - 1 ? Infinity : x0 + ((bucket + 1) / buckets) * width
    const next = bucketEnd(x, i, last, end, perBucket)
    // One point is taken wherever rounding puts the end.
    let low = i
    while (low < next && Number.isNaN(values[low]!)) low++
    i = next
    if (low === next) continue
    let high = low
    let smallest = values[low]!
    let largest = smallest
    for (let k = low + 1; k < next; k++) {
      const v = values[k]!
      if (v < smallest) {
        smallest = v
        low = k
      } else if (v > largest) {
        largest = v
        high = k
      }
    }
    const earlier = low < high ? low : high
    const later = low < high ? high : low
    if (earlier > kept[count - 1]!) kept[count++] = earlier
    if (later > kept[count - 1]!) kept[count++] = later
  }
  if (last > kept[count - 1]!) kept[count++] = last
  return kept.subarray(0, count)
}

/**
 * The first place after `i` whose x is not below `end`, at most `last` + 1. Points mostly lie evenly, so that it is near
 * to where it would be then: all buckets together take O(n), and mostly two looks each.
 */
function bucketEnd(x: Float64Array, i: number, last: number, end: number, perBucket: number): number {
  let next = Math.min(last + 1, i + perBucket)
  while (next <= last && x[next]! < end) next++
  while (next > i + 1 && x[next - 1]! >= end) next--
  return Math.max(next, i + 1)
}

/** Whether there is a gap between the first and the last of the kept points. */
function hasGap(values: Float64Array, kept: Uint32Array): boolean {
  if (kept.length === 0) return false
  const last = kept[kept.length - 1]!
  for (let i = kept[0]!; i < last; i++) if (Number.isNaN(values[i]!)) return true
  return false
}

/** Puts the first NaN between two kept points, where there is one. */
function withGaps(values: Float64Array, kept: Uint32Array): number[] {
  const out: number[] = []
  for (const [k, index] of kept.entries()) {
    const previous = kept[k - 1]
    if (previous !== undefined) {
      for (let i = previous + 1; i < index; i++) {
        if (Number.isNaN(values[i]!)) {
          out.push(i)
          break
        }
      }
    }
    out.push(index)
  }
  return out
}

function firstAtLeast(x: Float64Array, at: number): number {
  return firstWhere(x.length, (i) => x[i]! >= at)
}

function firstAbove(x: Float64Array, at: number): number {
  return firstWhere(x.length, (i) => x[i]! > at)
}

/** Smallest i in [0, n] from which on `holds` is true. */
function firstWhere(n: number, holds: (i: number) => boolean): number {
  let low = 0
  let high = n
  while (low < high) {
    const middle = (low + high) >>> 1
    if (holds(middle)) high = middle
    else low = middle + 1
  }
  return low
}
