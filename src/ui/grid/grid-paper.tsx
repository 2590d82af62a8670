import { formatCount } from '~/lib/format'
import { MOST_PRINTED, printedText } from '../page/printing'
import styles from './grid-table.module.css'

interface GridPaperProps {
  /** What is on paper of the rows, counted from 0; `last` below `first`: none. */
  rows: { first: number; last: number; count: number }
  /** How many columns are on paper, and of how many. */
  columns: { shown: number; count: number }
  /** Whether rows from the first on are printed, not only those in view. */
  isSpread: boolean
}

/** Says on paper what of a table is left out; nothing where all of it is there. */
export function GridPaper({ rows, columns, isSpread }: GridPaperProps) {
  const shown = rows.last - rows.first + 1
  const parts = [
    shown >= rows.count
      ? null
      : `rows ${formatCount(rows.first + 1)} to ${formatCount(rows.last + 1)} of ${formatCount(rows.count)}`,
    columns.shown >= columns.count
      ? null
      : `${formatCount(columns.shown)} of ${formatCount(columns.count)} columns`,
  ].filter((part) => part !== null)
  if (parts.length === 0) return null
  return (
    <p className={styles['onPaper']}>
      {isSpread && shown >= MOST_PRINTED && parts.length === 1
        ? printedText(shown, rows.count)
        : `On paper: ${parts.join(', ')}.`}
    </p>
  )
}

/** The rows that stand whole in a box, all of one height. @param top what is scrolled away, in px */
export function wholeRows(
  { top, height, rowHeight }: { top: number; height: number; rowHeight: number },
  count: number,
): GridPaperProps['rows'] {
  return {
    first: Math.min(count, Math.ceil(top / rowHeight)),
    last: Math.min(count, Math.floor((top + height) / rowHeight)) - 1,
    count,
  }
}

/** How many columns stand whole in a box. @param left what is scrolled away, in px */
export function wholeColumns(widths: readonly number[], left: number, width: number): number {
  let start = 0
  let shown = 0
  for (const own of widths) {
    // Half a pixel is lost to rounding.
    if (start >= left - 0.5 && start + own <= left + width + 0.5) shown++
    start += own
  }
  return shown
}
