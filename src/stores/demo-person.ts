import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

/** Chosen where nobody is signed in. */
export const NOBODY = 'nobody'

/**
 * Who one is in the demo, so that a reload and a second tab are the same person: an id of the demo's people, `NOBODY`,
 * or null where nobody has chosen yet. Never a token: real sign-ins end with the page.
 */
export const useDemoPerson = create<{ id: string | null }>()(
  persist((): { id: string | null } => ({ id: null }), {
    name: 'tidemark-demo-person',
    storage: createJSONStorage(() => localStorage),
    // The storage may hold anything.
    merge: (stored, current) => {
      const id =
        typeof stored === 'object' && stored !== null && 'id' in stored && typeof stored.id === 'string'
          ? stored.id
          : current.id
      return { id }
    },
  }),
)

export function setDemoPerson(id: string): void {
  useDemoPerson.setState({ id })
}
