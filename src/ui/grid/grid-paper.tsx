import { formatCount } from '~/lib/format'
import { printedText } from '../page/printing'
import styles from './grid-table.module.css'

interface GridPaperProps {
  firstRow: number
  lastRow: number
  rowCount: number
  /** Whether rows from the first on are printed, not only those in view. */
  isSpread: boolean
}

/** Says on paper that rows are left out; nothing where none is. */
export function GridPaper({ firstRow, lastRow, rowCount, isSpread }: GridPaperProps) {
  if (lastRow - firstRow + 1 >= rowCount) return null
  return (
    <p className={styles['onPaper']}>
      {isSpread
        ? printedText(lastRow + 1, rowCount)
        : `On paper: rows ${formatCount(firstRow + 1)} to ${formatCount(lastRow + 1)} of ${formatCount(rowCount)}.`}
    </p>
  )
}
