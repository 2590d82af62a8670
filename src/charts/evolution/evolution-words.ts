import type { Alarm } from '~/drift/results'
import { type Bounds, boundsAt, isBeyond } from '~/lib/bounds'
import { instantText } from '~/lib/dates'
import { formatCount, formatNumber, formatPlain } from '~/lib/format'
import type { EvolutionChartProps } from './evolution-data'
import { csvText } from '../frame/export'

/** The evolution chart's data in words and as a file: readout, table cells, CSV. */

type Data = Pick<
  EvolutionChartProps,
  | 'xKind'
  | 'xLabel'
  | 'x'
  | 'rowNumbers'
  | 'windowStarts'
  | 'series'
  | 'threshold'
  | 'side'
  | 'limits'
  | 'alarms'
  | 'warnings'
  | 'timeZone'
>

/** "rows 391–490"; "row 490" where there is no window. */
export function rowsText({ windowStarts, rowNumbers }: Data, i: number): string {
  const from = windowStarts[i]!
  const to = rowNumbers[i]!
  if (from === to) return `row ${formatCount(to)}`
  // In a stream ordered by time the window's rows need not be neighbours.
  return from < to
    ? `rows ${formatCount(from)}–${formatCount(to)}`
    : `rows ${formatCount(from)} … ${formatCount(to)}`
}

/** Where a point stands on the axis, in words; null on a row axis, where `rowsText` says it. */
export function placeText(data: Data, i: number): string | null {
  switch (data.xKind) {
    case 'row':
      return null
    case 'time':
      return instantText(data.x[i]!, data.timeZone ?? 'UTC')
    case 'number':
      return `${data.xLabel} ${formatPlain(data.x[i]!)}`
  }
}

export interface Reading {
  place: string
  values: { name: string; value: string }[]
  /** "above drift 0.012"; null without a threshold or limit there. */
  verdict: string | null
}

/** What the readout says of a point. */
export function reading(data: Data, i: number): Reading {
  const place = [placeText(data, i), rowsText(data, i)].filter((t) => t !== null).join(', ')
  const values = data.series.map((s) => ({
    name: s.name,
    value: Number.isNaN(s.values[i]!) ? 'not defined' : formatNumber(s.values[i]),
  }))
  const limits = (data.limits ?? []).map(({ name, values: at }) => ({
    name,
    value: Number.isNaN(at[i]!) ? 'not defined' : formatNumber(at[i]),
  }))
  return { place, values: [...values, ...limits], verdict: verdictAt(data, i) }
}

/** "above drift 0.012", "not below drift 0.9", "beyond its limits"; null where nothing decides. */
function verdictAt(data: Data, i: number): string | null {
  const defined = data.series.filter((s) => !Number.isNaN(s.values[i]!))
  const bounds = boundsOf(data, i)
  if (defined.length === 0 || (Number.isNaN(bounds.upper) && Number.isNaN(bounds.lower))) return null
  const beyond = defined.filter((s) => isBeyond(s.values[i]!, bounds))
  const which = data.series.length > 1 && beyond.length > 0 ? `${beyond.map((s) => s.name).join(', ')} ` : ''
  const line = limitWords(data, bounds)
  if (beyond.length > 0) return `${which}${line}`
  return (data.warnings ?? []).some((w) => w.start <= i && i <= w.end)
    ? `not ${line}; warning`
    : `not ${line}`
}

function limitWords({ threshold, side = 'above' }: Data, { upper, lower }: Bounds): string {
  if (threshold) return `${side} ${threshold.label} ${formatNumber(threshold.value)}`
  if (!Number.isNaN(upper) && !Number.isNaN(lower)) return 'beyond its limits'
  return `${Number.isNaN(upper) ? 'below' : 'above'} its limit`
}

/** Where drift lies at a point. */
export function boundsOf({ threshold, side = 'above', limits = [] }: Data, i: number): Bounds {
  return boundsAt({ threshold: threshold?.value ?? null, side, limits }, i)
}

/** The value an alarm peaked at. */
export function peakValue(data: Data, alarm: Alarm): number {
  const series = data.series.find((s) => s.name === alarm.series) ?? data.series[0]
  return series?.values[alarm.peak] ?? NaN
}

/**
 * Every raw point, never the thinned ones: row_from, row_to, time (ISO 8601, UTC) where there is
 * one, each series, each limit that moves, threshold, the number of the alarm it belongs to (from 1; 0: none),
 * and, where the detector has a warning zone, that of the warning.
 */
export function evolutionCsv(data: Data): string {
  const { x, rowNumbers, windowStarts, series, threshold, limits = [], alarms, warnings = [] } = data
  const axis = data.xKind === 'row' ? [] : [data.xKind === 'time' ? 'time' : data.xLabel]
  const alarmOf = numbered(alarms, x.length)
  const warningOf = numbered(warnings, x.length)
  const warned = warnings.length > 0
  function* rows() {
    for (let i = 0; i < x.length; i++) {
      yield [
        windowStarts[i]!,
        rowNumbers[i]!,
        ...(data.xKind === 'row' ? [] : [data.xKind === 'time' ? isoTime(x[i]!) : x[i]!]),
        ...series.map((s) => s.values[i]!),
        ...limits.map((l) => l.values[i]!),
        threshold?.value ?? null,
        alarmOf[i]!,
        ...(warned ? [warningOf[i]!] : []),
      ]
    }
  }
  const names = [...series, ...limits].map((s) => s.name)
  return csvText(
    ['row_from', 'row_to', ...axis, ...names, 'threshold', 'alarm', ...(warned ? ['warning'] : [])],
    rows(),
  )
}

/** Which stretch each point belongs to, from 1; the first where several do; 0: none. */
function numbered(stretches: readonly Alarm[], n: number): Uint32Array {
  const of = new Uint32Array(n)
  for (const [k, a] of stretches.entries())
    for (let i = a.start; i <= a.end; i++) if (of[i] === 0) of[i] = k + 1
  return of
}

function isoTime(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}
