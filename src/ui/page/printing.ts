import { useSyncExternalStore } from 'react'
import { formatCount } from '~/lib/format'

/** Rows of a table that are printed, at most: three sheets. More are read in a file. */
export const MOST_PRINTED = 100

/** Under a table of which not all is on paper. @param shown rows that are */
export const printedText = (shown: number, all: number): string =>
  `On paper: the first ${formatCount(shown)} of ${formatCount(all)} rows, in the order of the screen.`

let printing = false
const listeners = new Set<() => void>()

/**
 * Before the page is printed the root has `data-printing` (`theme/print.css`), and whoever asks `usePrinting` is drawn
 * anew, before the browser lays out the paper.
 * @returns stops it
 */
export function followPrinting(): () => void {
  const before = () => tell(true)
  const after = () => tell(false)
  window.addEventListener('beforeprint', before)
  window.addEventListener('afterprint', after)
  return () => {
    window.removeEventListener('beforeprint', before)
    window.removeEventListener('afterprint', after)
  }
}

function tell(now: boolean): void {
  printing = now
  document.documentElement.toggleAttribute('data-printing', now)
  for (const changed of listeners) changed()
}

/** Whether the page is being printed: for what a style alone does not bring onto paper. */
export function usePrinting(): boolean {
  return useSyncExternalStore(onPrinting, () => printing)
}

/**
 * Calls when the page is about to be printed, and when it was. No frame comes before the paper: what observers would
 * tell has to be measured then.
 * @returns stops it
 */
export function onPrinting(changed: () => void): () => void {
  listeners.add(changed)
  return () => listeners.delete(changed)
}
