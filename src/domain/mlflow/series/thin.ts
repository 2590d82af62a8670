import { rangeInView, sampleRange } from '~/lib/downsample'
import type { Trace } from './trace'

/** Where an infinite value was logged: it has no place on the axis and is drawn as a mark at its edge. */
export interface InfinityMark {
  x: number
  sign: 1 | -1
}

/** What is drawn of one trace. */
export interface ThinTrace {
  x: Float64Array
  /** NaN: a gap. Never infinite. */
  y: Float64Array
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
 * @param room where the points are put; their own by default
 */
export function thinTrace(
  { x, y }: Pick<Trace, 'x' | 'y'>,
  view: readonly [number, number] | null,
  maxPoints: number,
  room: Room = ownRoom,
): ThinTrace {
  const [from, to] = rangeInView(x, view)
  const { values: drawn, isGapless } = drawableOf(y)
  const inside = sampleRange(x, drawn, from, Math.max(from, to), Math.max(8, maxPoints), isGapless)
  const before = from > 0 && view !== null ? 1 : 0
  const after = to < x.length && view !== null ? 1 : 0
  const indices = new Uint32Array(before + inside.length + after)
  if (before > 0) indices[0] = from - 1
  indices.set(inside, before)
  if (after > 0) indices[indices.length - 1] = Math.max(from, to)
  return {
    x: picked(x, indices, room),
    y: picked(drawn, indices, room),
    before,
    after,
    infinities: drawn === y ? [] : infinitiesOf({ x, y }, from, to),
    inView: Math.max(0, to - from),
  }
}

/** Gives an array of some length. */
type Room = (length: number) => Float64Array

const ownRoom: Room = (length) => new Float64Array(length)

/**
 * One block of memory for many traces: it is handed over at once, where each of some hundred arrays would be by itself.
 * What does not fit has its own.
 * @param size numbers in all
 */
export function roomFor(size: number): Room {
  const block = new Float64Array(size)
  let taken = 0
  return (length) => {
    if (taken + length > size) return new Float64Array(length)
    taken += length
    return block.subarray(taken - length, taken)
  }
}

/** A loop: `Float64Array.from` with a function takes ten times as long. */
function picked(from: Float64Array, indices: Uint32Array, room: Room): Float64Array {
  const to = room(indices.length)
  for (let i = 0; i < indices.length; i++) to[i] = from[indices[i]!]!
  return to
}

interface Drawable {
  /** The values with a gap for each infinite one; the same array where there is none. */
  values: Float64Array
  /** Whether no value is a gap: then none has to be looked for at each zoom. */
  isGapless: boolean
}

const drawables = new WeakMap<Float64Array, Drawable>()

function drawableOf(values: Float64Array): Drawable {
  const known = drawables.get(values)
  if (known) return known
  let [hasGap, hasInfinity] = [false, false]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (Number.isNaN(value)) hasGap = true
    else if (Math.abs(value) === Number.POSITIVE_INFINITY) hasInfinity = true
  }
  const drawable = {
    values: hasInfinity ? values.map((value) => (Number.isFinite(value) ? value : Number.NaN)) : values,
    isGapless: !hasGap && !hasInfinity,
  }
  drawables.set(values, drawable)
  return drawable
}

function infinitiesOf({ x, y }: Pick<Trace, 'x' | 'y'>, from: number, to: number): InfinityMark[] {
  const marks: InfinityMark[] = []
  for (let i = from; i < to && marks.length < MAX_MARKS; i++) {
    if (Math.abs(y[i]!) === Number.POSITIVE_INFINITY) {
      marks.push({ x: x[i]!, sign: y[i]! > 0 ? 1 : -1 })
    }
  }
  return marks
}
