import { useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { onPrinting } from '../page/printing'

/** Inner width in px, kept up to date. */
export function useClientWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const box = element.current
    if (!box) return
    const measure = () => setWidth(box.clientWidth)
    // An observer's first report comes with the first frame: columns would move once they are seen.
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(box)
    const stop = onPrinting(() => flushSync(measure))
    return () => {
      stop()
      observer.disconnect()
    }
  }, [element])
  return width
}

/** What is scrolled away at the left of what is printed, in px: as it was when the printing began. */
export function usePrintedLeft(element: { readonly current: HTMLElement | null }): number {
  const [left, setLeft] = useState(0)
  useLayoutEffect(
    () => onPrinting(() => flushSync(() => setLeft(element.current?.scrollLeft ?? 0))),
    [element],
  )
  return left
}
