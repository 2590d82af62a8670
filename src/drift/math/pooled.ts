import type { Computation } from '../define'

/** The distinct values of two samples together, ascending, and how often each is in either. */
export interface Pooled {
  /** Rows of the two samples. */
  n: number
  m: number
  values: Float64Array
  reference: Uint32Array
  test: Uint32Array
  /** Whether a value occurs more than once. */
  ties: boolean
}

const SLICE = 100_000

/** Merges two ascending samples. NaN counts as one value that is larger than all others, as when NumPy sorts. */
export function* pool(x: Float64Array, y: Float64Array): Computation<Pooled> {
  const n = x.length
  const m = y.length
  const values = new Float64Array(n + m)
  const reference = new Uint32Array(n + m)
  const test = new Uint32Array(n + m)
  let i = 0
  let j = 0
  let count = 0
  while (i < n || j < m) {
    const isLeft = j >= m || (i < n && (x[i]! <= y[j]! || y[j] !== y[j]))
    const value = isLeft ? x[i]! : y[j]!
    const [i0, j0] = [i, j]
    while (i < n && isSame(x[i]!, value)) i++
    while (j < m && isSame(y[j]!, value)) j++
    values[count] = value
    reference[count] = i - i0
    test[count] = j - j0
    count++
    if (count % SLICE === 0) yield { done: i + j, total: n + m, phase: 'merging' }
  }
  return {
    n,
    m,
    values: values.subarray(0, count),
    reference: reference.subarray(0, count),
    test: test.subarray(0, count),
    ties: count < n + m,
  }
}

/** NaN is one value. */
const isSame = (a: number, b: number): boolean => a === b || (a !== a && b !== b)
