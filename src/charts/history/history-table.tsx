import { useMemo } from 'react'
import { instantText } from '~/lib/dates'
import { formatCount } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import styles from '../frame/charts.module.css'
import { type HistoryWordsData, STATE_WORDS } from './history-words'

interface HistoryTableProps {
  title: string
  data: HistoryWordsData
  selected: number | null
  onSelect: ((index: number) => void) | undefined
}

/** What the history chart shows, as a table: every record, the newest first. */
export function HistoryTable({ title, data, selected, onSelect }: HistoryTableProps) {
  const { ids } = data.columns
  const newestFirst = useMemo(() => Array.from({ length: ids.length }, (_, i) => i).reverse(), [ids.length])
  const columns = useMemo(() => runColumns(data), [data])
  return (
    <div className={styles['table']}>
      <DataTable
        label={`Records of ${title}`}
        caption={`Records: ${formatCount(ids.length)}`}
        compact
        maxHeight={360}
        rows={newestFirst}
        columns={columns}
        rowKey={String}
        selectedKey={selected === null ? null : String(selected)}
        {...(onSelect ? { onRow: onSelect } : {})}
        emptyState={<p className={styles['empty']}>No record is logged yet.</p>}
      />
    </div>
  )
}

function runColumns({ columns, metric, timeZone }: HistoryWordsData): DataColumn<number>[] {
  const { times, values, thresholds, warnings, states } = columns
  return [
    {
      key: 'time',
      title: 'Time',
      unit: timeZone,
      width: 170,
      align: 'start',
      value: (i) => times[i]!,
      render: (i) => instantText(times[i]!, timeZone),
    },
    { key: 'state', title: 'State', width: 120, value: (i) => STATE_WORDS[states[i]!] },
    { key: 'value', title: metric, width: 120, align: 'end', value: (i) => values[i]! },
    { key: 'threshold', title: 'Threshold', width: 110, align: 'end', value: (i) => thresholds[i]! },
    ...(warnings.some((w) => !Number.isNaN(w))
      ? [
          {
            key: 'warning',
            title: 'Warning',
            width: 100,
            align: 'end' as const,
            value: (i: number) => warnings[i]!,
          },
        ]
      : []),
  ]
}
