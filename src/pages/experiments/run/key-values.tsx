import { useMemo } from 'react'
import type { KeyedText } from '~/domain/mlflow/run'
import { DataTable } from '~/ui/lists/data-table'
import styles from './page.module.css'

const COLUMNS = [
  { key: 'key', title: 'Key', width: 220, value: (row: KeyedText) => row.key },
  { key: 'value', title: 'Value', width: 320, value: (row: KeyedText) => row.value },
]

/** Keys and their texts: searched, sorted and copied like any table. */
export function KeyValues({ rows, none }: { rows: readonly KeyedText[]; none: string }) {
  const sorted = useMemo(() => rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)), [rows])
  if (rows.length === 0) return <p className={styles['empty']}>{none}</p>
  return (
    <DataTable
      label="Keys and values"
      rows={sorted}
      columns={COLUMNS}
      rowKey={({ key }) => key}
      emptyState={none}
      maxHeight={360}
      compact
    />
  )
}
