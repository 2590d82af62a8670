import { create } from 'zustand'

/** A refusal of something that has no place on the screen, as what a toast tells: its sign-in opens over the page. */
interface Wanted {
  error: unknown
  /** After the sign-in: does it again. */
  again: () => void
}

export const useSignInWanted = create<{ wanted: Wanted | null }>(() => ({ wanted: null }))

export function setSignInWanted(wanted: Wanted | null): void {
  useSignInWanted.setState({ wanted })
}
