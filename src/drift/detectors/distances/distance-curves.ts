import type { Computation } from '../../define'
import type { ColumnView } from '../../results'
import { type Exchangeable, hasMissing, pool, unknownColumn } from './distance-cells'
import type { ColumnPair } from '../per-column'

/** Points of a distribution function that is drawn. */
const SHOWN = 400
/**
 * With this many rows a value, drawing a count for each value is faster than drawing each row: of few rows by a little, of
 * many a count takes as long as 20 rows.
 */
const MANY_TIES = 4
const MANY_ROWS = 20_000
const MANY_TIES_OF_MANY_ROWS = 24

/**
 * ∫ |F − G| dx or ∫ (F − G)² dx of the distribution functions of both samples.
 * @param finish of the integral
 */
export function* curveColumn(
  pair: ColumnPair,
  power: 1 | 2,
  finish: (integral: number) => number,
): Computation<Exchangeable> {
  if (hasMissing(pair)) return unknownColumn
  const n = pair.reference.length
  const m = pair.test.length
  const { values, observed } = yield* pool(pair.reference, pair.test)
  const view = distributionView(values, observed, n, m)
  // n m (F − G) is a whole number, so that equal splits give equal sums.
  const scale = power === 1 ? 1 / (n * m) : 1 / (n * m) ** 2
  const manyTies = values.length < MANY_ROWS ? MANY_TIES : MANY_TIES_OF_MANY_ROWS
  const different = countDifferent(values)
  if (different * manyTies <= values.length) {
    const { gaps, reference, test } = valueSteps(values, observed, different)
    return {
      kind: 'cells',
      reference,
      test,
      statistic(a, b) {
        let difference = 0
        let integral = 0
        for (let i = 0; i < gaps.length; i++) {
          difference += a[i]! * m - b[i]! * n
          integral += (power === 1 ? Math.abs(difference) : difference * difference) * gaps[i]!
        }
        return finish(integral * scale)
      },
      view,
    }
  }
  const gaps = new Float64Array(values.length)
  for (let k = 0; k < values.length - 1; k++) gaps[k] = values[k + 1]! - values[k]!
  const integrate = power === 1 ? absoluteIntegral : squaredIntegral
  return {
    kind: 'sorted',
    observed,
    statistic: (marks) => finish(integrate(marks, gaps, n, m) * scale),
    view,
  }
}

// Two loops instead of one with a rule: they run a thousand times over all rows.

function absoluteIntegral(marks: Uint8Array, gaps: Float64Array, n: number, m: number): number {
  const both = n + m
  let difference = 0
  let integral = 0
  for (let k = 0; k < gaps.length; k++) {
    difference += marks[k]! * both - n
    integral += Math.abs(difference) * gaps[k]!
  }
  return integral
}

function squaredIntegral(marks: Uint8Array, gaps: Float64Array, n: number, m: number): number {
  const both = n + m
  let difference = 0
  let integral = 0
  for (let k = 0; k < gaps.length; k++) {
    difference += marks[k]! * both - n
    integral += difference * difference * gaps[k]!
  }
  return integral
}

/** For each different value: how often each sample has it, and how far it is to the next. */
function valueSteps(
  values: Float64Array,
  marks: Uint8Array,
  different: number,
): { gaps: Float64Array; reference: Float64Array; test: Float64Array } {
  const gaps = new Float64Array(different)
  const reference = new Float64Array(different)
  const test = new Float64Array(different)
  let i = 0
  for (let k = 0; k < values.length; k++) {
    if (marks[k] === 1) reference[i]!++
    else test[i]!++
    if (k + 1 < values.length && values[k + 1] !== values[k]) {
      gaps[i] = values[k + 1]! - values[k]!
      i++
    }
  }
  return { gaps, reference, test }
}

function countDifferent(ascending: Float64Array): number {
  let different = 1
  for (let k = 1; k < ascending.length; k++) if (ascending[k] !== ascending[k - 1]) different++
  return different
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
    if (k + 1 < values.length && values[k + 1] === values[k]) continue
    const here = Math.abs(i / n - (k + 1 - i) / m)
    if (here > gap) {
      gap = here
      widest = k
    }
  }
  const step = Math.max(1, Math.ceil(values.length / SHOWN))
  const shown = new Uint32Array(SHOWN + 2)
  let count = 0
  let next = 0
  const end = values.length - 1
  for (let k = 0; k <= end; k++) {
    if (k < next && k !== widest && k !== end) continue
    // The last of equal values holds how many there are.
    if (values[k + 1] === values[k]) continue
    shown[count++] = k
    next = k + step
  }
  const x = new Float64Array(count)
  const reference = new Float64Array(count)
  const test = new Float64Array(count)
  for (let at = 0; at < count; at++) {
    const k = shown[at]!
    x[at] = values[k]!
    reference[at] = ranks[k]! / n
    test[at] = (k + 1 - ranks[k]!) / m
  }
  return { kind: 'cdf', x, reference, test, gapAt: values[widest]! }
}
