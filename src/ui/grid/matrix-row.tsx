import { memo, type ReactNode } from 'react'
import { classNames } from '../class-names'
import { MATRIX_COLUMN, MATRIX_ROW, type MatrixCell } from './matrix-cell'
import { slotsOf } from './matrix-window'
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

/**
 * One row. Presses are heard by the grid, which reads the place from `data-cell`. Cells stand in the flow, behind a space
 * as wide as the columns that are not in the page: a positioned one would be a layer of its own, and hundreds of layers
 * are what painting a scroll costs most for.
 */
export const MatrixRowView = memo(function MatrixRowView(props: MatrixRowViewProps) {
  const { row, first, end, cell, markedFrom, markedTo, cursor } = props
  return (
    <div
      role="row"
      aria-rowindex={row + 2}
      className={styles['row']}
      style={{ top: props.top, height: MATRIX_ROW }}
    >
      <RowHead row={row} rowHead={props.rowHead} width={props.headWidth} />
      <div className={styles['space']} style={{ width: first * MATRIX_COLUMN }} />
      {slotsOf(first, end).map((column, slot) => (
        <Cell
          // What leaves on one side comes back on the other: a scroll makes no element and moves none.
          key={slot}
          id={`${props.gridId}-${row}-${column}`}
          row={row}
          column={column}
          cell={cell}
          isMarked={column >= markedFrom && column <= markedTo}
          hasCursor={column === cursor}
        />
      ))}
    </div>
  )
})

interface RowHeadProps {
  row: number
  rowHead: MatrixRowViewProps['rowHead']
  width: number
}

const RowHead = memo(function RowHead({ row, rowHead, width }: RowHeadProps) {
  return (
    <div role="rowheader" aria-colindex={1} className={styles['rowHead']} style={{ width }}>
      {rowHead(row)}
    </div>
  )
})

interface CellProps {
  id: string
  row: number
  column: number
  cell: MatrixRowViewProps['cell']
  isMarked: boolean
  hasCursor: boolean
}

/** One element, by itself, so that a scroll makes only the cells that come into view. */
const Cell = memo(function Cell({ id, row, column, cell, isMarked, hasCursor }: CellProps) {
  const { text, look, isDraft, mark, says } = cell(row, column)
  return (
    <div
      role="gridcell"
      id={id}
      data-cell={`${row} ${column}`}
      aria-colindex={column + 2}
      aria-label={says}
      {...(isMarked ? { 'aria-selected': true } : {})}
      className={classNames(
        styles['cell'],
        styles[look],
        isMarked && styles['marked'],
        isDraft && styles['draft'],
        hasCursor && styles['cursor'],
      )}
      style={{ order: column + 1 }}
    >
      {text}
      {mark === undefined ? null : <sup className={styles['mark']}>{mark}</sup>}
    </div>
  )
})

/** The title of a group between rows. */
export const MatrixGroupRow = memo(function MatrixGroupRow({ title, top }: { title: string; top: number }) {
  return (
    <div role="row" className={styles['groupRow']} style={{ top, height: MATRIX_ROW }}>
      <span role="rowheader" className={styles['groupTitle']}>
        {title}
      </span>
    </div>
  )
})
