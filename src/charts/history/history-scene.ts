import type { Zone } from '~/lib/dates'
import { formatCount, formatNumber } from '~/lib/format'
import { rangeInView, sampleRange } from '~/lib/downsample'
import type { View } from '../plane/zoom'
import type { EdgeLabel } from '../evolution/evolution-scene'
import { scale } from '../plane/scale'
import { type HistoryColumns, isFar } from './history-columns'
import { onOwnScales, ownScales, type OwnScale, type ScaledColumns, type UnitStep } from './history-scales'
import { belowPath, farPath, linePath, loneDots, stepPath, stepsOf } from './history-paths'
import { clearPlace, labelBox, type LabelPlace, placesAlong, type Point } from '../plane/clear-place'
import { LANE } from '../plane/lane'
import { layoutRails, spread, textWidth } from '../plane/placement'
import type { Frame, Marker, Region } from '../frame/plot-layers'
import type { PlotBox } from '../plane/plot-box'
import { niceTicks, numberLabels, timeTicks, wholeTicks } from '../plane/ticks'

/** Below this the right margin is dropped, and labels stand in the plot. */
const COMPACT_BELOW = 520
/** Between axis and tick labels: room for a lane of marks. */
export const LANE_DROP = 31

export interface HistoryData {
  columns: HistoryColumns
  /** Axis value of each run: its time, or its place. */
  x: Float64Array
  spacing: 'time' | 'steps'
  sense: 'above' | 'below'
  timeZone: Zone
  alarms: readonly { start: number; end: number; count: number }[]
  baseline: { start: number; end: number; label: string; shortLabel?: string } | null
  /** `units`: of the metric before and behind it, where it changes there. */
  markers: readonly {
    index: number
    label: string
    shortLabel?: string
    units?: readonly [before: string, after: string]
  }[]
  /** What could not be read: it lies before the record of that index. */
  gaps: readonly HistoryGap[]
  whatIf: number | null
}

/** Records that could not be read, between the one before `index` and that. */
export interface HistoryGap {
  index: number
  missing: number
}

/** Indices before which the line is parted, ascending. */
export function partedAt(data: Pick<HistoryData, 'gaps' | 'markers'>): number[] {
  return [...data.gaps, ...unitStepsOf(data)].map(({ index }) => index).sort((a, b) => a - b)
}

/** Markers at which the metric changes its unit, ascending. */
export function unitStepsOf({ markers }: Pick<HistoryData, 'markers'>): UnitStep[] {
  return markers
    .flatMap(({ index, units }) => (units ? [{ index, before: units[0], after: units[1] }] : []))
    .sort((a, b) => a.index - b.index)
}

export interface LaneMark {
  x: number
  state: 'failed' | 'running' | 'unplotted' | 'undecided'
}

/** Everything a drawing of the history needs, in pixels. Paths are SVG path data, '' where there is nothing. */
export interface HistoryScene extends Frame {
  edgeLabels: { text: string; y: number; kind: EdgeLabel['kind'] | 'try' }[]
  /** The same where there is no right margin: the limits at the left end of the view. */
  insideLabels: (LabelPlace & { text: string; kind: 'drift' | 'warn' })[]
  line: string
  /** From the line to the plot's near side: what is filled where it lies beyond the threshold. */
  area: string
  /** The region beyond the threshold: clips line and area. */
  far: string
  threshold: string
  warning: string
  /** y of the threshold to try, and where it begins; null: none in view. */
  whatIf: { left: number; y: number } | null
  /** One for each part in view where the metric changes its unit in it; else none. */
  ownScales: OwnScale[]
  /** The unit of the ticks at the axis, where a history has several. */
  unit: string | null
  /** y of the metric of a record in view; NaN where it has none. */
  heightOf: (index: number) => number
  /** Points that the line alone would not show: no neighbour has a value, or few are in view. */
  dots: { x: number; y: number; far: boolean }[]
  /** Verdicts that the thresholds do not show: a drift not beyond its threshold, a warning below its own. */
  verdicts: { x: number; y: number; state: 'drift' | 'warning' }[]
  lane: LaneMark[]
  shaded: Region[]
  /** Where records could not be read. */
  missing: Region[]
  marked: Marker[]
}

