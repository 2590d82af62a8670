import { significant } from '~/lib/format'
import { exponentLabels } from '../plane/exponent-labels'
import { textWidth } from '../plane/placement'
import { px } from '../plane/px'
import { scale } from '../plane/scale'
import { niceTicks, numberLabels, wholeTicks } from '../plane/ticks'

/** One axis: a value of each item, in the order of the items. */
export type ParallelAxis = { key: string; title: string } & (
  | {
      kind: 'number'
      /** NaN: unknown. */
      values: Float64Array
      /** Positive values by their magnitude; others are then unknown. */
      isLog?: boolean
    }
  | { kind: 'category'; /** Null: unknown. */ values: readonly (string | null)[] }
)

/** What is let through on an axis: values from … to, or some categories. */
export type AxisBrush =
  | { kind: 'number'; from: number; to: number }
  | { kind: 'category'; names: readonly string[] }

/** By the axis' key, as plain JSON: it may stand in a URL. */
export type Brushes = Readonly<Record<string, AxisBrush>>

export interface AxisScene {
  axis: ParallelAxis
  /** Its title, as much of it as there is room for. */
  title: string
  /** Middle of the title. */
  titleX: number
  x: number
  /** Where each item stands, in px: unknown ones below the axis. */
  ys: Float64Array
  ticks: readonly { label: string; y: number; name: string | null }[]
  /** Smallest and largest value; null where there is none, or for categories. */
  range: readonly [number, number] | null
  toY: (value: number) => number
  valueAt: (y: number) => number
}

export interface ParallelScene {
  width: number
  height: number
  top: number
  bottom: number
  /** Where unknown values stand. */
  unknownY: number
  axes: readonly AxisScene[]
}

/** Categories of one axis that have a place of their own; rarer ones share the last. */
const MOST_NAMES = 16
/** The place that they share. */
export const OTHERS = 'others'

/** Between two labels of a logarithmic axis, in px. */
const LABEL_ROOM = 24
/** Between the titles of two axes, in px. */
const TITLE_GAP = 12

/** Beside the first and the last axis, in px. */
const ROOM = { left: 56, right: 84 } as const

/** Everything the drawing needs, in pixels: pure. */
export function parallelScene(
  axes: readonly ParallelAxis[],
  { width, height }: { width: number; height: number },
): ParallelScene {
  const top = 40
  const unknownY = height - 10
  const bottom = height - 34
  const left = ROOM.left
  const right = Math.max(left, width - ROOM.right)
  const step = axes.length > 1 ? (right - left) / (axes.length - 1) : 0
  return {
    width,
    height,
    top,
    bottom,
    unknownY,
    axes: axes.map((axis, k) => {
      const x = left + k * step
      const made = axis.kind === 'number' ? numberAxis(axis, bottom, top) : categoryAxis(axis, bottom, top)
      const ys = Float64Array.from({ length: axis.values.length }, (_, i) => {
        const y = made.place(i)
        return Number.isFinite(y) ? y : unknownY
      })
      const [isFirst, isLast] = [k === 0, k === axes.length - 1]
      const title =
        axes.length > 1
          ? shortened(axis.title, titleRoom(step, isFirst ? ROOM.left : isLast ? ROOM.right : null))
          : axis.title
      const half = textWidth(title) / 2
      const titleX = Math.max(half, Math.min(x, width - half))
      return { axis, x, title, titleX, ys, ...made }
    }),
  }
}

/**
 * How wide a title may be: it stands over its axis, and leaves half of the room between two axes to its neighbours'.
 * @param outside of an outermost axis, what is free beyond it: its title moves inwards where that is too little
 */
function titleRoom(step: number, outside: number | null): number {
  const own = step - TITLE_GAP
  return outside === null ? own : Math.min(own, Math.max(2 * outside, outside + own / 2))
}

function labelled(ats: readonly number[]): { at: number; label: string }[] {
  const labels = numberLabels(ats)
  return ats.map((at, k) => ({ at, label: labels[k]! }))
}

type Kind<K extends ParallelAxis['kind']> = Extract<ParallelAxis, { kind: K }>

function numberAxis({ values, isLog = false }: Kind<'number'>, bottom: number, top: number) {
  const read = (v: number) => (isLog ? (v > 0 ? Math.log10(v) : Number.NaN) : v)
  let low = Infinity
  let high = -Infinity
  for (const v of values) {
    const at = read(v)
    if (!Number.isFinite(at)) continue
    low = Math.min(low, at)
    high = Math.max(high, at)
  }
  const isKnown = low <= high
  const [from, to] = !isKnown ? [0, 1] : low < high ? [low, high] : [low - 0.5, high + 0.5]
  const map = scale([from, to], [bottom, top])
  const back = scale([bottom, top], [from, to])
  const write = (at: number) => (isLog ? 10 ** at : at)
  const count = Math.max(2, Math.floor((bottom - top) / 44))
  const isWhole = values.every((v) => Number.isNaN(v) || Number.isInteger(v))
  const ticks = isLog
    ? exponentLabels([from, to], count, map, LABEL_ROOM)
    : labelled(isWhole ? wholeTicks(from, to, count) : niceTicks(from, to, count))
  return {
    range: isKnown ? ([write(low), write(high)] as const) : null,
    toY: (v: number) => map(read(v)),
    valueAt: (y: number) => write(back(y)),
    place: (i: number) => map(read(values[i]!)),
    ticks: isKnown ? ticks.map(({ at, label }) => ({ label, y: map(at), name: null })) : [],
  }
}

