import { unorderedTime } from '~/data/prepare/time-order'
import type { TableSummary } from '~/data/columns'
import { Button } from '~/ui/controls/button'
import { Notice } from '~/ui/states/notice'

interface TimeOrderProps {
  /** Of the test sample: its rows are the stream. */
  summary: TableSummary
  timeColumn: string | null
  onSort(column: string): void
}

/** Says that rows are not in the order of their times, and offers it; nothing where they are, or are sorted already. */
export function TimeOrder({ summary, timeColumn, onSort }: TimeOrderProps) {
  const column = timeColumn === null ? unorderedTime(summary) : null
  if (column === null) return null
  return (
    <Notice
      tone="warning"
      actions={
        <Button size={28} onClick={() => onSort(column)}>
          Sort by {column}
        </Button>
      }
    >
      The rows of {summary.fileName} are not in the order of ‘{column}’.
    </Notice>
  )
}
