import { type RefObject, useLayoutEffect, useState } from 'react'

/** Below it stays so much free, in px. */
const MARGIN = 24

/** Height from an element's top to the foot of the window, in px, kept up to date; never less than `least`. */
export function useRoomBelow(element: RefObject<HTMLElement | null>, least: number): number {
  const [height, setHeight] = useState(least)
  useLayoutEffect(() => {
    const measure = (): void => {
      const top = (element.current?.getBoundingClientRect().top ?? 0) + window.scrollY
      setHeight(Math.max(least, Math.floor(window.innerHeight - top - MARGIN)))
    }
    measure()
    window.addEventListener('resize', measure)
    // What stands above may wrap, or go.
    const observer = new ResizeObserver(measure)
    if (element.current?.parentElement) observer.observe(element.current.parentElement)
    return () => {
      window.removeEventListener('resize', measure)
      observer.disconnect()
    }
  }, [element, least])
  return height
}
