import { useMemo } from 'react'
import type { HistoryPoint } from '~/domain/drift-watch/history'
import { formatCount, formatFixed, formatNumber } from '~/lib/format'
import { type DataColumn, DataTable } from '~/ui/lists/data-table'
import { minuteText } from '~/lib/dates'
import { timeAgo } from '~/ui/words/relative-time'
import { RECORD_STATES, RecordState } from '../record-state'
import { useNarrow } from '~/ui/page/use-narrow'
import { useNow } from '~/ui/words/use-now'
import styles from './records-table.module.css'
import { timesThreshold } from './words'

interface RecordsTableProps {
  /** Ascending in time; the table shows the newest first. */
  points: readonly HistoryPoint[]
  /** Last name of the metric; null where there is none. */
  metric: string | null
  selected: string | null
  onOpen: (id: string) => void
}

/** All records that are shown, one row each. */
export function RecordsTable({ points, metric, selected, onOpen }: RecordsTableProps) {
  const now = useNow()
  const narrow = useNarrow()
  const rows = useMemo(() => points.toReversed(), [points])
  const columns = useMemo(() => columnsFor(metric, now, narrow), [metric, now, narrow])
  return (
    <DataTable
      label="Records"
      rows={rows}
      columns={columns}
      rowKey={({ record }) => record.id}
      selectedKey={selected}
      onRow={({ record }) => onOpen(record.id)}
      caption={captionOf(points)}
      maxHeight={460}
      emptyState={<p className={styles['empty']}>No records.</p>}
    />
  )
}

/** "214 records, 7 not plotted": running and failed ones, and those without the metric. */
function captionOf(points: readonly HistoryPoint[]): string {
  const bare = points.reduce((n, { value }) => n + (value === null ? 1 : 0), 0)
  const count = `${formatCount(points.length)} ${points.length === 1 ? 'record' : 'records'}`
  return bare === 0 ? count : `${count}, ${formatCount(bare)} of them without a value`
}

function columnsFor(
  metric: string | null,
  now: number,
  narrow: boolean,
): readonly DataColumn<HistoryPoint>[] {
  return [
    {
      key: 'created',
      title: 'Created',
      unit: 'UTC',
      width: narrow ? 152 : 248,
      value: ({ at }) => new Date(at).toISOString(),
      render: ({ at }) => (
        <>
          {minuteText(at)} {narrow ? null : <span className={styles['ago']}>{timeAgo(at, now)}</span>}
        </>
      ),
    },
    {
      key: 'state',
      title: 'State',
      width: narrow ? 104 : 116,
      value: ({ state }) => RECORD_STATES[state].word,
      render: ({ state }) => <RecordState state={state} />,
    },
    {
      key: 'value',
      title: metric ?? 'Value',
      width: narrow ? 96 : 112,
      align: 'end',
      value: ({ value }) => value,
    },
    {
      key: 'times',
      title: '× threshold',
      width: 104,
      align: 'end',
      value: ({ value, threshold }) => timesThreshold(value, threshold),
      render: ({ value, threshold }) => {
        const times = timesThreshold(value, threshold)
        return times !== null && Math.abs(times) >= 999.5 ? formatNumber(times) : formatFixed(times, 2)
      },
    },
    { key: 'model', title: 'Model', width: 112, value: ({ record }) => record.model },
    { key: 'tags', title: 'Tags', width: 220, value: ({ record }) => record.tags.join(', ') },
  ]
}
