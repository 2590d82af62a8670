import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** When a person looked at the overview, in this browser; milliseconds since 1970 UTC, null: never. */
interface Looked {
  at: number | null
  /** Before the visit that goes on. */
  before: number | null
  /** How many concerns there were; null: not known. So many places are kept for the next ones. */
  concerns: number | null
}

/** A visit has ended where nobody looked for so long. */
const VISIT_MS = 30 * 60_000

export const useLooked = create<Looked>()(
  persist((): Looked => ({ at: null, before: null, concerns: null }), {
    name: 'tidemark-looked',
    version: 1,
    // The storage may hold anything.
    merge: (stored, current) => {
      const given = typeof stored === 'object' && stored !== null ? (stored as Record<string, unknown>) : {}
      return {
        at: positive(given['at']) ?? current.at,
        before: positive(given['before']) ?? current.before,
        concerns: positive(given['concerns']) ?? current.concerns,
      }
    },
  }),
)

/** Notes that the overview is looked at now: what is new since then is told at the next visit. */
export function rememberLook(now: number): void {
  useLooked.setState(({ at, before }) => ({
    at: now,
    before: at !== null && now - at > VISIT_MS ? at : before,
  }))
}

/** Notes how many concerns there are, once every server has answered. */
export function rememberConcerns(concerns: number): void {
  useLooked.setState({ concerns })
}

function positive(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : null
}
