import { type RefObject, useLayoutEffect, useState } from 'react'

/**
 * Height from an element's top to the foot of the window, in px, kept up to date; never less than `least`.
 * @param margin stays free below it
 */
export function useRoomBelow(element: RefObject<HTMLElement | null>, least: number, margin: number): number {
  const [height, setHeight] = useState(least)
  useLayoutEffect(() => {
    const measure = (): void => {
      const top = (element.current?.getBoundingClientRect().top ?? 0) + window.scrollY
      setHeight(Math.max(least, Math.floor(window.innerHeight - top - margin)))
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
  }, [element, least, margin])
  return height
}
