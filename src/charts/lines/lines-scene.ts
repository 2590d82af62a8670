import type { Zone } from '~/lib/dates'
import { nearestIndex, rangeInView } from '~/lib/downsample'
import { spread, textWidth } from '../plane/placement'
import type { SizedPlotBox } from '../plane/plot-box'
import { scale } from '../plane/scale'
import { numberLabels, niceTicks, timeTicks } from '../plane/ticks'
import { exponentLabels } from '../plane/exponent-labels'
import type { View } from '../plane/zoom'
import { formatNumber } from '~/lib/format'
import { nameInText } from '~/lib/name-in-text'
import type { LineSeries, ValueScale, XKind } from './line-series'
import { type ValueAxis, valueAxis } from './value-axis'

/** More lines than this are a canvas under the same axes. */
const MOST_PATHS = 20
/** Of a label at the end of a line, in px. */
const LABEL_LINE = 14

export interface LinesInput {
  series: readonly LineSeries[]
  xKind: XKind
  zone: Zone
  yScale: ValueScale
  /** Of values, where the axis is not to hold all of them: what lies beyond is cut off. */
  rangeY?: readonly [number, number] | null
  /** Above the axis; empty: nothing stands there. */
  yLabel: string
  /** Of all lines that charts of the page may have, also where this one lacks some: all then name them in one way. */
  names?: readonly string[]
  view: View
}

/** Everything the drawing needs, in pixels: pure. */
export interface LinesScene extends SizedPlotBox {
  domainX: readonly [number, number]
  toX: (value: number) => number
  xTicks: readonly { at: number; label: string }[]
  axis: ValueAxis
  /** Whether names stand at the ends of lines; else a legend says them. */
  isNamedAtEnds: boolean
  /** Names at the ends of lines, with the last value. */
  endLabels: readonly EndLabel[]
  isCanvas: boolean
  /** Marks of ±Infinity: at the upper or the lower edge. */
  infinities: readonly { series: number; x: number; isUp: boolean }[]
  /** The smallest value that a logarithmic axis has no place for; null: there is none. */
  unplaced: number | null
  /** The smallest and the largest value that the axis leaves out, below and above. */
  cutOff: { below: number | null; above: number | null }
}

export interface EndLabel {
  series: number
  value: string
  name: string
  /** Of the end of the line, and of the text. */
  lineY: number
  y: number
}

export function linesScene(input: LinesInput, size: { width: number; height: number }): LinesScene {
  const { series, xKind, zone, yScale, view } = input
  const { width, height } = size
  const top = input.yLabel === '' ? 10 : 24
  const bottom = height - 26
  const domainX = view ?? wholeX(series)
  const { range, unplaced } = valuesInView(series, domainX, yScale)
  const names = input.names ?? series.map(({ name }) => name)
  const axis = valueAxis(input.rangeY ? cut(range, input.rangeY) : range, yScale, bottom, top)
  const left = Math.ceil(Math.max(20, ...axis.ticks.map(({ label }) => textWidth(label)))) + 10
  const fits = haveEnds(names, { width, height: bottom - top })
  const ends = fits ? endsOf(series, domainX, axis, { top, bottom }) : []
  const wide = Math.max(0, ...ends.map(({ value, name }) => textWidth(`${value} ${name}`)))
  const right = width - (ends.length > 0 ? Math.ceil(wide) + 24 : 12)
  const toX = scale(domainX, [left, right])
  // Nothing was logged beside it, and so nothing is said of what lies there.
  const only = onlyX(series)
  const ys = spread(
    ends.map(({ lineY }) => lineY),
    LABEL_LINE,
    top + 4,
    bottom,
  )
  const infinities = series.flatMap(({ x, y }, k) => {
    const [from, to] = rangeInView(x, domainX)
    const marks: LinesScene['infinities'][number][] = []
    for (let i = from; i < to; i++) {
      if (Math.abs(y[i]!) === Infinity) marks.push({ series: k, x: toX(x[i]!), isUp: y[i]! > 0 })
    }
    return marks
  })
  const count = Math.max(2, Math.floor((right - left) / roomOfTick(xKind, domainX)))
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
      xKind === 'number' && only !== null
        ? [{ at: only, label: formatNumber(only) }]
        : xKind === 'number'
          ? numberTicks(series, domainX, count)
          : xTicks(xKind, domainX, count, toX, zone),
    axis,
    isNamedAtEnds: fits,
    endLabels: ends.map((end, k) => ({ ...end, y: ys[k]! })),
    isCanvas: series.length > MOST_PATHS,
    infinities,
    unplaced,
    cutOff: {
      below: range !== null && range[0] < axis.domain[0] ? range[0] : null,
      above: range !== null && range[1] > axis.domain[1] ? range[1] : null,
    },
  }
}

