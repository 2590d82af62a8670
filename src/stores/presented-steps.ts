import { create } from 'zustand'

/** What a page shows one after the other of one finding, while it is presented: the drifts of a history. */
interface PresentedSteps {
  /** How many the page offers beyond the whole; 0: none. */
  offered: number
  /** Which is shown; 0: the whole. */
  at: number
}

export const usePresentedSteps = create<PresentedSteps>(() => ({ offered: 0, at: 0 }))

/**
 * Offers steps of the page's first finding, for as long as the page is on the screen.
 * @returns takes them away again: `useEffect(() => offerSteps(n), [n])`.
 */
export function offerSteps(offered: number): () => void {
  usePresentedSteps.setState({ offered })
  return () => usePresentedSteps.setState({ offered: 0, at: 0 })
}

/** The presenter came to one of them; 0: to the whole. */
export function showStep(at: number): void {
  usePresentedSteps.setState({ at })
}
