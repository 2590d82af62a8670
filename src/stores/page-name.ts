import { create } from 'zustand'

/**
 * What data calls the levels of the page on the screen, by page id: the experiment's name, the run's. A level without
 * a name is called by its title.
 */
export const usePageNames = create<{ names: Readonly<Record<string, string>> }>(() => ({ names: {} }))

/** Names levels, for as long as their page is on the screen. @returns takes the names away */
export function namePages(names: Readonly<Record<string, string>>): () => void {
  usePageNames.setState({ names })
  return () => usePageNames.setState((now) => (now.names === names ? { names: {} } : now))
}
