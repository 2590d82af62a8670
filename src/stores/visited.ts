import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

/** What a person pinned and opened last, by id, kept in this browser. */
interface Visited {
  pinned: readonly string[]
  /** The newest first. */
  recent: readonly string[]
}

const MOST_RECENT = 8
const MOST_PINNED = 100

/** Experiments of an MLflow server. */
export const useVisited = create<Visited>()(
  persist((): Visited => ({ pinned: [], recent: [] }), {
    name: 'tidemark-experiments',
    version: 1,
    storage: createJSONStorage(() => localStorage),
    // The storage may hold anything.
    merge: (stored, current) => {
      const given = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {}
      return {
        pinned: idsIn(given['pinned'], current.pinned, MOST_PINNED),
        recent: idsIn(given['recent'], current.recent, MOST_RECENT),
      }
    },
  }),
)

export function togglePinned(id: string): void {
  useVisited.setState(({ pinned }) => ({
    pinned: pinned.includes(id) ? pinned.filter((one) => one !== id) : [...pinned, id].slice(-MOST_PINNED),
  }))
}

/** Puts it first among what was opened. */
export function rememberVisit(id: string): void {
  useVisited.setState(({ recent }) => ({
    recent: [id, ...recent.filter((one) => one !== id)].slice(0, MOST_RECENT),
  }))
}

function idsIn(value: unknown, otherwise: readonly string[], most: number): readonly string[] {
  return Array.isArray(value)
    ? value.filter((id): id is string => typeof id === 'string').slice(0, most)
    : otherwise
}
