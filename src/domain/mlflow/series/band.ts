import type { Trace } from './trace'

/** Of a trace, what it is drawn by. */
type Line = Pick<Trace, 'x' | 'y'>

/** Mean ± standard deviation of several traces over one grid of x. */
export interface Band {
  x: Float64Array
  /** NaN where no trace is. */
  mean: Float64Array
  /** Sample standard deviation (n − 1); NaN below two traces. */
  sd: Float64Array
  /** How many traces there are at each x. */
  count: Uint32Array
}

/**
 * The grid is the x of all traces where there are at most `maxPoints` different ones (runs that log at
 * the same steps), else `maxPoints` evenly spaced ones. Between two points of a trace the value is
 * interpolated; before its first and after its last point, and beside a NaN or an infinite value, the
 * trace is not there. Of points with the same x the last counts. O(points + traces × grid).
 *
 * @param maxPoints at least 2
 */
export function bandOf(
  traces: readonly Line[],
  view: readonly [number, number] | null,
  maxPoints: number,
): Band {
  const x = gridOf(traces, view, Math.max(2, maxPoints))
  const mean = new Float64Array(x.length)
  const squares = new Float64Array(x.length)
  const count = new Uint32Array(x.length)
  for (const trace of traces) addTrace(trace, x, mean, squares, count)
  const sd = squares.map((sum, i) => (count[i]! < 2 ? Number.NaN : Math.sqrt(sum / (count[i]! - 1))))
  for (let i = 0; i < x.length; i++) if (count[i] === 0) mean[i] = Number.NaN
  return { x, mean, sd, count }
}

function gridOf(
  traces: readonly Line[],
  view: readonly [number, number] | null,
  maxPoints: number,
): Float64Array {
  const different = new Set<number>()
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const { x } of traces) {
    for (let i = 0; i < x.length; i++) {
      const at = x[i]!
      if (view && (at < view[0] || at > view[1])) continue
      if (at < low) low = at
      if (at > high) high = at
      if (different.size <= maxPoints) different.add(at)
    }
  }
  if (different.size <= maxPoints) return Float64Array.from(different).sort()
  const width = (high - low) / (maxPoints - 1)
  return Float64Array.from({ length: maxPoints }, (_, i) => (i === maxPoints - 1 ? high : low + i * width))
}

/** Adds one trace by Welford's updates (doi:10.1080/00401706.1962.10490022). Both x and the grid ascend. */
function addTrace(
  { x, y }: Line,
  grid: Float64Array,
  mean: Float64Array,
  squares: Float64Array,
  count: Uint32Array,
): void {
  /** Number of points at or before the place on the grid. */
  let passed = 0
  for (let i = 0; i < grid.length; i++) {
    const at = grid[i]!
    while (passed < x.length && x[passed]! <= at) passed++
    const value = valueAt(x, y, passed - 1, at)
    if (!Number.isFinite(value)) continue
    const n = ++count[i]!
    const before = value - mean[i]!
    mean[i]! += before / n
    squares[i]! += before * (value - mean[i]!)
  }
}

function valueAt(x: Float64Array, y: Float64Array, left: number, at: number): number {
  if (left < 0) return Number.NaN
  if (x[left] === at) return y[left]!
  if (left + 1 >= x.length) return Number.NaN
  const share = (at - x[left]!) / (x[left + 1]! - x[left]!)
  return y[left]! + share * (y[left + 1]! - y[left]!)
}
