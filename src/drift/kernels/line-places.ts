/** At least so many buckets for each value: most hold none or one. */
const BUCKETS_A_VALUE = 2
const MOST_BUCKETS = 65_536

/**
 * Finds a number's place among ascending values: 2 i + 1 for the i-th value itself, 2 i for the gap below it. By halving,
 * after one look into a table of equal buckets between the smallest and the largest: on numbers that are spread as the
 * values are, that is one comparison or two, where halving alone takes log₂ of them, each of which surprises the processor.
 * @param values finite, ascending, no two equal, at least one
 */
export function placesAmong(values: Float64Array): (x: number) => number {
  const lowest = values[0]!
  let buckets = 1
  while (buckets < Math.min(MOST_BUCKETS, BUCKETS_A_VALUE * values.length)) buckets *= 2
  const width = values.at(-1)! - lowest
  const scale = buckets / width
  // One value has no width, and the largest numbers one that is no number: then all are in one bucket.
  if (!(width > 0 && width < Number.POSITIVE_INFINITY && scale < Number.POSITIVE_INFINITY)) buckets = 1
  const last = buckets - 1
  // Rises with x, as each of its steps does: what stands in a lower bucket is less.
  const bucketOf = (x: number): number => Math.max(0, Math.min(last, (x - lowest) * scale)) | 0
  const starts = new Uint32Array(buckets + 1)
  if (buckets === 1) starts[1] = values.length
  else {
    for (const x of values) starts[bucketOf(x) + 1]!++
    for (let b = 0; b < buckets; b++) starts[b + 1]! += starts[b]!
  }
  return (x) => {
    const bucket = buckets === 1 ? 0 : bucketOf(x)
    let low = starts[bucket]!
    let high = starts[bucket + 1]!
    while (low < high) {
      const middle = (low + high) >> 1
      if (values[middle]! < x) low = middle + 1
      else high = middle
    }
    return 2 * low + (values[low] === x ? 1 : 0)
  }
}
