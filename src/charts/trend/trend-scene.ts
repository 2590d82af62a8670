import { textWidth } from '../plane/placement'
import type { SizedPlotBox } from '../plane/plot-box'
import { scale } from '../plane/scale'
import { exponentLabels } from '../plane/exponent-labels'
import { niceTicks, numberLabels } from '../plane/ticks'
import { leastSquares, type Trend } from './trend'

/** An item as a point: a run by two of its values. */
export interface TrendPoint {
  id: string
  name: string
  /** Place of its colour in the palette, from 0. */
  colour: number
  /** Place among the symbols, from 0: the second code of a group. */
  symbol: number
  /** What its colour stands for; empty where each item is its own group. */
  group: string
  /** NaN: unknown; it is not drawn. */
  x: number
  y: number
}

export type TrendScale = 'linear' | 'log'

/** Points of one chart that are drawn, evenly taken in their order; the trend is of all. */
export const MOST_POINTS = 2000

export interface TrendScene extends SizedPlotBox {
  domainX: readonly [number, number]
  domainY: readonly [number, number]
  xTicks: readonly number[]
  yTicks: readonly number[]
  xLabels: ReadonlyMap<number, string>
  yLabels: ReadonlyMap<number, string>
  /** Drawn ones in the order of x, and where they stand, in px. */
  placed: readonly { point: TrendPoint; px: number; py: number }[]
  /** Of what the axes show: of the logarithms, on a logarithmic axis. */
  trend: Trend | null
  /** Its ends, as values; empty where there is none. */
  trendEnds: readonly { x: number; y: number }[]
  /** Points without a place: an unknown value, or none on a logarithmic axis. */
  unplaced: number
}

/** Everything the drawing needs: pure. */
export function trendScene(
  points: readonly TrendPoint[],
  scales: { x: TrendScale; y: TrendScale },
  { width, height }: { width: number; height: number },
): TrendScene {
  const isPlaced = ({ x, y }: TrendPoint) => hasPlace(x, scales.x) && hasPlace(y, scales.y)
  const known = points.filter(isPlaced)
  const top = 26
  const bottom = height - 40
  const y = axisOf(
    known.map((p) => p.y),
    scales.y,
    Math.max(2, Math.floor((bottom - top) / 40)),
  )
  const left = Math.ceil(Math.max(20, ...[...y.labels.values()].map((label) => textWidth(label)))) + 10
  const right = width - 16
  const x = axisOf(
    known.map((p) => p.x),
    scales.x,
    Math.max(2, Math.floor((right - left) / 84)),
  )
  const toX = mapOf(x.domain, scales.x, [left, right])
  const toY = mapOf(y.domain, scales.y, [bottom, top])
  const trend = leastSquares(known.map((p) => ({ x: read(p.x, scales.x), y: read(p.y, scales.y) })))
  const every = Math.max(1, Math.ceil(known.length / MOST_POINTS))
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    domainX: x.domain,
    domainY: y.domain,
    xTicks: x.ticks,
    yTicks: y.ticks,
    xLabels: x.labels,
    yLabels: y.labels,
    placed: known
      .filter((_, k) => k % every === 0)
      .map((point) => ({ point, px: toX(point.x), py: toY(point.y) }))
      .sort((a, b) => a.px - b.px),
    trend,
    trendEnds: trend ? endsOf(trend, [x.domain, y.domain], scales) : [],
    unplaced: points.length - known.length,
  }
}

function hasPlace(v: number, kind: TrendScale): boolean {
  return Number.isFinite(v) && (kind === 'linear' || v > 0)
}

const read = (v: number, kind: TrendScale): number => (kind === 'log' ? Math.log10(v) : v)
const write = (v: number, kind: TrendScale): number => (kind === 'log' ? 10 ** v : v)

function mapOf(domain: readonly [number, number], kind: TrendScale, range: readonly [number, number]) {
  const map = scale([read(domain[0], kind), read(domain[1], kind)], range)
  return (v: number) => map(read(v, kind))
}

function axisOf(values: readonly number[], kind: TrendScale, count: number) {
  let low = Infinity
  let high = -Infinity
  for (const v of values) {
    low = Math.min(low, read(v, kind))
    high = Math.max(high, read(v, kind))
  }
  if (low > high) [low, high] = [0, 1]
  const pad = low < high ? (high - low) * 0.05 : Math.abs(low) * 0.5 || 0.5
  const [from, to] = [low - pad, high + pad]
  // Of a logarithmic axis, a label each 0.6 of the room that one of `count` has.
  const placed = kind === 'log' ? exponentLabels([from, to], count, scale([from, to], [0, count]), 0.6) : null
  const ats = placed ? placed.map(({ at }) => at) : niceTicks(from, to, count)
  const labels = placed ? placed.map(({ label }) => label) : numberLabels(ats)
  const ticks = ats.map((at) => write(at, kind))
  return {
    domain: [write(from, kind), write(to, kind)] as const,
    ticks,
    labels: new Map(ticks.map((t, k) => [t, labels[k]!])),
  }
}

/** Where the line enters and leaves the plot. */
function endsOf(
  { slope, intercept }: Trend,
  [domainX, domainY]: readonly [readonly [number, number], readonly [number, number]],
  scales: { x: TrendScale; y: TrendScale },
) {
  const [x0, x1] = [read(domainX[0], scales.x), read(domainX[1], scales.x)]
  const [y0, y1] = [read(domainY[0], scales.y), read(domainY[1], scales.y)]
  const at = (x: number) => intercept + slope * x
  const inside = (x: number): number => {
    const y = at(x)
    if (slope === 0 || (y >= y0 && y <= y1)) return x
    return ((y < y0 ? y0 : y1) - intercept) / slope
  }
  return [inside(x0), inside(x1)].map((x) => ({ x: write(x, scales.x), y: write(at(x), scales.y) }))
}