function categoryAxis({ values }: Kind<'category'>, bottom: number, top: number) {
  const names = namesOf(values)
  const gap = (bottom - top) / Math.max(1, names.length)
  const places = new Map(names.map((name, k) => [name, bottom - gap * (k + 0.5)]))
  return {
    range: null,
    toY: () => Number.NaN,
    valueAt: () => Number.NaN,
    place: (i: number) => {
      const name = values[i]
      return name == null ? Number.NaN : (places.get(name) ?? places.get(OTHERS) ?? Number.NaN)
    },
    ticks: names.map((name) => ({ label: shortened(name), y: places.get(name)!, name })),
  }
}

/** In the order of people ("run 2" before "run 10"); the rarest share a place where they are many. */
function namesOf(values: readonly (string | null)[]): string[] {
  const counts = new Map<string, number>()
  for (const name of values) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1)
  const collator = new Intl.Collator('en', { numeric: true })
  const byName = (a: string, b: string) => collator.compare(a, b)
  if (counts.size <= MOST_NAMES) return [...counts.keys()].sort(byName)
  const common = [...counts].sort((a, b) => b[1] - a[1] || byName(a[0], b[0])).slice(0, MOST_NAMES - 1)
  return [...common.map(([name]) => name).sort(byName), OTHERS]
}

function shortened(text: string, most = 96): string {
  if (textWidth(text) <= most) return text
  let kept = text
  while (kept.length > 1 && textWidth(`${kept}…`) > most) kept = kept.slice(0, -1)
  return `${kept}…`
}

/** Whether each item is let through by every brush. An unknown value is not. A brush of an axis that is gone lets all through. */
export function passing(axes: readonly ParallelAxis[], brushes: Brushes, count: number): boolean[] {
  const tests = axes.flatMap((axis) => {
    const brush = Object.hasOwn(brushes, axis.key) ? brushes[axis.key] : undefined
    if (brush === undefined || brush.kind !== axis.kind) return []
    return [testOf(axis, brush)]
  })
  return Array.from({ length: count }, (_, i) => tests.every((holds) => holds(i)))
}

function testOf(axis: ParallelAxis, brush: AxisBrush): (i: number) => boolean {
  if (axis.kind === 'number' && brush.kind === 'number') {
    return (i) => axis.values[i]! >= brush.from && axis.values[i]! <= brush.to
  }
  if (axis.kind === 'category' && brush.kind === 'category') {
    const own = new Set(namesOf(axis.values))
    const chosen = new Set(brush.names)
    return (i) => {
      const name = axis.values[i]
      return name != null && chosen.has(own.has(name) ? name : OTHERS)
    }
  }
  return () => true
}

/** An item as SVG path data, or on a canvas, from axis to axis. */
export function itemPath({ axes }: ParallelScene, item: number): string {
  return axes.map(({ x, ys }, k) => `${k === 0 ? 'M' : 'L'}${px(x)},${px(ys[item]!)}`).join('')
}

/** The brush with an end moved to a value, inside the axis; null where it lets everything through. */
export function movedEnd(
  range: readonly [number, number],
  brush: Extract<AxisBrush, { kind: 'number' }> | null,
  end: 'from' | 'to',
  value: number,
): Extract<AxisBrush, { kind: 'number' }> | null {
  const [low, high] = range
  const from = brush?.from ?? low
  const to = brush?.to ?? high
  const next =
    end === 'from'
      ? { from: Math.max(low, Math.min(to, value)), to }
      : { from, to: Math.min(high, Math.max(from, value)) }
  return next.from <= low && next.to >= high ? null : { kind: 'number', ...next }
}

/**
 * The value at a height, in no more digits than tell it from those a quarter of a pixel away, as it stands in links; at an
 * end of the axis that end, which has an item.
 * @param axis with a range
 */
export function shortValueAt({ valueAt, range }: Pick<AxisScene, 'valueAt' | 'range'>, y: number): number {
  const value = valueAt(y)
  const [a, b] = [valueAt(y - 0.25), valueAt(y + 0.25)]
  const isNear = (x: number): boolean => x >= Math.min(a, b) && x <= Math.max(a, b)
  const end = range?.find(isNear)
  if (end !== undefined) return end
  for (let digits = 1; digits < 17; digits++) {
    const short = significant(value, digits)
    if (isNear(short)) return short
  }
  return value
}
