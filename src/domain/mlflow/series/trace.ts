import { rangeInView } from '~/lib/downsample'
import { picked, valueAtStep, type History } from './history'

/** What stands on the x axis: steps, wall time (ms since 1970), ms since the first point, or another metric. */
export type XAxis = 'step' | 'time' | 'relative' | { metric: string }

/** A history along an x axis: x ascends, equal x are allowed. */
export interface Trace {
  x: Float64Array
  y: Float64Array
  /** The step of each point. */
  steps: Float64Array
}

/**
 * A history along an x axis. Along another metric, a point stands where that metric was at the same
 * step (its latest value there); points of steps at which it was not logged, or was no finite
 * number, are left out.
 *
 * @param other the history of that other metric; needed only for it
 */
export function traceOf(history: History, axis: XAxis, other: History | null = null): Trace {
  if (axis === 'step') return { x: history.steps, y: history.values, steps: history.steps }
  if (axis === 'time') return ascending(history, history.times)
  if (axis === 'relative') {
    let start = Number.POSITIVE_INFINITY
    for (const time of history.times) if (time < start) start = time
    return ascending(
      history,
      history.times.map((time) => time - start),
    )
  }
  return other ? alongMetric(history, other) : { x: EMPTY, y: EMPTY, steps: EMPTY }
}

const EMPTY = new Float64Array(0)

function alongMetric(history: History, other: History): Trace {
  const kept: number[] = []
  const x: number[] = []
  for (const [i, step] of history.steps.entries()) {
    const at = valueAtStep(other, step)
    if (at === undefined || !Number.isFinite(at)) continue
    kept.push(i)
    x.push(at)
  }
  return ascending(picked(history, Uint32Array.from(kept)), Float64Array.from(x))
}

/**
 * The same trace over the exponents of ten of its x, in which all that follows is linear: what is thinned, averaged and
 * joined by straight lines is so on a logarithmic axis. Points whose x is not positive have no place there: they are
 * left out.
 */
export function logarithmic({ x, y, steps }: Trace): Trace {
  const from = unplacedOf(x)
  return { x: x.subarray(from).map(Math.log10), y: y.subarray(from), steps: steps.subarray(from) }
}

/** How many x have no place on a logarithmic axis: the first ones, since x ascends. */
export function unplacedOf(x: Float64Array): number {
  return rangeInView(x, [Number.NEGATIVE_INFINITY, 0])[1]
}

/** Orders points by x; those with the same x keep their order by step. */
function ascending(history: History, x: Float64Array): Trace {
  let isOrdered = true
  for (let i = 1; i < x.length && isOrdered; i++) isOrdered = x[i - 1]! <= x[i]!
  if (isOrdered) return { x, y: history.values, steps: history.steps }
  const order = Uint32Array.from({ length: x.length }, (_, i) => i)
  order.sort((a, b) => x[a]! - x[b]! || a - b)
  const { values, steps } = picked(history, order)
  return { x: Float64Array.from(order, (i) => x[i]!), y: values, steps }
}
