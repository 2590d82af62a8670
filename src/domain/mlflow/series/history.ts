import type { Metric } from '../run'

/**
 * The whole history of one metric of one run, by step, then by time, as MLflow orders it. One step may
 * stand there many times: all its points are kept.
 */
export interface History {
  steps: Float64Array
  /** NaN where NaN was logged; ±Infinity where an infinite value was. */
  values: Float64Array
  /** Milliseconds since 1970 UTC. */
  times: Float64Array
}

/** What SQL stores make of an infinite value when it is logged (measured on 2.21.3 and 3.17.2). */
const CLAMPED = Number.MAX_VALUE

/** A history from points in any order, as servers answer them. */
export function historyOf(points: readonly Pick<Metric, 'step' | 'value' | 'at'>[]): History {
  const steps = new Float64Array(points.length)
  const values = new Float64Array(points.length)
  const times = new Float64Array(points.length)
  for (const [i, { step, value, at }] of points.entries()) {
    steps[i] = step
    values[i] = unclamped(value)
    times[i] = at
  }
  return inOrder({ steps, values, times })
}

/** Two parts of one history, as pages of it arrive, in any order. A point that both have (same step, time and value) counts once. */
export function joinHistories(a: History, b: History): History {
  const joined = inOrder({
    steps: concatenated(a.steps, b.steps),
    values: concatenated(a.values, b.values),
    times: concatenated(a.times, b.times),
  })
  const kept: number[] = []
  for (let i = 0; i < joined.steps.length; i++) if (i === 0 || !isSamePoint(joined, i - 1, i)) kept.push(i)
  return kept.length === joined.steps.length ? joined : picked(joined, Uint32Array.from(kept))
}

/** A point of a history. */
export interface Point {
  step: number
  value: number
  at: number
}

export interface HistorySummary {
  /** Of the highest step, then the latest time, then the largest value: what MLflow calls the value of the metric. */
  last: Point
  /** The first of the smallest; null where all is NaN. */
  min: Point | null
  max: Point | null
  count: number
  nans: number
  infinities: number
  /** Points whose step another point before them has too. */
  repeated: number
}

/** Null for a history without points. O(n). */
export function summariseHistory(history: History): HistorySummary | null {
  const { steps, values } = history
  const count = values.length
  if (count === 0) return null
  let [min, max, nans, infinities, repeated] = [-1, -1, 0, 0, 0]
  for (let i = 0; i < count; i++) {
    const value = values[i]!
    if (i > 0 && steps[i] === steps[i - 1]) repeated++
    if (Number.isNaN(value)) {
      nans++
      continue
    }
    if (!Number.isFinite(value)) infinities++
    if (min < 0 || value < values[min]!) min = i
    if (max < 0 || value > values[max]!) max = i
  }
  const point = (i: number): Point => ({ step: steps[i]!, value: values[i]!, at: history.times[i]! })
  return {
    last: point(count - 1),
    min: min < 0 ? null : point(min),
    max: max < 0 ? null : point(max),
    count,
    nans,
    infinities,
    repeated,
  }
}

/** The value at a step, of its latest point; undefined where the step is not there. O(log n). */
export function valueAtStep({ steps, values }: History, step: number): number | undefined {
  let low = 0
  let high = steps.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (steps[middle]! <= step) low = middle + 1
    else high = middle
  }
  return low > 0 && steps[low - 1] === step ? values[low - 1] : undefined
}

/** Points by an order of their indices. */
export function picked({ steps, values, times }: History, order: Uint32Array): History {
  const pick = (from: Float64Array) => {
    const to = new Float64Array(order.length)
    for (let i = 0; i < order.length; i++) to[i] = from[order[i]!]!
    return to
  }
  return { steps: pick(steps), values: pick(values), times: pick(times) }
}

function inOrder(history: History): History {
  const n = history.steps.length
  let isOrdered = true
  for (let i = 1; i < n && isOrdered; i++) isOrdered = comparePoints(history, i - 1, i) <= 0
  if (isOrdered) return history
  const order = Uint32Array.from({ length: n }, (_, i) => i)
  order.sort((a, b) => comparePoints(history, a, b) || a - b)
  return picked(history, order)
}

/** NaN before every number: MLflow compares it as 0 or as the smallest, and an order must be total. */
function comparePoints({ steps, values, times }: History, a: number, b: number): number {
  if (steps[a] !== steps[b]) return steps[a]! - steps[b]!
  if (times[a] !== times[b]) return times[a]! - times[b]!
  const [first, second] = [values[a]!, values[b]!]
  if (Number.isNaN(first) || Number.isNaN(second))
    return Number(Number.isNaN(second)) - Number(Number.isNaN(first))
  return first < second ? -1 : first > second ? 1 : 0
}

function isSamePoint({ steps, values, times }: History, a: number, b: number): boolean {
  return (
    steps[a] === steps[b] &&
    times[a] === times[b] &&
    (values[a] === values[b] || (Number.isNaN(values[a]) && Number.isNaN(values[b])))
  )
}

function concatenated(a: Float64Array, b: Float64Array): Float64Array {
  const joined = new Float64Array(a.length + b.length)
  joined.set(a)
  joined.set(b, a.length)
  return joined
}

function unclamped(value: number): number {
  if (value >= CLAMPED) return Number.POSITIVE_INFINITY
  return value <= -CLAMPED ? Number.NEGATIVE_INFINITY : value
}
