import { selected } from '~/lib/selected'

/**
 * A range of y that leaves outliers out: from the 5th to the 95th percentile of the finite values,
 * half of it wider on either side (of normal values that leaves out one in a thousand), and never wider than the values are. Null where that is all of them, or
 * nothing is finite: then there is nothing to leave out. O(n), by selection instead of sorting.
 */
export function rangeWithoutOutliers(
  series: readonly Float64Array[],
  share = 0.05,
): { low: number; high: number } | null {
  const { values, min, max } = finiteValues(series)
  if (values.length === 0) return null
  const last = values.length - 1
  const lowerAt = Math.floor(last * share)
  const lower = selected(values, lowerAt)
  const upperAt = Math.ceil(last * (1 - share))
  // Nothing smaller than the lower percentile is left behind its place.
  const upper = selected(values, upperAt, lowerAt)
  const margin = (upper - lower) * 0.5
  const low = Math.max(min, lower - margin)
  const high = Math.min(max, upper + margin)
  return low > min || high < max ? { low, high } : null
}

function finiteValues(series: readonly Float64Array[]): { values: Float64Array; min: number; max: number } {
  const values = new Float64Array(series.reduce((sum, { length }) => sum + length, 0))
  let count = 0
  let min = Number.POSITIVE_INFINITY
  let max = Number.NEGATIVE_INFINITY
  for (const part of series) {
    for (let i = 0; i < part.length; i++) {
      const value = part[i]!
      if (!Number.isFinite(value)) continue
      values[count++] = value
      if (value < min) min = value
      if (value > max) max = value
    }
  }
  return { values: values.subarray(0, count), min, max }
}
