import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * Rows that come or go above the one at the top of a scrolled table move the scroll with them, so that what is read
 * stays where it is. A table at its top stays at its top: new rows slide in.
 * @param rowHeight in px, the same for all rows
 */
export function useAnchoredRows<R>(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly R[],
  rowKey: (row: R, index: number) => string,
  rowHeight: number,
): void {
  const before = useRef(rows)
  useLayoutEffect(() => {
    const old = before.current
    before.current = rows
    const box = scroller.current
    // As many rows in another order are a new sorting: that is to begin where it stands.
    if (!box || old === rows || old.length === rows.length || box.scrollTop < rowHeight) return
    const top = Math.min(old.length - 1, Math.floor(box.scrollTop / rowHeight))
    const row = old[top]
    if (row === undefined) return
    const key = rowKey(row, top)
    const now = rows.findIndex((one, i) => rowKey(one, i) === key)
    if (now >= 0 && now !== top) box.scrollBy({ top: (now - top) * rowHeight, behavior: 'instant' })
  })
}
