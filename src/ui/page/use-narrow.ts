import { useSyncExternalStore } from 'react'

let known: MediaQueryList | null = null
/** One for all who ask: a new one each time costs as much as drawing a cell. */
const query = () => (known ??= window.matchMedia('(width < 560px)'))

function subscribe(onChange: () => void): () => void {
  const media = query()
  media.addEventListener('change', onChange)
  return () => media.removeEventListener('change', onChange)
}

/** Whether the window is as narrow as a phone: for what a style alone cannot leave out. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query().matches)
}
