import { rangeInView, sampleRange } from '~/lib/downsample'
import type { Trace } from './trace'

/** Where an infinite value was logged: it has no place on the axis and is drawn as a mark at its edge. */
export interface InfinityMark {
  x: number
  step: number
  sign: 1 | -1
}

/** What is drawn of one trace. */
export interface ThinTrace {
  x: Float64Array
  /** NaN: a gap. Never infinite. */
  y: Float64Array
  steps: Float64Array
  /** How many points at the beginning and at the end (0 or 1) lie outside of the view: lines run on to them. */
  before: number
  after: number
  infinities: InfinityMark[]
  /** Points of the trace in view, before thinning. */
  inView: number
}

/** Marks of one trace that are handed on; more of them cannot be told apart. */
const MAX_MARKS = 200

/**
 * Thins a trace to what a chart can show: at most `maxPoints` points in view, the smallest and the
 * largest finite value in view among them (`lib/downsample`), gaps kept, and one point beyond either edge.
 *
 * @param view both ends included; null: all
 * @param maxPoints at least 8; twice the pixels of the width shows all there is to see
 */
export function thinTrace(
  { x, y, steps }: Trace,
  view: readonly [number, number] | null,
  maxPoints: number,
): ThinTrace {
  const [from, to] = rangeInView(x, view)
  const drawn = withoutInfinities(y)
  const inside = sampleRange(x, drawn, from, Math.max(from, to), Math.max(8, maxPoints))
  const before = from > 0 && view !== null ? 1 : 0
  const after = to < x.length && view !== null ? 1 : 0
  const indices = new Uint32Array(before + inside.length + after)
  if (before > 0) indices[0] = from - 1
  indices.set(inside, before)
  if (after > 0) indices[indices.length - 1] = Math.max(from, to)
  return {
    x: picked(x, indices),
    y: picked(drawn, indices),
    steps: picked(steps, indices),
    before,
    after,
    infinities: drawn === y ? [] : infinitiesOf({ x, y, steps }, from, to),
    inView: Math.max(0, to - from),
  }
}

/** A loop: `Float64Array.from` with a function takes ten times as long. */
function picked(from: Float64Array, indices: Uint32Array): Float64Array {
  const to = new Float64Array(indices.length)
  for (let i = 0; i < indices.length; i++) to[i] = from[indices[i]!]!
  return to
}

const drawable = new WeakMap<Float64Array, Float64Array>()

/** The values with a gap for each infinite one; the same array where there is none. */
function withoutInfinities(values: Float64Array): Float64Array {
  const known = drawable.get(values)
  if (known) return known
  const finite = hasInfinity(values)
    ? values.map((value) => (Number.isFinite(value) ? value : Number.NaN))
    : values
  drawable.set(values, finite)
  return finite
}

function hasInfinity(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (Math.abs(values[i]!) === Number.POSITIVE_INFINITY) return true
  return false
}

function infinitiesOf({ x, y, steps }: Trace, from: number, to: number): InfinityMark[] {
  const marks: InfinityMark[] = []
  for (let i = from; i < to && marks.length < MAX_MARKS; i++) {
    if (Math.abs(y[i]!) === Number.POSITIVE_INFINITY) {
      marks.push({ x: x[i]!, step: steps[i]!, sign: y[i]! > 0 ? 1 : -1 })
    }
  }
  return marks
}