/** About as wide as a value at the end of a line. */
const USUAL_VALUE = '0.1234 '

/** Whether so many names, so long, have a place at the ends of lines: else they stand in a legend. */
function haveEnds(names: readonly string[], { width, height }: { width: number; height: number }): boolean {
  if (names.length === 0 || names.length * LABEL_LINE > height) return false
  const wide = Math.max(...names.map((name) => textWidth(`${USUAL_VALUE}${name}`)))
  return wide + 24 <= Math.min(220, width * 0.36)
}

/** Of a tick and its label, in px. */
function roomOfTick(kind: XKind, domain: readonly [number, number]): number {
  if (kind !== 'number') return 84
  return 24 + 1.5 * Math.max(...domain.map((end) => textWidth(formatNumber(end))))
}

/** Between two labels of a logarithmic axis, in px. */
const LABEL_ROOM = 48

function xTicks(
  kind: Exclude<XKind, 'number'>,
  [low, high]: readonly [number, number],
  count: number,
  toX: (value: number) => number,
  zone: Zone,
): LinesScene['xTicks'] {
  if (kind === 'time') return timeTicks(low, high, count, zone)
  return exponentLabels([low, high], count, toX, LABEL_ROOM)
}

function labelled(ticks: readonly number[]): LinesScene['xTicks'] {
  const labels = numberLabels(ticks)
  return ticks.map((at, k) => ({ at, label: labels[k]! }))
}

const isWhole = (x: number): boolean => Math.abs(x - Math.round(x)) < 1e-9

/** Where x counts something, such as steps, none is named between two of them, unless the view lies between them. */
function numberTicks(
  series: readonly LineSeries[],
  domainX: readonly [number, number],
  count: number,
): LinesScene['xTicks'] {
  const all = niceTicks(...domainX, count)
  const whole = all.filter(isWhole)
  // So few are in view where ticks lie between whole numbers that looking at each is nothing.
  const isCount = whole.length < all.length && series.every(({ x }) => areWhole(x, rangeInView(x, domainX)))
  return labelled(isCount && whole.length > 0 ? whole : all)
}

function areWhole(x: Float64Array, [from, to]: readonly [number, number]): boolean {
  return x.subarray(from, to).every(Number.isInteger)
}

/** The only x of all lines; null where there are several, or none. */
function onlyX(series: readonly LineSeries[]): number | null {
  const first = series.find(({ x }) => x.length > 0)?.x[0]
  return first !== undefined &&
    series.every(({ x }) => x.length === 0 || (x[0] === first && x.at(-1) === first))
    ? first
    : null
}

/** All of x; never without a width. */
export function wholeX(series: readonly LineSeries[]): readonly [number, number] {
  let low = Infinity
  let high = -Infinity
  for (const { x } of series) {
    if (x.length === 0) continue
    low = Math.min(low, x[0]!)
    high = Math.max(high, x.at(-1)!)
  }
  if (low > high) return [0, 1]
  return low < high ? [low, high] : [low - 0.5, high + 0.5]
}

