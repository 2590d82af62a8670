import type { ReactNode } from 'react'
import { firstLine } from '~/lib/first-line'
import { classNames } from '../class-names'
import { Skeleton } from '../states/skeleton'
import styles from './list-table.module.css'

interface ListTableProps {
  label: string
  /** For cells of several lines: they begin at one height. */
  top?: boolean
  children: ReactNode
}

/**
 * A list of things as a table, one row a thing, its name in the first cell. A cell with `data-align="end"` holds a number
 * or a time. For columns that a person arranges there is `ui/grid`.
 */
export function ListTable({ label, top = false, children }: ListTableProps) {
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={label}>
      <table className={classNames(styles['table'], top && styles['top'])}>{children}</table>
    </div>
  )
}

/** Below the name of a thing: the first line of its description, where it has one. */
export function RowDescription({ text }: { text: string }) {
  return text === '' ? null : <span className={styles['description']}>{firstLine(text)}</span>
}

const WIDTHS = [320, 260, 380, 300, 340]

/** In the place of a list that is loading. */
export function ListSkeleton({ rows = WIDTHS.length }: { rows?: number }) {
  return (
    <div className={styles['skeleton']}>
      {WIDTHS.slice(0, rows).map((width) => (
        <Skeleton key={width} width={`min(100%, ${width}px)`} height="20px" />
      ))}
    </div>
  )
}
