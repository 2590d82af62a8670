import { type ReactNode, useEffect, useState } from 'react'
import { watchNear } from './watch-near'

interface InViewProps {
  /** Of its place while it is not in view, in px. */
  height: number
  children: ReactNode
}

/** Its children exist only while they are in view, or nearly: of a thousand charts a dozen are drawn. */
export function InView({ height, children }: InViewProps) {
  const [place, setPlace] = useState<HTMLDivElement | null>(null)
  const [isInView, setInView] = useState(false)
  useEffect(() => (place ? watchNear(place, setInView) : undefined), [place])
  return (
    <div ref={setPlace} style={isInView ? undefined : { height }}>
      {isInView ? children : null}
    </div>
  )
}
