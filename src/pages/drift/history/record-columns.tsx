import type { ReactNode } from 'react'
import { cellReader } from '~/domain/drift-watch/parameter-columns'
import type { HistoryPoint } from '~/domain/drift-watch/history'
import { RECORD_STATES } from '~/domain/drift-watch/record-states'
import { minuteText } from '~/lib/dates'
import { formatFixed, formatNumber } from '~/lib/format'
import type { GridKind } from '~/ui/grid/grid-column'
import type { CellValue } from '~/ui/lists/table-rows'
import { timeAgo } from '~/ui/words/relative-time'
import { RecordState } from '../record-state'
import styles from './records-table.module.css'
import { timesThreshold } from './words'

/** A column of the table of records. */
export interface RecordColumn {
  /** Stands in the URL: "value", or "p:" and the path of a parameter. */
  key: string
  title: string
  unit?: string
  kind: GridKind
  /** In px: in a wide window, beside an open record, and on a phone. */
  width: number
  besideWidth?: number
  phoneWidth?: number
  value: (point: HistoryPoint) => CellValue
  /** In place of the bare value. */
  render?: (point: HistoryPoint, shown: { now: number; short: boolean }) => ReactNode
}

/** What there is of every record, whatever it logged; `metric`: last name of the charted one. */
export function ownColumns(metric: string | null): readonly RecordColumn[] {
  return [
    {
      key: 'created',
      title: 'Created',
      unit: 'UTC',
      kind: 'text',
      width: 248,
      besideWidth: 152,
      phoneWidth: 154,
      value: ({ at }) => new Date(at).toISOString(),
      render: ({ at }, { now, short }) => (
        <>
          {minuteText(at)} {short ? null : <span className={styles['ago']}>{timeAgo(at, now)}</span>}
        </>
      ),
    },
    {
      key: 'state',
      title: 'State',
      kind: 'text',
      width: 116,
      besideWidth: 104,
      phoneWidth: 96,
      value: ({ state }) => RECORD_STATES[state].word,
      render: ({ state }) => <RecordState state={state} />,
    },
    {
      key: 'value',
      title: metric ?? 'Value',
      kind: 'number',
      width: 112,
      besideWidth: 96,
      phoneWidth: 76,
      value: ({ value }) => value,
    },
    {
      key: 'times',
      title: '× threshold',
      kind: 'number',
      width: 104,
      besideWidth: 96,
      value: ({ value, threshold }) => timesThreshold(value, threshold),
      render: ({ value, threshold }) => {
        const times = timesThreshold(value, threshold)
        return times !== null && Math.abs(times) >= 999.5 ? formatNumber(times) : formatFixed(times, 2)
      },
    },
    {
      key: 'threshold',
      title: 'Threshold',
      kind: 'number',
      width: 104,
      value: ({ threshold }) => threshold,
    },
    {
      key: 'model',
      title: 'Model',
      kind: 'text',
      width: 112,
      besideWidth: 76,
      value: ({ record }) => record.model,
    },
    {
      key: 'tags',
      title: 'Tags',
      kind: 'text',
      width: 220,
      besideWidth: 196,
      value: ({ record }) => record.tags.join(', '),
    },
    { key: 'id', title: 'Id', kind: 'code', width: 300, value: ({ record }) => record.id },
  ]
}

/** Shown until a person chooses others. */
export const USUAL_COLUMNS: readonly string[] = ['created', 'state', 'value', 'times', 'model', 'tags']

const PARAMETER = 'p:'

/** The column of a parameter, in the URL. */
export const parameterKey = (path: string): string => `${PARAMETER}${path}`

/** The path in the key of a parameter's column; null for a column of another kind. */
function parameterOf(key: string): string | null {
  return key.startsWith(PARAMETER) && key.length > PARAMETER.length ? key.slice(PARAMETER.length) : null
}

/**
 * The columns of these keys, in their order; a key that no column has is passed over. A parameter is set as a number
 * where the first records that have it hold one.
 */
export function recordColumns(
  keys: readonly string[],
  metric: string | null,
  points: readonly HistoryPoint[],
): RecordColumn[] {
  const own = ownColumns(metric)
  return keys.flatMap((key) => own.find((column) => column.key === key) ?? parameterColumn(key, points) ?? [])
}

function parameterColumn(key: string, points: readonly HistoryPoint[]): RecordColumn | null {
  const path = parameterOf(key)
  if (path === null) return null
  const read = cellReader(path)
  const value = ({ record }: HistoryPoint): CellValue =>
    record.state === 'completed' ? read(record.parameters) : null
  const first = points.find((point) => value(point) !== null)
  const isNumber = first === undefined || typeof value(first) === 'number'
  return { key, title: path, kind: isNumber ? 'number' : 'text', width: 132, value }
}

/** Nothing chosen: the usual ones. */
export function shownColumns(chosen: readonly string[]): readonly string[] {
  return chosen.length === 0 ? USUAL_COLUMNS : chosen
}

/** The choice as it stands in the URL: nothing where it is the usual one. */
export function chosenColumns(shown: readonly string[]): readonly string[] {
  return shown.join('\n') === USUAL_COLUMNS.join('\n') ? [] : shown
}
