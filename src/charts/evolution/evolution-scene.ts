import type { SizedPlotBox } from '../plane/plot-box'
import type { Margins } from '../frame/shared-margins'
import { scale, valueScale } from '../plane/scale'
import type { Alarm, Change } from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'
import { extent, rangeInView, sampleRange } from '~/lib/downsample'
import type { EvolutionChartProps } from './evolution-data'
import type { View } from '../plane/zoom'
import { beyondPath, type LimitLine, limitPoints, linePath, type Pieces, rowPieces } from './limit-lines'
import { clearPlace, type LabelPlace, placesAlong } from '../plane/clear-place'
import { layoutRails, type Rail, type RailInput, spread, textWidth } from '../plane/placement'
import { LANE } from '../plane/lane'
import { niceTicks, numberLabels, symlogTicks, timeTicks, wholeTicks } from '../plane/ticks'

/** More points than a screen has pixels draw nothing new: points a series and a chart. */
const SERIES_POINTS = 800
const CHART_POINTS = 4000
const COMPACT_BELOW = 520
/** Values up to so many times `linearTo` are readable on a linear axis. */
const WIDE = 3

export interface EdgeLabel {
  text: string
  y: number
  kind: 'last' | 'drift' | 'warn' | 'centre'
}

/** Everything a drawing of the chart needs, in pixels: computed from data and size alone. */
export interface Scene extends SizedPlotBox {
  /** Names of bands and markers stand between here and `top`; equal to `top` where there are none. */
  laneTop: number
  /** What this chart's own labels ask for beside the plot, in px; others on the same axis may ask for more. */
  margins: Margins
  /** Labels move into the plot and the right margin is dropped. */
  compact: boolean
  domainX: [number, number]
  domainY: [number, number]
  /** The size up to which the axis of values is about linear, and logarithmic beyond; left out: linear throughout. */
  linearTo?: number
  xTicks: { at: number; label: string }[]
  yTicks: { at: number; label: string }[]
  /** Points to draw: `x` and `v0`, `v1`, … (null: a gap). */
  rows: Record<string, number | null>[]
  rails: Rail[]
  railY: number
  /** Stretches in the warning zone, one lane below the alarms. */
  warningRails: Rail[]
  warningY: number
  /** Limits that move along the stream, as paths in px. */
  limitLines: LimitLine[]
  /** Outline of where drift lies: beyond the threshold or the moving limits; null where nothing decides. */
  beyond: string | null
  edgeLabels: EdgeLabel[]
  /** Where there is no right margin: the drift limit's name inside the plot, with no line through it; null: no room. */
  insideLabel: (LabelPlace & { text: string }) | null
}

type Data = Pick<
  EvolutionChartProps,
  | 'xKind'
  | 'x'
  | 'series'
  | 'threshold'
  | 'side'
  | 'limits'
  | 'alarms'
  | 'changes'
  | 'warnings'
  | 'nullBand'
  | 'timeZone'
  | 'linearTo'
  | 'span'
  | 'shaded'
  | 'markers'
>

