import type { Computation } from '../define'
import type { ColumnView } from '../results'
import { type Exchangeable, hasMissing, pool, unknownColumn } from './distance-cells'
import type { ColumnPair } from './per-column'

/** Points of a distribution function that is drawn. */
const SHOWN = 400

/**
 * A distance of distribution functions F (reference) and G (test): the sum of f(F − G) times the gap to the next value.
 * @param finish of the integral
 */
export function* curveColumn(
  pair: ColumnPair,
  f: (difference: number) => number,
  finish: (integral: number) => number,
): Computation<Exchangeable> {
  if (hasMissing(pair)) return unknownColumn
  const n = pair.reference.length
  const m = pair.test.length
  const { values, observed } = yield* pool(pair.reference, pair.test)
  return {
    kind: 'sorted',
    observed,
    statistic(marks) {
      // n m (F − G) is a whole number, so that equal splits give equal sums.
      let difference = 0
      let integral = 0
      for (let k = 0; k < values.length - 1; k++) {
        difference += marks[k] === 1 ? m : -n
        integral += f(difference / (n * m)) * (values[k + 1]! - values[k]!)
      }
      return finish(integral)
    },
    view: distributionView(values, observed, n, m),
  }
}

/** Both distribution functions at no more points than can be seen, the one of the largest gap among them. */
function distributionView(values: Float64Array, marks: Uint8Array, n: number, m: number): ColumnView {
  let i = 0
  let gap = -1
  let widest = 0
  const ranks = new Uint32Array(values.length)
  for (let k = 0; k < values.length; k++) {
    if (marks[k] === 1) i++
    ranks[k] = i
    if (values[k + 1] === values[k]) continue
    const here = Math.abs(i / n - (k + 1 - i) / m)
    if (here > gap) {
      gap = here
      widest = k
    }
  }
  const step = Math.max(1, Math.ceil(values.length / SHOWN))
  const shown: number[] = []
  for (let k = 0; k < values.length; k++) {
    const last = values[k + 1] !== values[k]
    if (last && (k === widest || k === values.length - 1 || shown.length === 0 || k >= shown.at(-1)! + step))
      shown.push(k)
  }
  return {
    kind: 'cdf',
    x: Float64Array.from(shown, (k) => values[k]!),
    reference: Float64Array.from(shown, (k) => ranks[k]! / n),
    test: Float64Array.from(shown, (k) => (k + 1 - ranks[k]!) / m),
    gapAt: values[widest]!,
  }
}
