import { useCallback, useEffect, useState } from 'react'

/** A pause in typing, after which the address is written. */
const PAUSE_MS = 250

/**
 * A setting that is typed: what stands in the field counts at once, and is written into the address when the typing
 * pauses, since that renders the whole page anew. Where the address says something else meanwhile (Back, a link), that
 * counts.
 * @returns the text, how to change it, and how to write it now: on leaving the field
 */
export function useTyped(
  written: string,
  write: (text: string) => void,
): { text: string; type: (text: string) => void; settle: () => void } {
  const [typed, setTyped] = useState<{ text: string; over: string } | null>(null)
  // Written since, or the address says something else: it must not come back when the address says the same again.
  if (typed !== null && typed.over !== written) setTyped(null)
  const waiting = typed !== null && typed.over === written && typed.text !== written ? typed.text : null
  useEffect(() => {
    if (waiting === null) return
    const timer = setTimeout(() => write(waiting), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [waiting, write])
  return {
    text: waiting ?? written,
    type: useCallback((text: string) => setTyped({ text, over: written }), [written]),
    settle: () => {
      if (waiting !== null) write(waiting)
    },
  }
}