/** @param shared what charts on the same axis ask for beside the plot: with it they share their ends */
export function makeScene(
  data: Data,
  size: { width: number; height: number },
  view: View,
  shared: Margins = { left: 0, right: 0 },
): Scene {
  const { width, height } = size
  const compact = width < COMPACT_BELOW
  const [from, to] = rangeInView(data.x, view)
  const domainX = view === null ? fullDomain(data) : ([...view] as [number, number])
  const domainY = valueDomain(data, from, to)

  const warned = (data.warnings ?? []).length > 0
  const railY = 30
  const warningY = data.alarms.length > 0 ? 44 : railY
  const laneTop = warned ? warningY + 10 : data.alarms.length > 0 ? 40 : 20
  const isNamed = (data.shaded ?? []).length > 0 || (data.markers ?? []).length > 0
  const top = laneTop + (isNamed ? LANE.height : laneTop === 20 ? 8 : 4)
  const bottom = height - (compact ? 40 : 26)
  const linearTo = isWide(data, domainY[0], domainY[1]) ? data.linearTo : undefined
  const toY = valueScale(domainY, [bottom, top], linearTo)
  const yTickAts =
    linearTo === undefined
      ? niceTicks(domainY[0], domainY[1], Math.max(2, Math.min(6, Math.floor((bottom - top) / 42))))
      : symlogTicks(domainY, toY, linearTo, 26)
  const yLabels = linearTo === undefined ? numberLabels(yTickAts) : yTickAts.map(formatNumber)
  const texts = edgeTexts(data, from, to)
  const margins = {
    left: Math.ceil(Math.max(28, ...yLabels.map((l) => textWidth(l)))) + 12,
    right: compact ? 10 : Math.ceil(Math.max(48, ...texts.map((t) => textWidth(t.text) + 6))) + 10,
  }
  const left = Math.max(margins.left, shared.left)
  const right = width - Math.max(margins.right, shared.right)

  const toX = scale(domainX, [left, right])
  const wantedTicks = Math.max(
    2,
    Math.floor((right - left) / (data.xKind === 'row' ? (compact ? 76 : 100) : 84)),
  )
  const ys = spread(
    texts.map((t) => Math.max(top, Math.min(bottom, toY(t.value)))),
    17,
    top + 4,
    bottom - 4,
  )
  const inPixels = (stretches: readonly Alarm[]): RailInput[] =>
    stretches.flatMap((a) => {
      const [start, end] = [data.x[a.start]!, data.x[a.end]!]
      return end < domainX[0] || start > domainX[1]
        ? []
        : [
            {
              from: toX(Math.max(start, domainX[0])),
              to: toX(Math.min(end, domainX[1])),
              count: a.end - a.start + 1,
            },
          ]
    })
  const box = { left, right, top, bottom }
  const points = (data.limits ?? []).map((limit) => ({
    ...limit,
    points: limitPoints(data.x, limit.values, from, to, SERIES_POINTS, toX, toY),
  }))
  const drawn = rows(data, from, to, Math.round(right - left))
  const inside = compact ? texts.find(({ kind }) => kind === 'drift') : undefined
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    laneTop: isNamed ? laneTop : top,
    margins,
    compact,
    domainX,
    domainY,
    ...(linearTo === undefined ? {} : { linearTo }),
    xTicks: xTicks(data, domainX, wantedTicks),
    yTicks: yTickAts.map((at, k) => ({ at, label: yLabels[k]! })),
    rows: drawn,
    rails: layoutRails(
      data.changes ? changeRails(data.changes, data.alarms, inPixels) : inPixels(data.alarms),
      left,
      compact ? right : width,
    ),
    railY,
    warningRails: layoutRails(inPixels(data.warnings ?? []), left, compact ? right : width),
    warningY,
    limitLines: points.map(({ name, level, points: at }) => ({ name, level, path: linePath(at) })),
    beyond: beyondPath(
      data.threshold && Number.isFinite(data.threshold.value) ? toY(data.threshold.value) : null,
      points.filter(({ level }) => level === 'drift').map(({ points: at }) => at),
      data.side ?? 'above',
      box,
    ),
    edgeLabels: texts.map((t, k) => ({ text: t.text, kind: t.kind, y: ys[k]! })),
    insideLabel: inside
      ? insidePlace(
          inside.text,
          toY(inside.value),
          [
            ...data.series.flatMap((_, k) => rowPieces(drawn, `v${k}`, toX, toY)),
            ...points.flatMap((limit) => limit.points),
            ...(data.markers ?? []).map(({ at }) => markerLine(toX(at), box)),
          ],
          { ...box, width },
        )
      : null,
  }
}

const markerLine = (x: number, { top, bottom }: { top: number; bottom: number }): Pieces[number] => [
  [x, top],
  [x, bottom],
]

/** Beside its line where nothing crosses it; else above the plot, at its right end. */
function insidePlace(
  text: string,
  y: number,
  lines: Pieces,
  {
    left,
    right,
    top,
    bottom,
    width,
  }: { left: number; right: number; top: number; bottom: number; width: number },
): Scene['insideLabel'] {
  const place = clearPlace(text, placesAlong(y, { left, right }), lines, { left, right, top, bottom }) ?? {
    x: width,
    y: 10,
    anchor: 'end' as const,
  }
  return { text, ...place }
}

/** One rail a change: its alarms in view, and how many they are where there are several. */
function changeRails(
  changes: readonly Change[],
  alarms: readonly Alarm[],
  inPixels: (stretches: readonly Alarm[]) => RailInput[],
): RailInput[] {
  return changes.flatMap(({ first, last, kind }) => {
    const parts = inPixels(alarms.slice(first, last + 1))
    const [begin] = parts
    if (!begin) return []
    const n = last - first + 1
    return [
      {
        from: begin.from,
        to: Math.max(...parts.map(({ to }) => to)),
        count: parts.reduce((sum, part) => sum + part.count, 0),
        unconfirmed: kind === 'unconfirmed',
        ...(n > 1 ? { parts, text: `${formatCount(n)} alarms` } : {}),
      },
    ]
  })
}

/** The whole axis: all of the stream. A little room at the left keeps the first point off the labels. */
export function fullDomain({ x, xKind, span }: Pick<Data, 'x' | 'xKind' | 'span'>): [number, number] {
  if (x.length === 0 && span === undefined) return [0, 1]
  const first = Math.min(x[0] ?? Infinity, span?.[0] ?? Infinity)
  const last = Math.max(x.at(-1) ?? -Infinity, span?.[1] ?? -Infinity)
  const length = last - first
  if (length === 0) {
    const pad = xKind === 'time' ? 3_600_000 : 1
    return [first - pad, last + pad]
  }
  return [first - length * 0.012, last]
}

