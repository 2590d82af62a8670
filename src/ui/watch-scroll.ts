/**
 * Calls `look` now, and whenever an element was scrolled or has another size.
 * @returns ends it
 */
export function watchScroll(element: Element, look: () => void): () => void {
  look()
  element.addEventListener('scroll', look, { passive: true })
  const size = new ResizeObserver(look)
  size.observe(element)
  return () => {
    element.removeEventListener('scroll', look)
    size.disconnect()
  }
}
