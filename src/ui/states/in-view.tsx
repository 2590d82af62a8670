import { type ReactNode, useEffect, useState } from 'react'

interface InViewProps {
  /** Of its place while it is not in view, in px. */
  height: number
  children: ReactNode
}

/** Its children exist only while they are in view, or nearly: of a thousand charts a dozen are drawn. */
export function InView({ height, children }: InViewProps) {
  const [place, setPlace] = useState<HTMLDivElement | null>(null)
  const [isInView, setInView] = useState(false)
  useEffect(() => {
    if (!place) return
    const observer = new IntersectionObserver(
      (entries) => setInView(entries.at(-1)?.isIntersecting ?? false),
      { rootMargin: '240px 0px' },
    )
    observer.observe(place)
    return () => observer.disconnect()
  }, [place])
  return (
    <div ref={setPlace} style={isInView ? undefined : { height }}>
      {isInView ? children : null}
    </div>
  )
}
