import type { Computation } from '../define'

const RUN = 1 << 15
const MERGED_A_SLICE = 1 << 18

/** An ascending copy, NaN at its end, sorted in runs and merged, as one native sort of a long array cannot be interrupted. */
export function* sortedCopy(values: Float64Array): Computation<Float64Array> {
  const n = values.length
  let from = values.slice()
  for (let start = 0; start < n; start += RUN) {
    from.subarray(start, start + RUN).sort()
    if (n > RUN) yield { done: start, total: n, phase: 'sorting' }
  }
  let to = n > RUN ? new Float64Array(n) : from
  for (let size = RUN; size < n; size *= 2) {
    let moved = 0
    for (let start = 0; start < n; start += 2 * size) {
      const middle = Math.min(n, start + size)
      const end = Math.min(n, start + 2 * size)
      let i = start
      let j = middle
      for (let k = start; k < end; k++) {
        const left = from[i] as number
        const right = from[j] as number
        to[k] = i < middle && (j >= end || left <= right || right !== right) ? (i++, left) : (j++, right)
        if (++moved % MERGED_A_SLICE === 0) yield { done: n, total: n, phase: 'sorting' }
      }
    }
    const held = from
    from = to
    to = held
  }
  return from
}
