import type { Alarm } from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'
import type { EvolutionChartProps } from './evolution-chart'
import { csvText } from './export'
import { instantLabel } from './ticks'

/** The evolution chart's data in words and as a file: readout, table cells, CSV. */

type Data = Pick<
  EvolutionChartProps,
  'xKind' | 'xLabel' | 'x' | 'rowNumbers' | 'windowStarts' | 'series' | 'threshold' | 'alarms' | 'timeZone'
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
      return instantLabel(data.x[i]!, data.timeZone ?? 'UTC')
    case 'number':
      return `${data.xLabel} ${Number(data.x[i]!.toPrecision(10))}`
  }
}

export interface Reading {
  place: string
  values: { name: string; value: string }[]
  /** "above drift 0.012"; null without a threshold. */
  verdict: string | null
}

/** What the readout says of a point. */
export function reading(data: Data, i: number): Reading {
  const place = [placeText(data, i), rowsText(data, i)].filter((t) => t !== null).join(', ')
  const values = data.series.map((s) => ({
    name: s.name,
    value: Number.isNaN(s.values[i]!) ? 'not defined' : formatNumber(s.values[i]),
  }))
  if (!data.threshold) return { place, values, verdict: null }
  const line = `${data.threshold.label} ${formatNumber(data.threshold.value)}`
  const defined = data.series.filter((s) => !Number.isNaN(s.values[i]!))
  const above = defined.filter((s) => s.values[i]! > data.threshold!.value)
  const which = data.series.length > 1 && above.length > 0 ? `${above.map((s) => s.name).join(', ')} ` : ''
  const verdict =
    defined.length === 0 ? null : above.length > 0 ? `${which}above ${line}` : `not above ${line}`
  return { place, values, verdict }
}

/** The value an alarm peaked at. */
export function peakValue(data: Data, alarm: Alarm): number {
  const series = data.series.find((s) => s.name === alarm.series) ?? data.series[0]
  return series?.values[alarm.peak] ?? NaN
}

/**
 * Every raw point, never the thinned ones: row_from, row_to, time (ISO 8601, UTC) where there is
 * one, each series, threshold, and the number of the alarm it belongs to (from 1; 0: none).
 */
export function evolutionCsv(data: Data): string {
  const { x, rowNumbers, windowStarts, series, threshold, alarms } = data
  const axis = data.xKind === 'row' ? [] : [data.xKind === 'time' ? 'time' : data.xLabel]
  const alarmOf = new Uint32Array(x.length)
  for (const [k, a] of alarms.entries()) {
    for (let i = a.start; i <= a.end; i++) if (alarmOf[i] === 0) alarmOf[i] = k + 1
  }
  function* rows() {
    for (let i = 0; i < x.length; i++) {
      yield [
        windowStarts[i]!,
        rowNumbers[i]!,
        ...(data.xKind === 'row' ? [] : [data.xKind === 'time' ? isoTime(x[i]!) : x[i]!]),
        ...series.map((s) => s.values[i]!),
        threshold?.value ?? null,
        alarmOf[i]!,
      ]
    }
  }
  return csvText(['row_from', 'row_to', ...axis, ...series.map((s) => s.name), 'threshold', 'alarm'], rows())
}

function isoTime(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}
