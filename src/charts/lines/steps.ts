import type { LineSeries } from './line-series'

/**
 * Every x of every line once, ascending. Two by two: lines of one grid share most of their x, which sorting all of
 * them would find only in the end. O(n log m) for n points of m lines.
 */
export function stepsOf(series: readonly Pick<LineSeries, 'x'>[]): Float64Array {
  let parts = series.map(({ x }) => x)
  do {
    parts = Array.from({ length: Math.ceil(parts.length / 2) }, (_, k) =>
      unionOf(parts[2 * k]!, parts[2 * k + 1] ?? NONE),
    )
  } while (parts.length > 1)
  return parts[0] ?? NONE
}

const NONE = new Float64Array(0)

/** Both ascend, and may have equal values. */
function unionOf(a: Float64Array, b: Float64Array): Float64Array {
  const union = new Float64Array(a.length + b.length)
  let count = 0
  let [i, j] = [0, 0]
  while (i < a.length || j < b.length) {
    const next = j === b.length || (i < a.length && a[i]! <= b[j]!) ? a[i++]! : b[j++]!
    if (count === 0 || union[count - 1] !== next) union[count++] = next
  }
  return union.subarray(0, count)
}
