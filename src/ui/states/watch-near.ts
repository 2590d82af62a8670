/** Beyond the view's edges, in px: a screen's scroll takes longer than what is begun there. */
const NEAR = '240px 0px'

/**
 * Tells whether an element is in view, or nearly: now, and whenever that changes.
 * @returns ends it
 */
export function watchNear(element: Element, look: (isNear: boolean) => void): () => void {
  const observer = new IntersectionObserver((entries) => look(entries.at(-1)?.isIntersecting ?? false), {
    rootMargin: NEAR,
  })
  observer.observe(element)
  return () => observer.disconnect()
}
