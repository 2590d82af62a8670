import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

interface KnownUsers {
  /** Names of accounts that somebody typed or imported here, by the server's address. Nothing else of them. */
  names: Readonly<Record<string, readonly string[]>>
}

/** Of each server at most. */
const MOST_NAMES = 5000
const MOST_SERVERS = 20

/** Servers before 3.10 list nobody: who has an account there, this browser remembers. */
export const useKnownUsers = create<KnownUsers>()(
  persist((): KnownUsers => ({ names: {} }), {
    name: 'tidemark-known-users',
    version: 1,
    storage: createJSONStorage(() => localStorage),
    // The storage may hold anything.
    merge: (stored, current) => ({ ...current, names: namesIn(stored) }),
  }),
)

function namesIn(stored: unknown): Record<string, readonly string[]> {
  const given: unknown = typeof stored === 'object' && stored !== null ? Reflect.get(stored, 'names') : null
  if (typeof given !== 'object' || given === null) return {}
  return Object.fromEntries(
    Object.entries(given)
      .slice(0, MOST_SERVERS)
      .flatMap(([server, list]: [string, unknown]) =>
        Array.isArray(list) ? [[server, list.filter(isName).slice(0, MOST_NAMES)]] : [],
      ),
  )
}

// A declaration: the storage is read while this module is still being run.
function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

/** Remembers who has an account on a server. */
export function rememberUsers(server: string, added: readonly string[]): void {
  useKnownUsers.setState(({ names }) => {
    const all = [...new Set([...(names[server] ?? []), ...added.filter(isName)])].slice(-MOST_NAMES)
    return { names: { ...names, [server]: all.toSorted() } }
  })
}

/** Somebody has no account any more, or never had one. */
export function forgetUser(server: string, name: string): void {
  useKnownUsers.setState(({ names }) => ({
    names: { ...names, [server]: (names[server] ?? []).filter((one) => one !== name) },
  }))
}
