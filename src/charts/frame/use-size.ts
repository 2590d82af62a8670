import { useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { onPrinting } from '~/ui/page/printing'

/** Width of an element in whole pixels, kept up to date; 0 until it is laid out. */
export function useWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!element) return
    // At once, so that a chart has its height in the same frame as what stands around it.
    const measure = () => setWidth(innerWidthOf(element))
    measure()
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(element)
    const stop = onPrinting(() => flushSync(measure))
    return () => {
      stop()
      observer.disconnect()
    }
  }, [element])
  return width
}

/** Without its padding, in whole px. */
function innerWidthOf(element: HTMLElement): number {
  const { paddingLeft, paddingRight } = getComputedStyle(element)
  return Math.floor(element.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight))
}

/** Title, summary, foot and padding around a picture on the full screen, in px. */
const CHROME = 184

/** Of a chart that is presented (`app/presented.ts`): its figure fills the window below where it begins. */
const PRESENTED = 'figure[data-presented="self"]'

/** The same around a picture that is presented: its actions are hidden. */
const CHROME_PRESENTED = 168

/** Where a long verdict leaves less, the page scrolls. */
const LEAST_PRESENTED = 200

/** Height to fill while the element is shown on the full screen, or presented; null otherwise. */
export function useTall(element: HTMLElement | null): number | null {
  const [tall, setTall] = useState<number | null>(null)
  useLayoutEffect(() => {
    if (!element) return
    const measure = () => {
      const shown = document.fullscreenElement
      setTall(
        shown?.contains(element) ? Math.max(240, shown.clientHeight - CHROME) : heightPresented(element),
      )
    }
    measure()
    document.addEventListener('fullscreenchange', measure)
    window.addEventListener('resize', measure)
    return () => {
      document.removeEventListener('fullscreenchange', measure)
      window.removeEventListener('resize', measure)
    }
  }, [element])
  return tall
}

function heightPresented(element: HTMLElement): number | null {
  const figure = element.closest<HTMLElement>(PRESENTED)
  if (!figure) return null
  const { top, width } = figure.getBoundingClientRect()
  const enlarged = width / figure.offsetWidth || 1
  return Math.max(
    LEAST_PRESENTED,
    Math.floor((window.innerHeight - top - window.scrollY) / enlarged) - CHROME_PRESENTED,
  )
}

/**
 * Where a pointer is within an element, in the element's own px from its left edge: while presenting they are larger than
 * the window's.
 */
export function leftWithin(element: HTMLElement | null, clientX: number): number {
  if (!element) return clientX
  const { left, width } = element.getBoundingClientRect()
  return (clientX - left) * (width > 0 ? element.offsetWidth / width : 1)
}
