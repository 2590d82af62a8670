import type { PlotBox, SizedPlotBox } from '../plane/plot-box'
import { scale } from '../plane/scale'
import { textWidth } from '../plane/placement'
import { niceTicks, numberLabels } from '../plane/ticks'
import type { TradeOffPoint } from './stream-symbol'

/** Everything the drawing needs, in pixels: computed from points and size alone, so that overlaps are a test. */
export interface TradeOffScene extends SizedPlotBox {
  domainX: [number, number]
  domainY: [number, number]
  xTicks: number[]
  yTicks: number[]
  xLabels: ReadonlyMap<number, string>
  yLabels: ReadonlyMap<number, string>
  placedPoints: PlacedPoint[]
  /** The best trades, soonest first, as the corners of a line; none where several kinds are shown, whose lines would cross. */
  front: TradeOffPoint[]
}

export interface PlacedPoint {
  point: TradeOffPoint
  x: number
  y: number
  /** From the mark's middle; null where there is no room: the name is in the readout then. */
  label: { dx: number; dy: number; anchor: 'start' | 'middle' | 'end' } | null
}

/** Half of a mark's size, in px. */
export const POINT_RADIUS = 5

/**
 * Sign-preserving logarithm with a straight piece around zero, as d3's scaleSymlog with its constant 1: no false alarm
 * at all is a place on the axis, not infinitely far below.
 */
export function symlog(v: number): number {
  return Math.sign(v) * Math.log1p(Math.abs(v))
}

/** Round values of the symlog axis: denser where it is stretched. */
const Y_TICKS = [0, 1, 3, 10, 30, 100, 300, 1000, 3000, 10_000]

export function tradeOffScene(
  points: readonly TradeOffPoint[],
  size: { width: number; height: number },
): TradeOffScene {
  const { width, height } = size
  const top = 26
  const bottom = height - 40
  const highest = Math.max(...points.map((p) => p.falseAlarms + p.falseAlarmsError), 0)
  const domainY: [number, number] = [0, highest === 0 ? 1 : Math.expm1(symlog(highest) * 1.06)]
  const yTicks = highest > 1.5 ? Y_TICKS.filter((t) => t <= domainY[1]) : niceTicks(0, domainY[1], 4)
  const yTexts = highest > 1.5 ? yTicks.map((t) => numberLabels([t])[0]!) : numberLabels(yTicks)
  const left = Math.ceil(Math.max(20, ...yTexts.map((t) => textWidth(t)))) + 10
  const right = width - 16
  const latest = Math.max(...points.map((p) => p.delay), 0)
  const domainX: [number, number] = [0, latest === 0 ? 1 : latest * 1.06]
  const xTicks = niceTicks(0, domainX[1], Math.max(2, Math.floor((right - left) / 84)))
  const xTexts = numberLabels(xTicks)
  const toX = scale(domainX, [left, right])
  const toRoot = scale([0, symlog(domainY[1])], [bottom, top])
  const toY = (v: number): number => toRoot(symlog(v))
  const isOneKind = points.every(({ kind }) => kind === points[0]!.kind)
  const front = isOneKind ? points.filter(({ standing }) => standing === 'best') : []
  const corners = front.map((p) => ({ x: toX(p.delay), y: toY(p.falseAlarms) }))
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    front,
    domainX,
    domainY,
    xTicks,
    yTicks,
    xLabels: new Map(xTicks.map((t, k) => [t, xTexts[k]!])),
    yLabels: new Map(yTicks.map((t, k) => [t, yTexts[k]!])),
    placedPoints: placed(
      points.map((point) => ({
        point,
        x: toX(point.delay),
        y: toY(point.falseAlarms),
        bar: [
          toY(point.falseAlarms + point.falseAlarmsError),
          toY(point.falseAlarms - point.falseAlarmsError),
        ],
      })),
      { left, right: width, top: 14, bottom },
      stepBoxes(corners),
    ),
  }
}

