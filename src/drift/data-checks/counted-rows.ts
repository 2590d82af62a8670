import type { Computation } from '../define'
import type { Sample } from '../sample'
import { digestRows } from './value-hash'

/** Between two pauses: a few milliseconds. */
const CELLS_AT_A_TIME = 50_000
const KEYS_AT_A_TIME = 20_000

/** How often each row stands in a sample, by its digest. */
export interface CountedRows {
  /** The k-th of the different digests, in the order in which they came, and how often it stands there. */
  keys: Float64Array
  counts: Uint32Array
  /** 0 where it does not. */
  timesOf: (key: number) => number
  /** Rows that stand there twice. */
  pairs: number
}

/** Digests of the rows of a sample, in their order. */
export function* rowDigests({ columns, values, rows }: Sample): Computation<Float64Array> {
  const d = columns.length
  const digests = new Float64Array(rows)
  const each = Math.max(1, Math.floor(CELLS_AT_A_TIME / d))
  for (let from = 0; from < rows; from += each) {
    if (from > 0) yield { done: from, total: rows, phase: 'rows' }
    digestRows(values, d, [from, Math.min(rows, from + each)], digests)
  }
  return digests
}

/** Slots of the smallest table, a power of two. */
const FEWEST_SLOTS = 64

/** How often each row stands in a sample. @param digests of its rows */
export function* countedRows(digests: Float64Array): Computation<CountedRows> {
  const told = (done: number) => ({ done, total: digests.length, phase: 'rows' })
  const keys = new Float64Array(digests.length)
  const counts = new Uint32Array(digests.length)
  // Places in both, from 1 on; half of the slots stay free, so that a search soon ends.
  let slots = new Uint32Array(FEWEST_SLOTS)
  let [different, pairs] = [0, 0]
  for (let i = 0; i < digests.length; i++) {
    if (i % KEYS_AT_A_TIME === KEYS_AT_A_TIME - 1) yield told(i)
    const key = digests[i]!
    const slot = slotOf(key, slots, keys)
    let place = slots[slot]!
    if (place === 0) {
      keys[different] = key
      place = ++different
      slots[slot] = place
      if (2 * different > slots.length) {
        slots = new Uint32Array(2 * slots.length)
        for (let k = 0; k < different; k++) {
          slots[slotOf(keys[k]!, slots, keys)] = k + 1
          if (k % KEYS_AT_A_TIME === KEYS_AT_A_TIME - 1) yield told(i)
        }
      }
    }
    const times = ++counts[place - 1]!
    if (times === 2) pairs++
    else if (times === 3) pairs--
  }
  return {
    keys: keys.subarray(0, different),
    counts: counts.subarray(0, different),
    timesOf: (key) => {
      const place = slots[slotOf(key, slots, keys)]!
      return place === 0 ? 0 : counts[place - 1]!
    },
    pairs,
  }
}

/** Where the key stands, or the free slot for it. Fibonacci hashing: digests may have been chosen by their last bits. */
function slotOf(key: number, slots: Uint32Array, keys: Float64Array): number {
  const last = slots.length - 1
  let slot = Math.imul(key >>> 0, 0x9e3779b1) >>> Math.clz32(last)
  while (slots[slot] !== 0 && keys[slots[slot]! - 1] !== key) slot = (slot + 1) & last
  return slot
}
