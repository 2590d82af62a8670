import { create } from 'zustand'

/** What a page with parameters shows: the name in the breadcrumb and in the window's title. Null until it is known. */
export const usePageName = create<{ name: string | null }>(() => ({ name: null }))

/** Names what is on the screen. @returns takes the name away: `useEffect(() => namePage(name), [name])` */
export function namePage(name: string | null): () => void {
  usePageName.setState({ name })
  return () => usePageName.setState({ name: null })
}
