import { type ReactNode, useEffect, useState } from 'react'
import { usePrinting } from '../page/printing'

interface InTurnProps {
  /** Of its place until it is drawn: what stands below it should not move. */
  className?: string | undefined
  children: ReactNode
}

/**
 * A large part of a page that is drawn after what stands before it, each in a task of its own: drawn in one go, the charts
 * of a result would hold the page for longer than somebody who scrolls or types notices. Once drawn it stays, and is drawn
 * anew with the page. On paper it is at once.
 */
export function InTurn({ className, children }: InTurnProps) {
  const [isDue, setDue] = useState(false)
  // Its turn ends with the effect: once it has been drawn, or is gone.
  useEffect(() => (isDue ? undefined : takeTurn(() => setDue(true))), [isDue])
  const printing = usePrinting()
  return isDue || printing ? children : <div className={className} />
}

/** What draws each that is waiting, in the order of the page; the first one's turn has begun. */
const waiting: (() => void)[] = []

/** @returns ends the turn, or gives up the place in the queue */
function takeTurn(draw: () => void): () => void {
  waiting.push(draw)
  if (waiting.length === 1) begin()
  return () => {
    const at = waiting.indexOf(draw)
    waiting.splice(at, 1)
    if (at === 0 && waiting.length > 0) begin()
  }
}

/** A timer, not a frame: a page that nobody looks at has none. */
function begin(): void {
  setTimeout(() => waiting[0]?.())
}
