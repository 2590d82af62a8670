import { rangeInView } from '~/lib/downsample'
import { formatDuration, formatPercent } from '~/lib/format'
import { linePath } from '../history/history-paths'
import { durationTicks } from '../plane/duration-ticks'
import { textWidth } from '../plane/placement'
import type { SizedPlotBox } from '../plane/plot-box'
import { scale } from '../plane/scale'
import { timeTicks, wholeTicks } from '../plane/ticks'
import type { View } from '../plane/zoom'
import {
  type BuildColumns,
  type BuildMarkKind,
  type BuildsView,
  type StageSeries,
  valuesOf,
} from './build-columns'

export interface BuildsInput {
  builds: BuildColumns
  /** Those that are shown. */
  series: readonly StageSeries[]
  /** Whole builds are drawn too; never as shares. */
  hasTotal: boolean
  /** Of the whole build, in ms. */
  totalBudget: number | null
  view: View
  form: BuildsView
  xKind: 'build' | 'time'
}

/** One build as a column. */
export interface Bar {
  x0: number
  x1: number
  /** From the bottom up. */
  parts: readonly { series: number; y0: number; y1: number; isOver: boolean }[]
  /** Height of the whole build's own time; null: not drawn. */
  totalY: number | null
  isOver: boolean
  kind: BuildMarkKind
  /** Index of the build. */
  at: number
}

interface Dot {
  x: number
  y: number
  /** -1: the whole build. */
  series: number
  kind: 'bad' | 'over'
}

/** Everything the drawing needs, in pixels: pure. Every build in view is drawn, so that no extremum is lost. */
export interface BuildsScene extends SizedPlotBox {
  domainX: readonly [number, number]
  toX: (value: number) => number
  xTicks: readonly { at: number; label: string }[]
  yTicks: readonly { y: number; label: string }[]
  /** Where builds that did not succeed are marked. */
  laneY: number
  marks: readonly { x: number; kind: BuildMarkKind }[]
  /** Stacked alone. */
  bars: readonly Bar[]
  /** Separate alone. */
  lines: readonly { series: number; path: string }[]
  dots: readonly Dot[]
  limits: readonly { series: number; y: number; label: string }[]
}

/** Widest column, in px. */
const WIDEST = 28

export function buildsScene(input: BuildsInput, size: { width: number; height: number }): BuildsScene {
  const { builds, form, xKind } = input
  const { width, height } = size
  const top = 40
  const bottom = height - 26
  const domainX = input.view ?? wholeOf(builds, xKind)
  const [from, to] = rangeInView(builds.x, domainX)
  const high = highest(input, from, to) * 1.04 || 1
  const ticks =
    form.unit === 'time'
      ? durationTicks(high, Math.max(2, Math.floor((bottom - top) / 44)))
      : shareTicks(high)
  const left = Math.ceil(Math.max(20, ...ticks.map(({ label }) => textWidth(label)))) + 10
  const right = width - 14
  const toX = scale(domainX, [left, right])
  const toY = scale([0, high], [bottom, top])
  const count = Math.max(2, Math.floor((right - left) / 84))
  const base = { input, toX, toY, from, to }
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    domainX,
    toX,
    xTicks:
      xKind === 'time'
        ? timeTicks(domainX[0], domainX[1], count, 'UTC')
        : wholeTicks(domainX[0], domainX[1], count).map((at) => ({ at, label: `#${at}` })),
    yTicks: ticks.map(({ at, label }) => ({ y: toY(at), label })),
    laneY: top - 12,
    marks: indices(from, to).flatMap((i) => {
      const kind = builds.kinds[i]!
      return kind === 'ok' || kind === 'other' ? [] : [{ x: toX(builds.x[i]!), kind }]
    }),
    bars: form.mode === 'stacked' ? barsOf(base, [left, right]) : [],
    lines: form.mode === 'separate' ? linesOf(base) : [],
    dots: form.mode === 'separate' ? dotsOf(base) : [],
    limits: limitsOf(input, toY),
  }
}

const indices = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, k) => from + k)

/** All of x, with half a build (or a fiftieth of the time) on each side. */
export function wholeOf({ x }: BuildColumns, xKind: 'build' | 'time'): readonly [number, number] {
  if (x.length === 0) return [0, 1]
  const [low, high] = [x[0]!, x.at(-1)!]
  const pad = xKind === 'build' ? 0.6 : Math.max((high - low) * 0.02, 1000)
  return [low - pad, high + pad]
}

/** The largest thing in view: values, sums, and the limits that are drawn. */
function highest(input: BuildsInput, from: number, to: number): number {
  const { builds, series, form } = input
  let high = form.unit === 'share' ? 0.01 : 1
  for (let i = from; i < to; i++) {
    let sum = 0
    for (const one of series) {
      const value = valuesOf(one, form.unit)[i]!
      if (Number.isNaN(value)) continue
      sum += value
      if (form.mode === 'separate') high = Math.max(high, value)
    }
    if (form.mode === 'stacked') high = Math.max(high, sum)
    if (hasTotals(input)) high = Math.max(high, builds.totals[i]!)
  }
  for (const { value } of drawnLimits(input)) high = Math.max(high, value)
  return high
}

