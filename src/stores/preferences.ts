import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

export type ThemeChoice = 'light' | 'dark' | 'system'

export interface Preferences {
  theme: ThemeChoice
  /** Zone of times and of time axes. Exports are always UTC. */
  timeZone: 'local' | 'UTC'
  sidebarCollapsed: boolean
  density: 'comfortable' | 'compact'
}

const defaults: Preferences = {
  theme: 'system',
  timeZone: 'local',
  sidebarCollapsed: false,
  density: 'comfortable',
}

const allowed = {
  theme: ['light', 'dark', 'system'],
  timeZone: ['local', 'UTC'],
  density: ['comfortable', 'compact'],
} as const

/** What a person has chosen about the page, kept in this browser. */
export const usePreferences = create<Preferences>()(
  persist(() => defaults, {
    name: 'tidemark-preferences',
    version: 1,
    storage: createJSONStorage(() => localStorage),
    // The storage may hold anything: an older version's words, or what somebody typed there.
    merge: (stored, current) => ({ ...current, ...known(stored) }),
  }),
)

function known(stored: unknown): Partial<Preferences> {
  if (typeof stored !== 'object' || stored === null) return {}
  const given = stored as Record<string, unknown>
  const choice = (key: keyof typeof allowed): Partial<Preferences> => {
    const found = allowed[key].find((value) => value === given[key])
    return found === undefined ? {} : { [key]: found }
  }
  const collapsed = given['sidebarCollapsed']
  return {
    ...choice('theme'),
    ...choice('timeZone'),
    ...choice('density'),
    ...(typeof collapsed === 'boolean' ? { sidebarCollapsed: collapsed } : {}),
  }
}

export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change)
}
