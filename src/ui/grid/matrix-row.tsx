import { memo, type ReactNode } from 'react'
import { classNames } from '../class-names'
import { MATRIX_COLUMN, MATRIX_ROW, type MatrixCell } from './matrix-cell'
import styles from './matrix-grid.module.css'

interface MatrixRowViewProps {
  row: number
  top: number
  headWidth: number
  rowHead: (row: number) => ReactNode
  cell: (row: number, column: number) => MatrixCell
  first: number
  end: number
  /** Base of the ids of cells. */
  gridId: string
  /** Columns of the range in this row; from > to: none. */
  markedFrom: number
  markedTo: number
  /** −1: it is in another row. */
  cursor: number
}

/** One row. Presses are heard by the grid, which reads the place from `data-cell`. */
export const MatrixRowView = memo(function MatrixRowView(props: MatrixRowViewProps) {
  const { row, first, end, cell, markedFrom, markedTo, cursor, headWidth } = props
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className={styles['row']}
      style={{ top: props.top, height: MATRIX_ROW }}
    >
      <div role="rowheader" aria-colindex={1} className={styles['rowHead']} style={{ width: headWidth }}>
        {props.rowHead(row)}
      </div>
      {Array.from({ length: Math.max(0, end - first) }, (_, k) => {
        const column = first + k
        const { text, look, isDraft, mark, says } = cell(row, column)
        const isMarked = column >= markedFrom && column <= markedTo
        return (
          <div
            key={column}
            role="gridcell"
            id={`${props.gridId}-${row}-${column}`}
            data-cell={`${row} ${column}`}
            aria-colindex={column + 2}
            aria-label={says}
            aria-selected={isMarked}
            title={says}
            className={classNames(
              styles['cell'],
              isMarked && styles['marked'],
              column === cursor && styles['cursor'],
              isDraft && styles['draft'],
            )}
            style={{ left: headWidth + column * MATRIX_COLUMN, width: MATRIX_COLUMN }}
          >
            <span className={classNames(styles['pill'], styles[look])}>
              {text}
              {mark === undefined ? null : <sup className={styles['mark']}>{mark}</sup>}
            </span>
          </div>
        )
      })}
    </div>
  )
})

/** The title of a group between rows. */
export const MatrixGroupRow = memo(function MatrixGroupRow({ title, top }: { title: string; top: number }) {
  return (
    <div role="presentation" className={styles['groupRow']} style={{ top, height: MATRIX_ROW }}>
      <span className={styles['groupTitle']}>{title}</span>
    </div>
  )
})