function valuesInView(series: readonly LineSeries[], view: readonly [number, number], kind: ValueScale) {
  let low = Infinity
  let high = -Infinity
  let unplaced: number | null = null
  for (const { x, y, raw, band } of series) {
    const [from, to] = rangeInView(x, view)
    for (const values of [y, raw, band?.low, band?.high]) {
      if (!values) continue
      for (let i = from; i < to; i++) {
        const v = values[i]!
        if (!Number.isFinite(v)) continue
        if (kind === 'log' && v <= 0) {
          if (values === y) unplaced = Math.min(v, unplaced ?? v)
          continue
        }
        low = Math.min(low, v)
        high = Math.max(high, v)
      }
    }
  }
  return { range: low <= high ? ([low, high] as const) : null, unplaced }
}

/** The part of a range that lies in another; the whole where that is nothing. */
function cut(range: readonly [number, number] | null, [from, to]: readonly [number, number]) {
  if (!range) return null
  const [low, high] = [Math.max(range[0], from), Math.min(range[1], to)]
  return low <= high ? ([low, high] as const) : range
}

/** The last value in view of each line. */
function endsOf(
  series: readonly LineSeries[],
  view: readonly [number, number],
  axis: ValueAxis,
  { top, bottom }: { top: number; bottom: number },
): Omit<EndLabel, 'y'>[] {
  const ends: Omit<EndLabel, 'y'>[] = []
  for (const [k, { name, x, y }] of series.entries()) {
    const [from, to] = rangeInView(x, view)
    for (let i = to - 1; i >= from; i--) {
      if (!Number.isFinite(y[i])) continue
      const lineY = axis.toY(y[i]!)
      ends.push({
        series: k,
        name,
        value: formatNumber(y[i]),
        // What a logarithmic axis has no place for is below it: the value before would stand for the last.
        lineY: Number.isFinite(lineY) ? Math.max(top, Math.min(bottom, lineY)) : bottom,
      })
      break
    }
  }
  return ends
}

export interface Reading {
  series: number
  /** Of the line's nearest point, and its value. */
  x: number
  value: number
}

/**
 * What every line says at x: the point nearest to it, largest value first, unknown ones last. A line that does not
 * reach as far as x says nothing.
 */
export function readingsAt(series: readonly LineSeries[], at: number): Reading[] {
  return series
    .flatMap(({ x, y }, k): Reading[] => {
      const i = nearestIndex(x, at)
      if (i < 0 || at < x[0]! - reach(x) || at > x.at(-1)! + reach(x)) return []
      return [{ series: k, x: x[i]!, value: y[i]! }]
    })
    .sort((a, b) => rank(b.value) - rank(a.value) || a.series - b.series)
}

const rank = (value: number): number => (Number.isNaN(value) ? -Infinity : value)

/** Half a step: how far beyond its ends a line is still read. */
function reach(x: Float64Array): number {
  return x.length > 1 ? (x.at(-1)! - x[0]!) / (x.length - 1) / 2 : 0
}

/** Of lines that have no place in the plot. */
function withoutFinite(series: readonly LineSeries[]): string {
  if (series.length === 0) return 'No lines.'
  if (series.every(({ y }) => y.length === 0)) return 'No line has a value.'
  return series.some(({ y }) => y.some((v) => !Number.isNaN(v)))
    ? 'No line has a finite value.'
    : 'Every value is NaN.'
}

/** The chart in words: how many lines, where they end, what has no place. */
export function linesSummary(series: readonly LineSeries[]): string {
  const lasts = series.flatMap(({ name, y }) => {
    const last = y.findLast((v) => Number.isFinite(v))
    return last === undefined ? [] : [{ name: nameInText(name), last }]
  })
  if (lasts.length === 0) return withoutFinite(series)
  const sorted = lasts.toSorted((a, b) => b.last - a.last)
  const highest = sorted[0]!
  const lowest = sorted.at(-1)!
  if (lasts.length === 1) return `${highest.name} ends at ${formatNumber(highest.last)}.`
  if (highest.last === lowest.last) return `${lasts.length} lines end at ${formatNumber(highest.last)}.`
  return `${lasts.length} lines; ${highest.name} ends highest at ${formatNumber(highest.last)}, ${lowest.name} lowest at ${formatNumber(lowest.last)}.`
}
