import type { MatrixSpan } from './matrix-window'
import type { GridLayout } from './use-grid-columns'

/** What is drawn now: the owner may fetch it. Both ends are included. */
export interface GridWindow {
  firstRow: number
  lastRow: number
  /** Keys of the columns that are drawn. */
  columns: readonly string[]
}

/** How many more are drawn on either side of what is in view. */
const ROWS_BEYOND = 6
const COLUMNS_BEYOND = 2

/**
 * The rows to draw, all of one height: nothing is kept for each row, so that a table of 100,000 costs no more than one of
 * ten when its number of rows changes.
 * @param top where the view begins, in px of the rows; one that lies behind the last row is taken back to it
 * @param length of the view, in px
 * @param count of all rows
 */
export function rowsIn(top: number, length: number, rowHeight: number, count: number): MatrixSpan {
  const start = Math.max(0, Math.min(top, count * rowHeight - length))
  return {
    first: Math.max(0, Math.floor(start / rowHeight) - ROWS_BEYOND),
    end: Math.min(count, Math.ceil((start + length) / rowHeight) + ROWS_BEYOND),
  }
}

/**
 * The scrolled columns to draw, as indices of the layout.
 * @param left where the view of them begins, in px of the scrolled part
 * @param length of the view without the pinned columns, in px
 */
export function columnsIn(
  { placed, pinnedCount }: Pick<GridLayout, 'placed' | 'pinnedCount'>,
  left: number,
  length: number,
): MatrixSpan {
  // Past the pinned ones, columns stand from left to right: the first of which something holds is found by halving.
  const firstWhere = (holds: (at: number) => boolean): number => {
    let low = pinnedCount
    let high = placed.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (holds(middle)) high = middle
      else low = middle + 1
    }
    return low
  }
  const first = firstWhere((at) => placed[at]!.left + placed[at]!.width > left)
  const end = firstWhere((at) => placed[at]!.left >= left + length)
  return {
    first: Math.max(pinnedCount, first - COLUMNS_BEYOND),
    end: Math.min(placed.length, end + COLUMNS_BEYOND),
  }
}
