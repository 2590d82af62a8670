import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

interface TypedDefaults {
  /** The level that somebody said a server gives without a row, by the server's address. */
  levels: Readonly<Record<string, string>>
}

/** What no server tells and somebody typed in: kept in this browser. */
export const useTypedDefaults = create<TypedDefaults>()(
  persist((): TypedDefaults => ({ levels: {} }), {
    name: 'tidemark-default-levels',
    version: 1,
    storage: createJSONStorage(() => localStorage),
    // The storage may hold anything.
    merge: (stored, current) => ({ ...current, levels: knownLevels(stored) }),
  }),
)

function knownLevels(stored: unknown): Record<string, string> {
  const given: unknown = typeof stored === 'object' && stored !== null ? Reflect.get(stored, 'levels') : null
  if (typeof given !== 'object' || given === null) return {}
  return Object.fromEntries(
    Object.entries(given).flatMap(([server, level]) => (typeof level === 'string' ? [[server, level]] : [])),
  )
}

/** @param level null: it is not known any more */
export function setTypedDefault(server: string, level: string | null): void {
  useTypedDefaults.setState(({ levels }) => ({
    levels: Object.fromEntries([
      ...Object.entries(levels).filter(([other]) => other !== server),
      ...(level === null ? [] : [[server, level] as const]),
    ]),
  }))
}
