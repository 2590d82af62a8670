import { useSyncExternalStore } from 'react'

const query = () => window.matchMedia('(width < 560px)')

function subscribe(onChange: () => void): () => void {
  const media = query()
  media.addEventListener('change', onChange)
  return () => media.removeEventListener('change', onChange)
}

/** Whether the window is as narrow as a phone: for what a style alone cannot leave out. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => query().matches)
}
