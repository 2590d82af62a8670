import { type RefObject, useLayoutEffect, useState } from 'react'
import { type MatrixSpan, scrolledTo, spanOf } from '../grid/matrix-window'
import { watchScroll } from '../watch-scroll'

interface RowsOfOneHeight {
  count: number
  /** In px. */
  rowHeight: number
  /** Of the scrolled box before it is measured, in px. */
  height: number
  /** Of what covers the first rows of the box, in px. */
  headHeight?: number
  /** How many more rows are drawn on either side of what is in view: 8 unless given. */
  beyond?: number
}

/** Rows [first, end) are in view or near it. */
export interface RowWindow extends MatrixSpan {
  /** Scrolls as little as needed to have a row in view. */
  scrollTo: (index: number) => void
}

/** Which rows of a scroller are in view. It renders again when that changes, not with each pixel. */
export function useRowWindow(
  scroller: RefObject<HTMLElement | null>,
  { count, rowHeight, height, headHeight = 0, beyond = 8 }: RowsOfOneHeight,
): RowWindow {
  const [view, setView] = useState({ row: 0, height })
  const isEmpty = count === 0
  useLayoutEffect(() => {
    const element = scroller.current
    // Without rows there may be no scroller.
    if (!element || isEmpty) return
    const look = (): void => {
      const row = Math.floor(element.scrollTop / rowHeight)
      const { clientHeight } = element
      setView((now) => (now.row === row && now.height === clientHeight ? now : { row, height: clientHeight }))
    }
    return watchScroll(element, look)
  }, [scroller, rowHeight, isEmpty])
  const scrollTo = (index: number): void => {
    const element = scroller.current
    if (!element) return
    const { scrollTop, clientHeight } = element
    const top = scrolledTo(index, rowHeight, scrollTop, clientHeight - headHeight)
    element.scrollTo({ top, behavior: 'instant' })
  }
  return { ...spanOf(view.row * rowHeight, view.height, rowHeight, count, beyond), scrollTo }
}
