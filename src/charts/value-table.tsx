import { useVirtualizer } from '@tanstack/react-virtual'
import { useState } from 'react'
import styles from './value-table.module.css'

export interface ValueColumn {
  head: string
  /** Text of row i. */
  cell: (i: number) => string
  /** Numbers align right. */
  numeric?: boolean
}

export interface ValueTableProps {
  caption: string
  rows: number
  columns: readonly ValueColumn[]
  /** Said in place of the table where there are no rows. */
  empty: string
}

const ROW = 28

/** The numbers behind a chart. Only the rows in sight are in the page, however many there are. */
export function ValueTable({ caption, rows, columns, empty }: ValueTableProps) {
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null)
  const virtual = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller,
    estimateSize: () => ROW,
    overscan: 8,
    // The head stands in the same scroller.
    scrollPaddingStart: ROW,
  })
  if (rows === 0) {
    return (
      <p className={styles.empty}>
        <span className={styles.caption}>{caption}</span> {empty}
      </p>
    )
  }
  const items = virtual.getVirtualItems()
  const before = items[0]?.start ?? 0
  const after = virtual.getTotalSize() - (items[items.length - 1]?.end ?? 0)
  return (
    <div
      ref={setScroller}
      className={styles.scroller}
      role="region"
      aria-label={caption}
      // A region that scrolls must be reachable by keyboard.
      tabIndex={0}
    >
      <table className={styles.table} aria-rowcount={rows + 1}>
        <caption className={styles.caption}>{caption}</caption>
        <thead>
          <tr aria-rowindex={1}>
            {columns.map((c) => (
              <th key={c.head} scope="col" data-numeric={c.numeric}>
                {c.head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Space height={before} columns={columns.length} />
          {items.map(({ index }) => (
            <tr key={index} aria-rowindex={index + 2}>
              {columns.map((c) => (
                <td key={c.head} data-numeric={c.numeric}>
                  {c.cell(index)}
                </td>
              ))}
            </tr>
          ))}
          <Space height={after} columns={columns.length} />
        </tbody>
      </table>
    </div>
  )
}

/** Stands for the rows that are not in the page. */
function Space({ height, columns }: { height: number; columns: number }) {
  if (height <= 0) return null
  return (
    <tr aria-hidden="true">
      <td colSpan={columns} style={{ height, padding: 0, border: 0 }} />
    </tr>
  )
}
