import { useMemo } from 'react'
import type { KeyedText } from '~/domain/mlflow/run'
import { DataTable } from '~/ui/lists/data-table'
import { Frame } from '~/ui/page/frame'
import styles from './page.module.css'

const COLUMNS = [
  { key: 'key', title: 'Key', width: 220, value: (row: KeyedText) => row.key },
  { key: 'value', title: 'Value', width: 320, value: (row: KeyedText) => row.value },
]

interface KeyValuesProps {
  title: string
  rows: readonly KeyedText[]
  /** Where there are none: a sentence. */
  none: string
}

/** Keys and their texts in a frame: searched, sorted and copied like any table. */
export function KeyValues({ title, rows, none }: KeyValuesProps) {
  const sorted = useMemo(() => rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)), [rows])
  if (rows.length === 0)
    return (
      <Frame title={title} flush>
        <p className={styles['empty']}>{none}</p>
      </Frame>
    )
  return (
    <DataTable
      frame={{ title }}
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