const hasTotals = ({ hasTotal, form }: BuildsInput): boolean => hasTotal && form.unit === 'time'

/** A limit of one stage has no place on a stack, and a duration none among shares. */
function drawnLimits(input: BuildsInput): { series: number; value: number; name: string }[] {
  const { series, form, totalBudget } = input
  if (form.unit === 'share') return []
  return [
    ...(totalBudget !== null && input.hasTotal
      ? [{ series: -1, value: totalBudget, name: 'whole build' }]
      : []),
    ...(form.mode === 'separate'
      ? series.flatMap(({ budget, name }, k) => (budget === null ? [] : [{ series: k, value: budget, name }]))
      : []),
  ]
}

function limitsOf(input: BuildsInput, toY: (value: number) => number): BuildsScene['limits'] {
  return drawnLimits(input).map(({ series, value, name }) => ({
    series,
    y: toY(value),
    label: `${formatDuration(value)} for ${name}`,
  }))
}

function shareTicks(high: number): { at: number; label: string }[] {
  const step = high > 0.5 ? 0.25 : high > 0.2 ? 0.1 : high > 0.05 ? 0.02 : 0.005
  return Array.from({ length: Math.floor(Math.min(1, high) / step + 1e-9) + 1 }, (_, k) => ({
    at: k * step,
    label: formatPercent(k * step),
  }))
}

interface Base {
  input: BuildsInput
  toX: (value: number) => number
  toY: (value: number) => number
  from: number
  to: number
}

function barsOf({ input, toX, toY, from, to }: Base, [left, right]: readonly [number, number]): Bar[] {
  const { builds, series, form, totalBudget } = input
  const { x } = builds
  return indices(from, to).map((at): Bar => {
    const middle = toX(x[at]!)
    const half = (other: number | undefined): number | null =>
      other === undefined ? null : Math.min(WIDEST / 2, Math.abs(toX(other) - middle) / 2)
    const [toBefore, toAfter] = [half(x[at - 1]), half(x[at + 1])]
    // The outermost has a neighbour on one side only: it is as wide on the other.
    const before = toBefore ?? toAfter ?? WIDEST / 2
    const after = toAfter ?? toBefore ?? WIDEST / 2
    // A gap where there is room for one, and never less than a pixel.
    const gap = before + after > 6 ? 0.75 : 0
    const x0 = Math.max(left, Math.min(right - 1, middle - before + gap))
    let sum = 0
    const parts: Bar['parts'][number][] = []
    for (const [k, one] of series.entries()) {
      const value = valuesOf(one, form.unit)[at]!
      if (Number.isNaN(value) || value <= 0) continue
      const isOver = one.budget !== null && one.values[at]! > one.budget
      parts.push({ series: k, y0: toY(sum), y1: toY(sum + value), isOver })
      sum += value
    }
    const total = hasTotals(input) ? builds.totals[at]! : null
    return {
      x0,
      x1: Math.min(right, Math.max(x0 + 1, middle + after - gap)),
      parts,
      totalY: total === null ? null : toY(total),
      isOver: total !== null && totalBudget !== null && total > totalBudget,
      kind: builds.kinds[at]!,
      at,
    }
  })
}

/** Through the executions that succeeded; one that did not, and builds without the stage, are passed over. */
function linesOf({ input, toX, toY, from, to }: Base): BuildsScene['lines'] {
  const { builds, series, form } = input
  // One more on each side, so that lines run to the edges.
  const near = indices(Math.max(0, from - 1), Math.min(builds.x.length, to + 1))
  const path = (values: Float64Array, isGood: (i: number) => boolean) =>
    linePath({
      x: builds.x,
      values,
      kept: near.filter((i) => isGood(i) && !Number.isNaN(values[i]!)),
      toX,
      toY,
    })
  return [
    ...(hasTotals(input) ? [{ series: -1, path: path(builds.totals, (i) => builds.kinds[i] === 'ok') }] : []),
    ...series.map((one, k) => ({
      series: k,
      path: path(valuesOf(one, form.unit), (i) => !one.isBad[i]),
    })),
  ]
}

/** What stands beside the lines: executions that did not succeed, and those that were over their budget. */
function dotsOf({ input, toX, toY, from, to }: Base): Dot[] {
  const { builds, series, form, totalBudget } = input
  return indices(from, to).flatMap((i) => {
    const x = toX(builds.x[i]!)
    const total = builds.totals[i]!
    const isBad = builds.kinds[i] !== 'ok'
    const isOver = totalBudget !== null && total > totalBudget
    return [
      ...(hasTotals(input) && (isBad || isOver)
        ? [{ x, y: toY(total), series: -1, kind: isOver ? ('over' as const) : ('bad' as const) }]
        : []),
      ...series.flatMap((one, k): Dot[] => {
        const value = valuesOf(one, form.unit)[i]!
        const over = one.budget !== null && one.values[i]! > one.budget
        if (Number.isNaN(value) || !(over || one.isBad[i])) return []
        return [{ x, y: toY(value), series: k, kind: over ? 'over' : 'bad' }]
      }),
    ]
  })
}
