import type { Computation } from '../define'
import type { Sample } from '../sample'

/** Between two pauses: a few milliseconds. */
const CELLS_AT_A_TIME = 50_000

/** How often each row stands in a sample, by its digest. */
interface CountedRows {
  counts: ReadonlyMap<number, number>
  /** Rows that stand there twice. */
  pairs: number
}

/**
 * Counts how often each row stands in a sample.
 * @param options `rows`: of more rows, the first are looked at. `each`: of so many different rows one is kept, chosen by
 * what it holds, so the same ones of two samples
 */
export function* countedRows(
  { columns, values, rows: all }: Sample,
  { rows = all, each = 1 }: { rows?: number; each?: number } = {},
): Computation<CountedRows> {
  const d = columns.length
  const counts = new Map<number, number>()
  let pairs = 0
  const pause = Math.max(1, Math.floor(CELLS_AT_A_TIME / d))
  for (let i = 0; i < rows; i++) {
    if (i % pause === pause - 1) yield { done: i, total: rows, phase: 'rows' }
    const key = rowDigest(values, i * d, d)
    if (key % each !== 0) continue
    const times = (counts.get(key) ?? 0) + 1
    counts.set(key, times)
    if (times === 2) pairs++
    else if (times === 3) pairs--
  }
  return { counts, pairs }
}

const one = new Float64Array(1)
const words = new Uint32Array(one.buffer)

/** 53 bits of a row's values: two rows that differ share them about never. −0 is 0, and a missing value like any other. */
function rowDigest(values: Float64Array, from: number, d: number): number {
  let [a, b] = [0x9e3779b9, 0x85ebca6b]
  for (let j = from; j < from + d; j++) {
    const value = values[j]!
    one[0] = value === value ? value + 0 : Number.NaN
    a = mixed(a, words[0]!, words[1]!)
    b = mixed(b, words[1]!, words[0]!)
  }
  return (a >>> 11) * 2 ** 32 + (b >>> 0)
}

/** The finish of MurmurHash3 after each word. */
function mixed(hash: number, low: number, high: number): number {
  let h = Math.imul(hash ^ low, 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13) ^ high, 0xc2b2ae35)
  return h ^ (h >>> 16)
}
