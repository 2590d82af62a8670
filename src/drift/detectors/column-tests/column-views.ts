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
  /** Rows of either sample up to each value. */
  const ofReference = new Uint32Array(count)
  const ofTest = new Uint32Array(count)
  let [i, j, gap, widest] = [0, 0, 0, -1]
  for (let k = 0; k < count; k++) {
    i += reference[k]!
    j += test[k]!
    ofReference[k] = i
    ofTest[k] = j
    if (k % SLICE === SLICE - 1) yield told
    const difference = Math.abs(i / n - j / m)
    if (difference > widest) {
      widest = difference
      gap = k
    }
  }
  const kept = thinned(count, gap)
  const view = {
    kind: 'cdf' as const,
    x: new Float64Array(kept.length),
    reference: new Float64Array(kept.length),
    test: new Float64Array(kept.length),
    gapAt: values[gap]!,
  }
  // A loop, not `Float64Array.from` with a function, which takes longer than the test of a thousand rows.
  for (let at = 0; at < kept.length; at++) {
    const k = kept[at]!
    view.x[at] = values[k]!
    view.reference[at] = ofReference[k]! / n
    view.test[at] = ofTest[k]! / m
  }
  return view
}

/** Indices of at most `MOST_POINTS` values, evenly spread, with both ends and `always`. */
function thinned(count: number, always: number): Uint32Array {
  const kept = new Uint32Array(Math.min(count, MOST_POINTS))
  if (count <= MOST_POINTS) return kept.map((_, k) => k)
  // More values than steps: no two steps lead to the same one.
  const steps = MOST_POINTS - 2
  let at = 0
  let isIn = false
  for (let k = 0; k <= steps; k++) {
    const next = Math.round((k * (count - 1)) / steps)
    if (!isIn && always < next) kept[at++] = always
    isIn ||= always <= next
    kept[at++] = next
  }
  return kept.subarray(0, at)
}
