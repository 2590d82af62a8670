import { create } from 'zustand'
import { persist } from 'zustand/middleware'

const MOST = 12

/** Ids of what was chosen in the palette, the newest first, kept in this browser. */
export const useRecentCommands = create<{ ids: readonly string[] }>()(
  persist((): { ids: readonly string[] } => ({ ids: [] }), {
    name: 'tidemark-palette',
    version: 1,
    // The storage may hold anything.
    merge: (stored, current) => {
      const ids = typeof stored === 'object' && stored !== null && 'ids' in stored ? stored.ids : null
      return Array.isArray(ids)
        ? { ids: ids.filter((id): id is string => typeof id === 'string').slice(0, MOST) }
        : current
    },
  }),
)

/** Puts it first among what was chosen. */
export function rememberCommand(id: string): void {
  useRecentCommands.setState(({ ids }) => ({ ids: [id, ...ids.filter((one) => one !== id)].slice(0, MOST) }))
}
