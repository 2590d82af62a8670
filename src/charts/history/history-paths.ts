import { sampleRange } from '~/lib/downsample'
import type { PlotBox } from '../plane/plot-box'
import { px } from '../plane/px'

/** Lines of the history chart as SVG path data: pure, in pixels. */

type Map = (value: number) => number

export interface DrawnLine {
  x: Float64Array
  values: Float64Array
  /** Ascending indices of what is drawn; one without a value parts the line. */
  kept: readonly number[]
  /** Ascending indices before which it is parted too. */
  parted?: readonly number[] | undefined
  toX: Map
  toY: Map
}

/** The line; a point alone between gaps is a dot (with round caps). */
export function linePath(line: DrawnLine): string {
  return pieces(line)
    .map(
      (piece) => `M${piece.map(([x, y]) => `${px(x)},${px(y)}`).join('L')}${piece.length === 1 ? 'h0' : ''}`,
    )
    .join('')
}

/** The areas between the line and a height. */
export function belowPath(line: DrawnLine, y: number): string {
  return pieces(line)
    .filter((piece) => piece.length > 1)
    .map((piece) => {
      const points = piece.map(([x, y]) => `${px(x)},${px(y)}`).join('L')
      return `M${px(piece[0]![0])},${px(y)}L${points}V${px(y)}Z`
    })
    .join('')
}

function pieces({ x, values, kept, parted = [], toX, toY }: DrawnLine): [number, number][][] {
  const all: [number, number][][] = []
  let open: [number, number][] | null = null
  let next = 0
  for (const i of kept) {
    for (; next < parted.length && parted[next]! <= i; next++) open = null
    if (!Number.isFinite(values[i]!)) open = null
    else if (open) open.push([toX(x[i]!), toY(values[i]!)])
    else all.push((open = [[toX(x[i]!), toY(values[i]!)]]))
  }
  return all
}

/**
 * Indices of points in [from, to) to be drawn as dots: all of them while there are at most `most`, else
 * those without a neighbour, for the line shows the others.
 */
export function loneDots({ values, kept }: DrawnLine, from: number, to: number, most: number): number[] {
  const few = to - from <= most
  const known = (i: number | undefined) => i !== undefined && Number.isFinite(values[i]!)
  return kept.filter(
    (i, k) => i >= from && i < to && known(i) && (few || (!known(kept[k - 1]) && !known(kept[k + 1]))),
  )
}

/** A stretch of the axis with one threshold. */
export interface Step {
  from: number
  to: number
  value: number
  /** Does not compare with the one before: no line leads from that to this. */
  parted?: true
}

/**
 * A threshold that may change from record to record, as steps. Each record is judged by its own threshold, so
 * that of two neighbours changes halfway between them. A record with a value and without a threshold has
 * no step; one without either (failed, running) is passed over. The first and the last step reach to
 * the ends of the axis. Equal neighbours are one step; with more steps than pixels, the extremes of
 * each pixel are kept.
 * @param parted ascending indices of records that do not compare with those before: there it changes at the record
 */
export function stepsOf(
  { x, values }: Pick<DrawnLine, 'x' | 'values'>,
  limits: Float64Array,
  [from, to]: readonly [number, number],
  pixels: number,
  parted: readonly number[] = [],
): Step[] {
  const matters = (i: number) => Number.isFinite(limits[i]!) || Number.isFinite(values[i]!)
  // As far as the next record that says something on either side: a step may change beyond the view.
  let first = Math.max(0, from - 1)
  while (first > 0 && !matters(first)) first--
  let end = Math.min(x.length, to + 1)
  while (end < x.length && !matters(end - 1)) end++
  const indices: Iterable<number> =
    countChanges(limits, [first, end]) > 2 * pixels
      ? sampleRange(x, limits, first, end, Math.max(200, 2 * Math.round(pixels)))
      : range([first, end])
  const steps: Step[] = []
  let open: Step | null = null
  let previous = -1
  let next = 0
  for (const i of indices) {
    if (!matters(i)) continue
    const value = limits[i]!
    let border: number | null = null
    for (; next < parted.length && parted[next]! <= i; next++) border = x[parted[next]!]!
    if (border !== null && previous >= 0) {
      if (open) open.to = border
      open = null
      if (Number.isFinite(value)) steps.push((open = { from: border, to: Infinity, value, parted: true }))
    }
    if (open && open.value !== value) {
      open.to = (x[previous]! + x[i]!) / 2
      open = null
    }
    if (!open && Number.isFinite(value)) {
      const at = previous < 0 ? -Infinity : (x[previous]! + x[i]!) / 2
      steps.push((open = { from: at, to: Infinity, value }))
    }
    previous = i
  }
  return steps
}

function countChanges(limits: Float64Array, [from, to]: readonly [number, number]): number {
  let changes = 0
  let value = NaN
  for (let i = from; i < to; i++) {
    if (!Number.isFinite(limits[i]!) || limits[i] === value) continue
    value = limits[i]!
    changes++
  }
  return changes
}

function* range([from, to]: readonly [number, number]) {
  for (let i = from; i < to; i++) yield i
}

/** The threshold as a line through its steps, inside the plot. */
export function stepPath(steps: readonly Step[], toX: Map, toY: Map, box: PlotBox): string {
  return runsOf(steps, toX, toY, box)
    .map(
      (run) => `M${px(run[0]!.from)},${px(run[0]!.y)}${run.map((s) => `V${px(s.y)}H${px(s.to)}`).join('')}`,
    )
    .join('')
}

/** What lies beyond the threshold, with a rim of 2 px around the plot for the width of lines. */
export function farPath(
  steps: readonly Step[],
  toX: Map,
  toY: Map,
  box: PlotBox,
  sense: 'above' | 'below',
): string {
  const wide = { left: box.left - 2, right: box.right + 2, top: box.top - 2, bottom: box.bottom + 2 }
  const edge = px(sense === 'above' ? wide.top : wide.bottom)
  const inside = (y: number) => px(Math.max(wide.top, Math.min(wide.bottom, y)))
  return runsOf(steps, toX, toY, wide)
    .map((run) => {
      const limit = run.map((s) => `V${inside(s.y)}H${px(s.to)}`).join('')
      return `M${px(run[0]!.from)},${edge}${limit}V${edge}Z`
    })
    .join('')
}

interface PlacedStep {
  from: number
  to: number
  y: number
}

/** Steps in pixels, parted where one does not begin where the last one ended. */
function runsOf(steps: readonly Step[], toX: Map, toY: Map, { left, right }: PlotBox): PlacedStep[][] {
  const clamp = (x: number) => Math.max(left, Math.min(right, x))
  const all: PlacedStep[][] = []
  let end = NaN
  for (const step of steps) {
    const from = step.from === -Infinity ? left : clamp(toX(step.from))
    const to = step.to === Infinity ? right : clamp(toX(step.to))
    if (to > from) {
      const placed = { from, to, y: toY(step.value) }
      const open = all[all.length - 1]
      if (open && end === step.from && !step.parted) open.push(placed)
      else all.push([placed])
    }
    end = step.to
  }
  return all
}
