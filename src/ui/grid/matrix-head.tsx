import { memo, type ReactNode } from 'react'
import { classNames } from '../class-names'
import { MATRIX_COLUMN, type MatrixColumn } from './matrix-cell'
import { slotsOf } from './matrix-window'
import styles from './matrix-grid.module.css'

interface MatrixHeadProps {
  columns: readonly MatrixColumn[]
  /** The columns that are in the page: [first, end). */
  first: number
  end: number
  /** Of the heads of rows, in px. */
  width: number
  height: number
  corner: ReactNode
  /** First and last column of the range. */
  marked: readonly [number, number] | null
}

/** The names of columns, upright, with what stands over the heads of rows. */
export const MatrixHead = memo(function MatrixHead(props: MatrixHeadProps) {
  const { columns, first, end, width, height, marked } = props
  const hasGroups = columns.some(({ group }) => group !== null && group !== '')
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={styles['head']}
      style={{ height, width: width + columns.length * MATRIX_COLUMN }}
    >
      <div
        role="columnheader"
        aria-colindex={1}
        className={styles['corner']}
        style={{ width, height: height - 1 }}
      >
        {props.corner}
      </div>
      {slotsOf(first, end).map((column, slot) => {
        const one = columns[column]
        return one === undefined ? null : (
          <ColumnHead
            key={slot}
            of={one}
            column={column}
            left={width + column * MATRIX_COLUMN}
            isBelow={hasGroups}
            isMarked={marked !== null && column >= marked[0] && column <= marked[1]}
          />
        )
      })}
    </div>
  )
})

interface ColumnHeadProps {
  of: MatrixColumn
  column: number
  left: number
  /** Below the titles of groups. */
  isBelow: boolean
  isMarked: boolean
}

/** By itself, so that a scroll makes only the heads that come into view. */
const ColumnHead = memo(function ColumnHead({ of, column, left, isBelow, isMarked }: ColumnHeadProps) {
  const { name, caption, href, group } = of
  return (
    <div
      role="columnheader"
      aria-colindex={column + 2}
      aria-label={caption === '' ? name : `${name}, ${caption}`}
      title={caption === '' ? name : `${name} (${caption})`}
      className={classNames(
        styles['columnHead'],
        group !== null && column > 0 && styles['groupStart'],
        isMarked && styles['markedHead'],
      )}
      style={{ left, width: MATRIX_COLUMN }}
    >
      {group === null || group === '' ? null : <span className={styles['columnGroup']}>{group}</span>}
      <span className={classNames(styles['upright'], isBelow && styles['below'])}>
        {caption === '' ? null : <span className={styles['caption']}>{caption}</span>}
        <a href={href} tabIndex={-1} className={styles['columnName']}>
          {name}
        </a>
      </span>
    </div>
  )
})
