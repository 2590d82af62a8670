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

/** Below what is presented: the page's padding, where the presenter says which keys there are. */
const BELOW_PRESENTED = 32

/** Where a long verdict leaves less, the page scrolls. */
const LEAST_PRESENTED = 130

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
  const enlarged = figure.getBoundingClientRect().width / figure.offsetWidth || 1
  const above = (element.getBoundingClientRect().top + window.scrollY) / enlarged
  const below = heightBelow(element, figure) + BELOW_PRESENTED
  return Math.max(LEAST_PRESENTED, Math.floor(window.innerHeight / enlarged - above - below))
}

/** What a figure has below its picture, in px: notes, zoom, the bar of a play, its padding. */
function heightBelow(element: HTMLElement, figure: HTMLElement): number {
  let height = edgesOf(figure)
  for (let at: Element = element; at !== figure && at.parentElement; at = at.parentElement) {
    for (let next = at.nextElementSibling; next; next = next.nextElementSibling) {
      if (!(next instanceof HTMLElement) || next.offsetHeight === 0) continue
      const { marginTop, marginBottom } = getComputedStyle(next)
      height += next.offsetHeight + Number.parseFloat(marginTop) + Number.parseFloat(marginBottom)
    }
  }
  return Math.ceil(height)
}

/** Padding and line at the lower edge of an element, in px. */
function edgesOf(element: HTMLElement): number {
  const { paddingBottom, borderBottomWidth } = getComputedStyle(element)
  return Number.parseFloat(paddingBottom) + Number.parseFloat(borderBottomWidth)
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
