import { useLayoutEffect, useState } from 'react'

/** Width of an element in whole pixels, kept up to date; 0 until it is laid out. */
export function useWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!element) return
    // It reports the first width too, before anything is painted.
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width))
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return width
}

/** Title, summary, foot and padding around a picture on the full screen, in px. */
const CHROME = 184

/** Height to fill while the element is shown on the full screen; null otherwise. */
export function useTall(element: HTMLElement | null): number | null {
  const [tall, setTall] = useState<number | null>(null)
  useLayoutEffect(() => {
    if (!element) return
    const measure = () => {
      const shown = document.fullscreenElement
      setTall(shown?.contains(element) ? Math.max(240, shown.clientHeight - CHROME) : null)
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
