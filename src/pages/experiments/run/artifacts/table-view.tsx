import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { counted, formatCount } from '~/lib/format'
import { artifactTable } from '~/queries/mlflow/artifact-table'
import { DataTable } from '~/ui/lists/data-table'
import { Notice } from '~/ui/states/notice'
import { Skeleton } from '~/ui/states/skeleton'
import { LabChoice } from './lab-choice'
import styles from './artifacts.module.css'

/** Rows that are shown: the Lab reads them all. */
const ROWS = 1000
/** Columns beyond these are named, not drawn. */
const COLUMNS = 100

/** A CSV, Parquet or other table, read by the same readers as in the Lab. */
export function TableView({ runId, path, bytes }: { runId: string; path: string; bytes: ArrayBuffer }) {
  const { data, error } = useQuery(artifactTable(runId, path, bytes, ROWS))
  const columns = useMemo(
    () =>
      (data?.window.names ?? []).slice(0, COLUMNS).map((title, i) => ({
        key: String(i),
        title,
        width: widthOf([
          title,
          ...(data?.window.cells ?? []).slice(0, MEASURED).map((cells) => cells[i] ?? ''),
        ]),
        align: typeof data?.window.cells[0]?.[i] === 'number' ? ('end' as const) : ('start' as const),
        value: (row: TableRow) => row.cells[i] ?? null,
      })),
    [data],
  )
  const rows = useMemo(
    () => (data?.window.cells ?? []).map((cells, i): TableRow => ({ number: i + 1, cells })),
    [data],
  )
  if (error) return <Notice tone="error">{error.message}</Notice>
  if (!data) return <Skeleton height="320px" />
  const { window, summary } = data
  return (
    <>
      <LabChoice runId={runId} path={path} digest={summary.digest} />
      <DataTable
        label={path}
        rows={rows}
        columns={columns}
        rowKey={({ number }) => String(number)}
        emptyState="This table has no rows."
        maxHeight={480}
        compact
        caption={
          <span className={styles['note']}>
            {counted(window.rows, 'row')}, {counted(window.names.length, 'column')}
            {window.rows > ROWS ? `; the first ${formatCount(ROWS)} rows are shown` : ''}
            {window.names.length > COLUMNS ? `; the first ${COLUMNS} columns are shown` : ''}
            {summary.notes.length > 0 ? `. ${summary.notes.join(' ')}` : ''}
          </span>
        }
      />
    </>
  )
}

/** Rows that say how wide a column is. */
const MEASURED = 20

/** Of a column, in px: its longest text is read whole, where it is not very long. */
function widthOf(texts: readonly (string | number)[]): number {
  const longest = Math.max(...texts.map((text) => (typeof text === 'number' ? 8 : text.length)))
  return Math.min(240, Math.max(80, longest * 8 + 32))
}

interface TableRow {
  /** From 1. */
  number: number
  cells: readonly (string | number | null)[]
}
