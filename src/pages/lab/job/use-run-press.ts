import { useCallback } from 'react'
import type { ChangeSettings } from '../use-settings'

interface RunPress {
  /** Why nothing can be run; null where it can. */
  blocked: string | null
  busy: boolean
  /** All that was asked for is there. */
  complete: boolean
  /** The address says `run`. */
  asked: boolean
  again(): void
  change: ChangeSettings
}

/** What *Run* does. */
export function useRunPress({ blocked, busy, complete, asked, again, change }: RunPress): () => void {
  return useCallback(() => {
    if (blocked !== null) return
    // The address says `run` already where a job was cancelled; what was found is computed anew, unless something
    // new stands beside it.
    if (!busy && (complete || asked)) again()
    // No step of its own: *Back* goes from what was found to what was found before it.
    if (!asked) change({ run: true }, 'replace')
    showResults()
  }, [blocked, busy, complete, asked, again, change])
}

/** On a small screen the results stand above the form (or below it, before there are any): go there. */
function showResults(): void {
  if (!window.matchMedia('(width < 900px)').matches) return
  // After the next paint: the progress that is to be seen is not on the page yet.
  requestAnimationFrame(() => document.getElementById('results')?.scrollIntoView({ block: 'start' }))
}
