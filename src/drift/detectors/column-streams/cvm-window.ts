/**
 * Cramér and von Mises' statistic of a reference that stays and a window that moves, in O(w) a row and window
 * whatever the size of the reference (Ross & Adams 2012, doi 10.1080/00224065.2012.11917887, with a fixed reference as
 * in Alibi Detect): S = Σ (F − G)² over all values of both, normalised by its mean and variance under no change
 * (Anderson 1962, doi 10.1214/aoms/1177704477).
 */

/** A reference column, as the statistic needs it. F_i is the count of reference values up to the i-th. */
export interface CvmReference {
  /** Ascending. */
  values: Float64Array
  /** Sums of F_1 … F_i and of their squares; entry 0 is 0. */
  sums: Float64Array
  squares: Float64Array
}

/** @param sorted ascending */
export function cvmReference(sorted: Float64Array): CvmReference {
  const n = sorted.length
  const sums = new Float64Array(n + 1)
  const squares = new Float64Array(n + 1)
  for (let i = 0; i < n;) {
    let end = i
    while (end < n && sorted[end] === sorted[i]) end++
    for (; i < end; i++) {
      sums[i + 1] = sums[i]! + end
      squares[i + 1] = squares[i]! + end * end
    }
  }
  return { values: sorted, sums, squares }
}

/** The values of a window in order, with the counts of reference values below each and up to each. */
export interface CvmWindow {
  /** Values in it; the arrays are as long as the window may be. */
  length: number
  values: Float64Array
  below: Uint32Array
  upTo: Uint32Array
}

export function cvmWindow(size: number): CvmWindow {
  return {
    length: 0,
    values: new Float64Array(size),
    below: new Uint32Array(size),
    upTo: new Uint32Array(size),
  }
}

/** Ascending values before which `x` stands: those below it, or with `equal` those up to it. */
export function countBelow(sorted: Float64Array, length: number, x: number, equal: boolean): number {
  let low = 0
  let high = length
  while (low < high) {
    const middle = (low + high) >> 1
    const value = sorted[middle]!
    if (value < x || (equal && value === x)) low = middle + 1
    else high = middle
  }
  return low
}

export function insert(window: CvmWindow, x: number, below: number, upTo: number): void {
  const { values, length } = window
  let i = length
  for (; i > 0 && values[i - 1]! > x; i--) {
    values[i] = values[i - 1]!
    window.below[i] = window.below[i - 1]!
    window.upTo[i] = window.upTo[i - 1]!
  }
  values[i] = x
  window.below[i] = below
  window.upTo[i] = upTo
  window.length++
}

/** @param x a value that is in the window */
export function remove(window: CvmWindow, x: number): void {
  const { values, length } = window
  for (let i = countBelow(values, length, x, false) + 1; i < length; i++) {
    values[i - 1] = values[i]!
    window.below[i - 1] = window.below[i]!
    window.upTo[i - 1] = window.upTo[i]!
  }
  window.length--
}

/** The normalised statistic of a full window. */
export function cvmStatistic({ values, below, upTo }: CvmWindow, reference: CvmReference): number {
  const { sums, squares } = reference
  const n = sums.length - 1
  const w = values.length
  // (F w − c)² over the reference, where c = n × window values up to it stays the same between two of them.
  let total = 0
  for (let k = 0, from = 0; k <= w; k++) {
    const to = k < w ? below[k]! : n
    if (to === from) continue
    const c = k * n
    total +=
      w * w * (squares[to]! - squares[from]!) - 2 * w * c * (sums[to]! - sums[from]!) + (to - from) * c * c
    from = to
  }
  for (let j = w - 1, rank = w; j >= 0; j--) {
    if (j < w - 1 && values[j] !== values[j + 1]) rank = j + 1
    total += (upTo[j]! * w - rank * n) ** 2
  }
  const N = n + w
  const mean = 1 / 6 + 1 / (6 * N)
  const variance = ((N + 1) * (4 * n * w * N - 3 * (n * n + w * w) - 2 * n * w)) / (45 * N * N * 4 * n * w)
  return (total / (n * w) / (N * N) - mean) / Math.sqrt(variance)
}
