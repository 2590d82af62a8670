import type { GridLayout } from './use-grid-columns'

/** Where a row stands, in px from the left edge of what is scrolled. */
export interface RowSpan {
  left: number
  /** Between its pinned cells and the first of the others. */
  space: number
  width: number
}

/** A row goes on so far beyond its cells, so that pinned ones stay in place while a scroll is ahead of the page. */
const SLACK = 800

/**
 * A row is as wide as what is in view and around it, not as all columns: one that reaches far out of view is painted anew
 * with each step of a scroll (measured: 0.6 ms a frame of 200 columns).
 * @param drawn the scrolled columns that are in the page, as indices of the layout: [first, end)
 * @param boxes room for the boxes, in px
 * @param room inner width of what scrolls, in px
 */
export function rowSpan(
  { placed, pinnedCount, pinnedWidth, width }: GridLayout,
  drawn: { first: number; end: number },
  boxes: number,
  room: number,
): RowSpan {
  const start = placed[Math.max(drawn.first, pinnedCount)]?.left ?? 0
  const last = drawn.end > pinnedCount ? placed[drawn.end - 1] : undefined
  const left = Math.max(0, start - SLACK)
  const end = boxes + pinnedWidth + (last ? last.left + last.width : 0)
  const right = Math.max(Math.min(boxes + width, end + SLACK), left + room)
  return { left, space: start - left, width: right - left }
}
