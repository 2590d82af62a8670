import { type RefObject, useCallback, useLayoutEffect, useState } from 'react'
import { watchScroll } from '../watch-scroll'

/** What is in the page: [first, end) of rows or columns. */
export interface MatrixSpan {
  first: number
  end: number
}

/** How many more are drawn on either side of what is in view. */
const BEYOND = 2

/**
 * The span that covers a view, always of the same length where there is that much: as many slots, each of which takes
 * what comes in on one side once it has left on the other.
 * @param start where the view begins, in px
 * @param length of the view, in px
 * @param size of one, in px
 * @param count of all
 * @param beyond how many more on either side
 */
export function spanOf(
  start: number,
  length: number,
  size: number,
  count: number,
  beyond = BEYOND,
): MatrixSpan {
  const most = Math.min(count, Math.ceil(length / size) + 1 + 2 * beyond)
  const first = Math.max(0, Math.min(count - most, Math.floor(start / size) - beyond))
  return { first, end: first + most }
}

/** The members of a span by the slots that draw them: a slot keeps its own while the span moves on. */
export function slotsOf(first: number, end: number): number[] {
  const slots: number[] = []
  for (let one = first; one < end; one++) slots[one % (end - first)] = one
  return slots
}

interface View {
  top: number
  left: number
  width: number
  height: number
}

/**
 * Which rows and columns of a scroller are in view. It renders again when that changes, not with each pixel.
 * @param heads width of the heads of rows and height of the heads of columns, in px, which cover what is behind them
 */
export function useMatrixWindow(
  scroller: RefObject<HTMLElement | null>,
  heads: { width: number; height: number },
  sizes: { row: number; column: number },
  counts: { rows: number; columns: number },
): { down: MatrixSpan; across: MatrixSpan } {
  const [spans, setSpans] = useState<{ down: MatrixSpan; across: MatrixSpan } | null>(null)
  const { width, height } = heads
  const { row, column } = sizes
  const { rows, columns } = counts
  const within = useCallback(
    (view: View) => ({
      down: spanOf(view.top, Math.max(0, view.height - height), row, rows),
      across: spanOf(view.left, Math.max(0, view.width - width), column, columns),
    }),
    [width, height, row, column, rows, columns],
  )
  useLayoutEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = (): void => {
      const { scrollTop: top, scrollLeft: left, clientWidth, clientHeight } = element
      const next = within({ top, left, width: clientWidth, height: clientHeight })
      setSpans((now) =>
        now && isSameSpan(now.down, next.down) && isSameSpan(now.across, next.across) ? now : next,
      )
    }
    return watchScroll(element, look)
  }, [scroller, within])
  // Never beyond what is there, also in the render before the effect.
  const down = spans ? clamped(spans.down, rows) : { first: 0, end: 0 }
  const across = spans ? clamped(spans.across, columns) : { first: 0, end: 0 }
  return { down, across }
}

export const isSameSpan = (a: MatrixSpan, b: MatrixSpan): boolean => a.first === b.first && a.end === b.end

function clamped({ first, end }: MatrixSpan, count: number): MatrixSpan {
  return { first: Math.min(first, count), end: Math.min(end, count) }
}

/**
 * Where to scroll so that one is in view, in px; `at` where it is already.
 * @param at where the view begins
 * @param length of the view without the heads
 */
export function scrolledTo(index: number, size: number, at: number, length: number): number {
  return scrolledInto(index * size, (index + 1) * size, at, length)
}

/** The same of what reaches from `start` to `end`, in px; of what is longer than the view, its start. */
export function scrolledInto(start: number, end: number, at: number, length: number): number {
  if (start < at || end - start > length) return start
  return end > at + length ? end - length : at
}