export function makeHistoryScene(
  data: HistoryData,
  size: { width: number; height: number },
  view: View,
): HistoryScene {
  const { width, height } = size
  const { x, sense } = data
  const compact = width < COMPACT_BELOW
  const [from, to] = rangeInView(x, view)
  const domainX = view === null ? wholeAxis(data) : ([...view] as [number, number])
  const steps = unitStepsOf(data)
  const scaled = onOwnScales({ columns: data.columns, whatIf: data.whatIf, steps }, from, to)
  const { columns, domainY, parts } = scaled
  const { values } = columns

  const railY = 27
  const isNamed = data.baseline !== null || data.markers.length > 0 || data.gaps.length > 0
  const laneTop = data.alarms.length > 0 ? 37 : 18
  const top = isNamed ? laneTop + LANE.height : data.alarms.length > 0 ? 39 : 28
  const bottom = height - (compact ? 52 : 38)
  const tickCount = Math.max(2, Math.min(6, Math.floor((bottom - top) / 42)))
  const yTickAts = niceTicks(domainY[0], domainY[1], tickCount)
  const yLabels = numberLabels(yTickAts)
  const left = Math.ceil(Math.max(24, ...yLabels.map((l) => textWidth(l)))) + 12
  // What stands at the right end is of the part that ends there.
  const texts = edgeTexts(data, scaled, parts.at(-1)?.from ?? from, to)
  const right = compact
    ? width - 8
    : width - Math.ceil(Math.max(64, ...texts.map((t) => textWidth(t.text) + 6))) - 10
  const box: PlotBox = { left, right, top, bottom }
  const toX = scale(domainX, [left, right])
  const toY = scale(domainY, [bottom, top])

  // Two points beyond the view let lines leave it.
  const kept = [
    ...(from > 0 ? [from - 1] : []),
    ...sampleRange(x, values, from, to, Math.max(200, 2 * Math.round(right - left))),
    ...(to < x.length ? [to] : []),
  ]
  const drawn = { x, values, kept, parted: partedAt(data), toX, toY }
  const columnsAt = { x, values }
  const stepped = (limits: Float64Array) =>
    stepsOf(
      columnsAt,
      limits,
      [from, to],
      right - left,
      steps.map(({ index }) => index),
    )
  const thresholds = stepped(columns.thresholds)
  const warnings = stepped(columns.warnings)
  const ys = spread(
    texts.map((t) => Math.max(top, Math.min(bottom, toY(t.height)))),
    17,
    top + 4,
    bottom - 4,
  )
  const tryY = scaled.whatIf === null ? null : toY(scaled.whatIf)
  const ownParts = ownScales(parts, x, toX, box, tickCount)
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    laneTop: isNamed ? laneTop : top,
    compact,
    domainX,
    domainY,
    xTicks: xTicks(data, domainX, Math.max(2, Math.floor((right - left) / (compact ? 64 : 84)))),
    yTicks: yTickAts.map((at, k) => ({ at, label: yLabels[k]! })),
    rails: rails(data, domainX, toX, left, compact ? right : width),
    railY,
    edgeLabels: texts.map((t, k) => ({ text: t.text, kind: t.kind, y: ys[k]! })),
    insideLabels: compact
      ? insideLabels(
          data,
          [from, parts[0]?.to ?? to],
          toY,
          [
            kept.flatMap((i) =>
              Number.isFinite(values[i]!) ? [[toX(x[i]!), toY(values[i]!)] as const] : [],
            ),
            ...data.markers.map(({ index }) => [
              [toX(x[index] ?? Number.NaN), top] as const,
              [toX(x[index] ?? Number.NaN), bottom] as const,
            ]),
          ],
          { ...box, right: ownParts[0]?.right ?? right },
        )
      : [],
    line: linePath(drawn),
    area: belowPath(drawn, sense === 'above' ? bottom : top),
    far: farPath(thresholds, toX, toY, box, sense),
    threshold: stepPath(thresholds, toX, toY, box),
    warning: stepPath(warnings, toX, toY, box),
    whatIf:
      tryY !== null && tryY >= top - 0.5 && tryY <= bottom + 0.5
        ? { left: Math.max(left, toX(x[steps.at(-1)?.index ?? 0] ?? -Infinity)), y: tryY }
        : null,
    ownScales: ownParts,
    unit: scaled.unit,
    heightOf: (index) => toY(values[index]!),
    dots: loneDots(drawn, from, to, (right - left) / 14).map((i) => ({
      x: toX(x[i]!),
      y: toY(values[i]!),
      far: isFar(data.columns.values[i]!, data.columns.thresholds[i]!, sense),
    })),
    verdicts: verdicts(data, from, to, toX, (i) => toY(values[i]!)),
    lane: lane(data, from, to, toX),
    shaded: data.baseline ? [regionOf(data.baseline, x)] : [],
    missing: data.gaps.map(({ index, missing }) => ({
      from: x[index - 1]!,
      to: x[index]!,
      label: `${formatCount(missing)} not read`,
      shortLabel: 'gap',
    })),
    marked: data.markers
      .filter((m) => m.index >= 0 && m.index < x.length)
      .map(({ index, ...m }) => ({ ...m, at: x[index]! })),
  }
}

/** The whole axis, with a little room at both ends for the first and the last mark. */
export function wholeAxis({ x, spacing }: Pick<HistoryData, 'x' | 'spacing'>): [number, number] {
  if (x.length === 0) return [0, 1]
  const first = x[0]!
  const last = x[x.length - 1]!
  const span = last - first
  const pad = span > 0 ? span * 0.012 : spacing === 'time' ? 3_600_000 : 1
  return [first - pad, last + pad]
}

