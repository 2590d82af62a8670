import { memo, type ReactNode } from 'react'
import { classNames } from '../class-names'
import { MATRIX_COLUMN, type MatrixColumn } from './matrix-cell'
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
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={styles['head']}
      style={{ height, width: width + columns.length * MATRIX_COLUMN }}
    >
      <div role="columnheader" aria-colindex={1} className={styles['corner']} style={{ width, height }}>
        {props.corner}
      </div>
      {columns.slice(first, end).map(({ id, name, caption, group }, k) => {
        const column = first + k
        return (
          <div
            key={id}
            role="columnheader"
            aria-colindex={column + 2}
            aria-label={caption === '' ? name : `${name}, ${caption}`}
            title={caption === '' ? name : `${name} (${caption})`}
            className={classNames(
              styles['columnHead'],
              group !== null && column > 0 && styles['groupStart'],
              marked && column >= marked[0] && column <= marked[1] && styles['markedHead'],
            )}
            style={{ left: width + column * MATRIX_COLUMN, width: MATRIX_COLUMN }}
          >
            {group === null || group === '' ? null : <span className={styles['columnGroup']}>{group}</span>}
            <span className={styles['upright']}>
              {caption === '' ? null : <span className={styles['caption']}>{caption}</span>}
              <span className={styles['columnName']}>{name}</span>
            </span>
          </div>
        )
      })}
    </div>
  )
})