/**
 * Zero, the threshold and every value in view are on the axis. Beside limits that move, the statistic may be a mean
 * far from zero: there zero is on the axis only where it is near what is drawn.
 */
function valueDomain(data: Data, from: number, to: number): [number, number] {
  const limits = data.limits ?? []
  let low = Infinity
  let high = -Infinity
  const include = (value: number | undefined) => {
    if (value === undefined || !Number.isFinite(value)) return
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  for (const { values } of data.series) for (const value of extent(values, from, to) ?? []) include(value)
  for (const { values } of limits) for (const value of finiteExtent(values, from, to)) include(value)
  include(data.threshold?.value)
  include(data.nullBand?.low)
  include(data.nullBand?.high)
  if (low > high) return [0, 1]
  const own = high - low
  const far = limits.length > 0 && own > 0 && (low > own || high < -own)
  if (far) return [low - own * 0.06, high + own * 0.06]
  low = Math.min(0, low)
  high = Math.max(0, high)
  if (low === high) return [0, 1]
  if (isWide(data, low, high)) return [low * 1.1, high * 1.1]
  const span = high - low
  return [low < 0 ? low - span * 0.03 : 0, high > 0 ? high + span * 0.06 : 0]
}

/** Whether values are so far beyond the size that matters that a linear axis would hide what is near it. */
function isWide({ linearTo }: Data, low: number, high: number): boolean {
  return linearTo !== undefined && Math.max(high, -low) > WIDE * linearTo
}

/** As `extent`, without the infinite values by which a limit says that nothing is beyond it. */
function finiteExtent(values: Float64Array, from: number, to: number): number[] {
  let low = Infinity
  let high = -Infinity
  for (let i = from; i < to; i++) {
    const v = values[i]!
    if (v < low && v !== -Infinity) low = v
    if (v > high && v !== Infinity) high = v
  }
  return low <= high ? [low, high] : []
}

function edgeTexts(data: Data, from: number, to: number) {
  const texts: { text: string; value: number; kind: EdgeLabel['kind'] }[] = []
  for (const s of data.series) {
    let i = to - 1
    while (i >= from && Number.isNaN(s.values[i]!)) i--
    if (i < from) continue
    const name = data.series.length > 1 ? ` ${s.name}` : ''
    texts.push({ text: formatNumber(s.values[i]) + name, value: s.values[i]!, kind: 'last' })
  }
  if (data.threshold) texts.push({ ...labelled(data.threshold), kind: 'drift' })
  for (const { name, level, values } of data.limits ?? []) {
    let i = to - 1
    while (i >= from && !Number.isFinite(values[i]!)) i--
    if (i < from) continue
    const label = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name
    const kind = level === 'warning' ? 'warn' : level
    texts.push({ ...labelled({ label, value: values[i]! }), kind })
  }
  return texts
}

/** Of a limit's name at the right edge, in characters; tables and readout have it whole. */
const LONGEST_NAME = 20

function labelled({ label, value }: { label: string; value: number }) {
  return { text: `${label} ${formatNumber(value)}`, value }
}

function xTicks(data: Data, [low, high]: [number, number], count: number) {
  if (data.xKind === 'time') return timeTicks(low, high, count, data.timeZone ?? 'UTC')
  const ats = data.xKind === 'row' ? wholeTicks(low, high, count) : niceTicks(low, high, count)
  const labels = numberLabels(ats, data.xKind === 'number' ? 'plain' : 'grouped')
  return ats.map((at, k) => ({ at, label: labels[k]! }))
}

function rows(data: Data, from: number, to: number, pixels: number): Scene['rows'] {
  const k = data.series.length
  if (k === 0) return []
  // The line of each series, and the area of the first. Two points beyond the view let lines leave it.
  const points = Math.min(SERIES_POINTS, Math.max(200, 2 * pixels), Math.floor(CHART_POINTS / (k + 1))) - 2
  const each = Math.max(8, Math.floor(points / k))
  const kept = new Set<number>()
  if (from > 0) kept.add(from - 1)
  for (const { values } of data.series)
    for (const i of sampleRange(data.x, values, from, to, each)) kept.add(i)
  if (to < data.x.length) kept.add(to)
  return [...kept]
    .sort((a, b) => a - b)
    .map((i) => {
      const row: Record<string, number | null> = { x: data.x[i]! }
      for (const [s, { values }] of data.series.entries()) {
        const value = values[i]!
        row[`v${s}`] = Number.isFinite(value) ? value : null
      }
      return row
    })
}