function edgeTexts({ columns, whatIf }: HistoryData, scaled: ScaledColumns, from: number, to: number) {
  const texts: { text: string; height: number; kind: EdgeLabel['kind'] | 'try' }[] = []
  const add = (value: number, height: number, kind: EdgeLabel['kind'] | 'try', label: string) =>
    texts.push({ text: `${label}${formatNumber(value)}`, height, kind })
  const addLast = (name: 'values' | 'thresholds' | 'warnings', kind: EdgeLabel['kind'], label: string) => {
    for (let i = to - 1; i >= from; i--)
      if (Number.isFinite(columns[name][i]!))
        return add(columns[name][i]!, scaled.columns[name][i]!, kind, label)
    return undefined
  }
  addLast('values', 'last', '')
  addLast('thresholds', 'drift', 'drift ')
  addLast('warnings', 'warn', 'warning ')
  if (whatIf !== null && scaled.whatIf !== null) add(whatIf, scaled.whatIf, 'try', 'if ')
  return texts
}

/**
 * Each beside its line, over or under it, where neither the metric, nor a marker, nor the other limit passes; what has
 * no such place is left to the legend and the summary.
 */
function insideLabels(
  { columns }: HistoryData,
  [from, to]: readonly [number, number],
  toY: (value: number) => number,
  lines: readonly (readonly Point[])[],
  box: PlotBox,
): HistoryScene['insideLabels'] {
  const limits = [
    { kind: 'drift', label: 'drift', column: columns.thresholds },
    { kind: 'warn', label: 'warning', column: columns.warnings },
  ] as const
  const level = (y: number): Point[] => [
    [box.left, y],
    [box.right, y],
  ]
  const known = limits.flatMap(({ column, ...limit }) => {
    const value = column.subarray(from, to).find((v) => Number.isFinite(v))
    return value === undefined ? [] : [{ ...limit, value, y: toY(value) }]
  })
  const taken: Point[][] = known.map(({ y }) => level(y))
  return known.flatMap(({ kind, label, value, y }) => {
    const text = `${label} ${formatNumber(value)}`
    const place = clearPlace(text, placesAlong(y, box), [...lines, ...taken], box)
    if (!place) return []
    const { left, right, top, bottom } = labelBox(text, place)
    // Through its middle and its edges: the next label keeps off it.
    for (const edge of [top, (top + bottom) / 2, bottom])
      taken.push([
        [left, edge],
        [right, edge],
      ])
    return [{ kind, text, ...place }]
  })
}

function xTicks(data: HistoryData, [low, high]: [number, number], count: number) {
  if (data.spacing === 'time') return timeTicks(low, high, count, data.timeZone)
  // Records are counted from 1.
  const ats = wholeTicks(Math.max(1, low + 1), Math.min(data.x.length, high + 1), count)
  const labels = numberLabels(ats)
  return ats.map((at, k) => ({ at: at - 1, label: labels[k]! }))
}

function rails(
  { alarms, x }: HistoryData,
  [low, high]: [number, number],
  toX: (at: number) => number,
  left: number,
  right: number,
) {
  const inView = alarms
    .map((a) => ({ from: x[a.start]!, to: x[a.end]!, count: a.count }))
    .filter((a) => a.to >= low && a.from <= high)
    .map((a) => ({ from: toX(Math.max(a.from, low)), to: toX(Math.min(a.to, high)), count: a.count }))
  return layoutRails(inView, left, right)
}

function regionOf(
  { start, end, label, shortLabel }: NonNullable<HistoryData['baseline']>,
  x: Float64Array,
): Region {
  const region = { from: x[start] ?? 0, to: x[Math.min(end, x.length - 1)] ?? 0, label }
  return shortLabel === undefined ? region : { ...region, shortLabel }
}

/** Records without a verdict or a value, one mark a state and pixel: ten thousand failed records are not ten thousand marks. */
function lane({ columns, x }: HistoryData, from: number, to: number, toX: (at: number) => number) {
  const marks: LaneMark[] = []
  const last = { failed: -Infinity, running: -Infinity, unplotted: -Infinity, undecided: -Infinity }
  for (let i = from; i < to; i++) {
    const state = columns.states[i]!
    if (state !== 'failed' && state !== 'running' && state !== 'unplotted' && state !== 'undecided') continue
    const at = toX(x[i]!)
    if (at - last[state] < 1) continue
    last[state] = at
    marks.push({ x: at, state })
  }
  return marks
}

/** The same, one a state and six pixels. */
function verdicts(
  { columns, x, sense }: HistoryData,
  from: number,
  to: number,
  toX: (at: number) => number,
  heightOf: (index: number) => number,
) {
  const marks: HistoryScene['verdicts'] = []
  const last = { drift: -Infinity, warning: -Infinity }
  for (let i = from; i < to; i++) {
    const state = columns.states[i]!
    if (state !== 'drift' && state !== 'warning') continue
    const value = columns.values[i]!
    const limit = (state === 'drift' ? columns.thresholds : columns.warnings)[i]!
    if (Number.isNaN(value) || isFar(value, limit, sense)) continue
    const at = toX(x[i]!)
    if (at - last[state] < 6) continue
    last[state] = at
    marks.push({ x: at, y: heightOf(i), state })
  }
  return marks
}
