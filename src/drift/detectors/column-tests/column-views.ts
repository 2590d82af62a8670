import type { Computation } from '../../define'
import type { Pooled } from '../../math/pooled'
import type { ColumnView } from '../../results'

/** What a chart can show of two distribution functions. */
const MOST_POINTS = 400
/** Values that are walked in a few milliseconds. */
const SLICE = 200_000

/**
 * The two distribution functions at the pooled values, thinned to 400 of them; where they differ most is always
 * one of them.
 */
export function* cdfView({ n, m, values, reference, test }: Pooled): Computation<ColumnView> {
  const count = values.length
  const told = { done: n + m, total: n + m, phase: 'merging' }
  yield told
  const below = { reference: new Float64Array(count), test: new Float64Array(count) }
  let [i, j, gap, widest] = [0, 0, 0, -1]
  for (let k = 0; k < count; k++) {
    i += reference[k]!
    j += test[k]!
    below.reference[k] = i / n
    below.test[k] = j / m
    if (k % SLICE === SLICE - 1) yield told
    const difference = Math.abs(i / n - j / m)
    if (difference > widest) {
      widest = difference
      gap = k
    }
  }
  const kept = thinned(count, gap)
  return {
    kind: 'cdf',
    x: Float64Array.from(kept, (k) => values[k]!),
    reference: Float64Array.from(kept, (k) => below.reference[k]!),
    test: Float64Array.from(kept, (k) => below.test[k]!),
    gapAt: values[gap]!,
  }
}

/** Indices of at most `MOST_POINTS` values, evenly spread, with both ends and `always`. */
function thinned(count: number, always: number): number[] {
  if (count <= MOST_POINTS) return Array.from({ length: count }, (_, k) => k)
  const steps = MOST_POINTS - 2
  const spread = Array.from({ length: steps + 1 }, (_, k) => Math.round((k * (count - 1)) / steps))
  return [...new Set([...spread, always])].sort((a, b) => a - b)
}
