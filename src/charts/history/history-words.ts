import { instantText, type Zone } from '~/lib/dates'
import { formatNumber } from '~/lib/format'
import { csvText } from '../frame/export'
import { type HistoryColumns, isFar, type RecordState } from './history-columns'

/** The history chart's data in words and as a file: readout, table cells, CSV. */

export const STATE_WORDS: Readonly<Record<RecordState, string>> = {
  ok: 'no drift',
  warning: 'warning',
  drift: 'drift',
  failed: 'failed',
  running: 'running',
  undecided: 'not enough data',
  unplotted: 'no value logged',
}

/** What the words are about: the columns, the metric's name and which side of the threshold drifts. */
export interface HistoryWordsData {
  columns: HistoryColumns
  metric: string
  sense: 'above' | 'below'
  timeZone: Zone
}

export interface RunReading {
  /** "26 Sep 2024, 04:12 UTC" */
  place: string
  /** "0.2974", or null where the record logged none. */
  value: string | null
  /** "drift", "failed" */
  state: string
  /** "above its threshold 0.125"; null without a threshold or a value. */
  verdict: string | null
}

/** What the readout says of a run. */
export function runReading(data: HistoryWordsData, i: number): RunReading {
  const { times, values, thresholds, states } = data.columns
  const value = values[i]!
  const threshold = thresholds[i]!
  const known = !Number.isNaN(value)
  const zone = data.timeZone === 'UTC' ? ' UTC' : ''
  return {
    place: instantText(times[i]!, data.timeZone) + zone,
    value: known ? formatNumber(value) : null,
    state: STATE_WORDS[states[i]!],
    verdict:
      known && !Number.isNaN(threshold)
        ? `${isFar(value, threshold, data.sense) ? '' : 'not '}${data.sense} its threshold ${formatNumber(threshold)}`
        : null,
  }
}

/**
 * Every record, never the thinned ones: id, time (ISO 8601, UTC), state, the metric under its own name,
 * threshold and warning threshold. Empty: not logged.
 */
export function historyCsv({ columns, metric }: Pick<HistoryWordsData, 'columns' | 'metric'>): string {
  const { ids, times, values, thresholds, warnings, states } = columns
  function* rows() {
    for (let i = 0; i < times.length; i++) {
      yield [ids[i]!, isoTime(times[i]!), states[i]!, values[i]!, thresholds[i]!, warnings[i]!]
    }
  }
  return csvText(['record', 'time', 'state', metric, 'threshold', 'warning_threshold'], rows())
}

function isoTime(ms: number): string {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? '' : date.toISOString()
}
