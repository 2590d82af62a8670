import type { Alarm } from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'
import type { EvolutionChartProps } from './evolution-data'
import { reading } from './evolution-words'

/** A computed trace, shown as a detector would have gone along it: pure. */

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

/** What is known at a point and not before: no word of what comes later. */
export function stateAt(data: Data, i: number): { mark: 'drift' | 'warning' | 'ok'; text: string } {
  const { place, values } = reading(data, i)
  const within = (stretches: readonly Alarm[] = []): boolean =>
    stretches.some(({ start, end }) => start <= i && i <= end)
  const begun = data.alarms.filter(({ start }) => start <= i).length
  const mark = within(data.alarms) ? 'drift' : within(data.warnings) ? 'warning' : 'ok'
  const numbers = values.map(({ name, value }) => `${name} ${value}`).join(', ')
  const limit = data.threshold
    ? `, ${data.threshold.label} ${data.side ?? 'above'} ${formatNumber(data.threshold.value)}`
    : ''
  const now = { drift: 'Alarm', warning: 'In the warning zone', ok: 'No alarm here' }[mark]
  const so = begun === 0 ? 'none so far' : `${formatCount(begun)} so far`
  return { mark, text: `${place}: ${numbers}${limit}. ${now}; alarms: ${so}.` }
}

/** How long the whole of what is in view takes. Seconds, by what the control calls them. */
export const PACES = [
  { value: '40', label: 'Slow' },
  { value: '15', label: 'Normal' },
  { value: '5', label: 'Fast' },
] as const

/**
 * The point that is reached after some time, from one at which the play began: steady over the points of
 * [from, to), never past the last.
 */
export function pointAfter(
  start: number,
  elapsedMs: number,
  seconds: number,
  [from, to]: readonly [number, number],
): number {
  const perMs = Math.max(1, to - from) / (seconds * 1000)
  return Math.min(to - 1, start + Math.floor(elapsedMs * perMs))
}
