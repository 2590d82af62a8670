import type { Computation } from '../define'
import type { Sample } from '../sample'
import { rowDigest } from './value-hash'

/** Between two pauses: a few milliseconds. */
const CELLS_AT_A_TIME = 50_000
const KEYS_AT_A_TIME = 20_000

/** How often each row stands in a sample, by its digest. */
interface CountedRows {
  counts: ReadonlyMap<number, number>
  /** Rows that stand there twice. */
  pairs: number
}

/** Digests of the rows of a sample, in their order. */
export function* rowDigests({ columns, values, rows }: Sample): Computation<Float64Array> {
  const d = columns.length
  const digests = new Float64Array(rows)
  const pause = Math.max(1, Math.floor(CELLS_AT_A_TIME / d))
  for (let i = 0; i < rows; i++) {
    if (i % pause === pause - 1) yield { done: i, total: rows, phase: 'rows' }
    digests[i] = rowDigest(values, i * d, d)
  }
  return digests
}

/** How often each row stands in a sample. @param digests of its rows */
export function* countedRows(digests: Float64Array): Computation<CountedRows> {
  const counts = new Map<number, number>()
  let pairs = 0
  for (let i = 0; i < digests.length; i++) {
    const key = digests[i]!
    if (i % KEYS_AT_A_TIME === KEYS_AT_A_TIME - 1) yield { done: i, total: digests.length, phase: 'rows' }
    const times = (counts.get(key) ?? 0) + 1
    counts.set(key, times)
    if (times === 2) pairs++
    else if (times === 3) pairs--
  }
  return { counts, pairs }
}
