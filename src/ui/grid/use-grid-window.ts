import { type RefObject, useCallback, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { onPrinting } from '../page/printing'
import { watchScroll } from '../watch-scroll'
import { columnsIn, rowsIn } from './grid-window'
import { isSameSpan, type MatrixSpan, scrolledInto } from './matrix-window'
import type { GridLayout } from './use-grid-columns'

/** How a scroller stands, in px. */
interface View {
  top: number
  left: number
  height: number
}

interface Sizes {
  rowCount: number
  /** In px, all of these. */
  rowHeight: number
  headHeight: number
  /** The inner width without the boxes; 0 before it is measured. */
  room: number
  /** Height of the scroller before it is measured. */
  height: number
}

/** Inner width that is taken before it is measured, in px. */
const LIKELY_ROOM = 800

/**
 * Which rows and columns of a grid are drawn, and how one comes into view. It renders again when that changes, not with each
 * pixel that is scrolled.
 */
export function useGridWindow(
  scroller: RefObject<HTMLElement | null>,
  layout: GridLayout,
  { rowCount, rowHeight, headHeight, room, height }: Sizes,
): {
  rows: MatrixSpan
  /** Scrolled ones, as indices of the layout. */
  columns: MatrixSpan
  /** As it was when the spans last changed, and exactly while the page is printed. */
  view: View
  /** Scrolls as little as needed; `column` is an index of the layout. */
  show: (row: number, column: number) => void
} {
  const [view, setView] = useState<View>({ top: 0, left: 0, height })
  const inner = room > 0 ? room : LIKELY_ROOM
  const spansOf = useCallback(
    ({ top, left, height }: View) => ({
      rows: rowsIn(top, Math.max(0, height - headHeight), rowHeight, rowCount),
      columns: columnsIn(layout, left, Math.max(0, inner - layout.pinnedWidth)),
    }),
    [headHeight, rowHeight, rowCount, layout, inner],
  )
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    // Looked at anew, too, when there are fewer rows, say: the browser has scrolled back by then.
    return watchScroll(box, () => {
      const next = viewOf(box)
      setView((now) => {
        const [before, after] = [spansOf(now), spansOf(next)]
        return isSameSpan(before.rows, after.rows) && isSameSpan(before.columns, after.columns) ? now : next
      })
    })
  }, [scroller, spansOf])
  useLayoutEffect(() => {
    const box = scroller.current
    return box ? onPrinting(() => flushSync(() => setView(viewOf(box)))) : undefined
  }, [scroller])

  const show = (row: number, column: number): void => {
    if (!scroller.current) return
    const { top, left, height } = viewOf(scroller.current)
    const start = row * rowHeight
    const place = layout.placed[column]
    scroller.current.scrollTo({
      top: row < 0 ? top : scrolledInto(start, start + rowHeight, top, height - headHeight),
      left:
        !place || place.isPinned
          ? left
          : scrolledInto(place.left, place.left + place.width, left, inner - layout.pinnedWidth),
      behavior: 'instant',
    })
  }
  return { ...spansOf(view), view, show }
}

const viewOf = ({ scrollTop, scrollLeft, clientHeight }: HTMLElement): View => ({
  top: scrollTop,
  left: scrollLeft,
  height: clientHeight,
})
