import { useMemo } from 'react'
import { plural } from '~/data/limits'
import { formatBytes } from '~/lib/format'
import type { Preview } from '~/queries/lab'
import { DataTable } from '~/ui/lists/data-table'
import { Notice } from '~/ui/states/notice'
import { Skeleton } from '~/ui/states/skeleton'
import styles from './read-as.module.css'

/** Columns beyond these are counted, not drawn. */
const COLUMNS = 50

interface Row {
  /** From 1. */
  number: number
  cells: readonly (string | number | null)[]
}

/** The first rows as they would be read, or why they would not. */
export function PreviewRows({
  name,
  preview,
  error,
}: {
  name: string
  preview: Preview | undefined
  error: Error | null
}) {
  const window = preview?.window
  const columns = useMemo(
    () =>
      (window?.names ?? []).slice(0, COLUMNS).map((title, i) => ({
        key: String(i),
        title,
        width: Math.min(220, Math.max(88, title.length * 8 + 32)),
        align: typeof window?.cells[0]?.[i] === 'number' ? ('end' as const) : ('start' as const),
        value: (row: Row) => row.cells[i] ?? null,
      })),
    [window],
  )
  const rows = useMemo(
    () => (window?.cells ?? []).map((cells, i): Row => ({ number: i + 1, cells })),
    [window],
  )
  if (error)
    return (
      <Notice tone="error" announce>
        {error.message}
      </Notice>
    )
  if (!preview || !window) return <Skeleton height="200px" />
  const { notes } = preview.summary
  return (
    <div className={styles['preview']}>
      <DataTable
        label={`First rows of ${name}`}
        rows={rows}
        columns={columns}
        rowKey={({ number }) => String(number)}
        emptyState="There are no rows."
        maxHeight={300}
        compact
        caption={
          <span role="status">
            {plural(window.rows, 'row')} × {plural(window.names.length, 'column')}
            {preview.beginning === null ? '' : ` in the first ${formatBytes(preview.beginning)}`}
            {window.names.length > COLUMNS ? `; the first ${COLUMNS} columns are shown` : ''}
          </span>
        }
      />
      {notes.length === 0 ? null : (
        <ul className={styles['notes']} aria-label="Notes on reading">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