/** A label's height, in px, and what it keeps clear around it. */
const LINE = 13
const CLEAR = 1
/** Of a label from the middle of its mark. */
const BESIDE = POINT_RADIUS + 5
const PLACES = [
  { dx: BESIDE, dy: 0, anchor: 'start' },
  { dx: -BESIDE, dy: 0, anchor: 'end' },
  { dx: BESIDE - 2, dy: -LINE + 2, anchor: 'start' },
  { dx: BESIDE - 2, dy: LINE - 2, anchor: 'start' },
  { dx: -BESIDE + 2, dy: -LINE + 2, anchor: 'end' },
  { dx: -BESIDE + 2, dy: LINE - 2, anchor: 'end' },
  { dx: 0, dy: -LINE - 3, anchor: 'middle' },
  { dx: 0, dy: LINE + 3, anchor: 'middle' },
  { dx: BESIDE - 2, dy: -LINE - 5, anchor: 'start' },
  { dx: BESIDE - 2, dy: LINE + 5, anchor: 'start' },
  { dx: -BESIDE + 2, dy: -LINE - 5, anchor: 'end' },
  { dx: -BESIDE + 2, dy: LINE + 5, anchor: 'end' },
] as const

/** Along the front: at the height of the sooner one, then down to the later one. */
function stepBoxes(corners: readonly { x: number; y: number }[]): PlotBox[] {
  return corners.slice(1).flatMap((to, k) => {
    const from = corners[k]!
    return [
      { left: from.x, right: to.x, top: from.y - 1, bottom: from.y + 1 },
      { left: to.x - 1, right: to.x + 1, top: Math.min(from.y, to.y), bottom: Math.max(from.y, to.y) },
    ]
  })
}

/** The best trades choose first where their names stand; a name takes the first place that touches nothing. */
function placed(
  placedPoints: readonly (Omit<PlacedPoint, 'label'> & { bar: readonly number[] })[],
  within: PlotBox,
  lines: readonly PlotBox[],
): PlacedPoint[] {
  const taken: { box: PlotBox; own: number }[] = placedPoints.flatMap(({ x, y, bar }, own) => [
    {
      own,
      box: {
        left: x - POINT_RADIUS - 1,
        right: x + POINT_RADIUS + 1,
        top: y - POINT_RADIUS - 1,
        bottom: y + POINT_RADIUS + 1,
      },
    },
    { own, box: { left: x - 1, right: x + 1, top: bar[0]!, bottom: bar[1]! } },
  ])
  taken.push(...lines.map((box) => ({ own: -1, box })))
  const labels: PlacedPoint['label'][] = placedPoints.map(() => null)
  const order = placedPoints
    .map((_, k) => k)
    .toSorted((a, b) => rank(placedPoints[a]!.point) - rank(placedPoints[b]!.point) || a - b)
  for (const k of order) {
    const { point, x, y } = placedPoints[k]!
    const wide = textWidth(point.name)
    const label = PLACES.find((place) => {
      const box = boxOf(x, y, wide, place)
      return (
        isInside(box, within) && taken.every((t) => (t.own === k && place.dx !== 0) || !touch(t.box, box))
      )
    })
    if (!label) continue
    labels[k] = label
    taken.push({ own: -1, box: boxOf(x, y, wide, label) })
  }
  return placedPoints.map(({ point, x, y }, k) => ({ point, x, y, label: labels[k]! }))
}

function rank({ standing }: TradeOffPoint): number {
  return standing === 'best' ? 0 : 1
}

/** Where a label stands. */
export function boxOf(x: number, y: number, wide: number, place: NonNullable<PlacedPoint['label']>): PlotBox {
  const at = x + place.dx
  const left = place.anchor === 'start' ? at : place.anchor === 'end' ? at - wide : at - wide / 2
  const middle = y + place.dy
  return {
    left: left - CLEAR,
    right: left + wide + CLEAR,
    top: middle - LINE / 2 - CLEAR,
    bottom: middle + LINE / 2 + CLEAR,
  }
}

function isInside(box: PlotBox, within: PlotBox): boolean {
  return (
    box.left >= within.left &&
    box.right <= within.right &&
    box.top >= within.top &&
    box.bottom <= within.bottom
  )
}

function touch(a: PlotBox, b: PlotBox): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
