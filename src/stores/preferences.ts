import { create } from 'zustand'
import { createJSONStorage, persist } from 'zustand/middleware'

export type ThemeChoice = 'light' | 'dark' | 'system'

export interface Preferences {
  theme: ThemeChoice
  sidebarCollapsed: boolean
  /** Whoever has seen what to try first need not see it again. */
  startHereDismissed: boolean
}

const defaults: Preferences = {
  theme: 'system',
  sidebarCollapsed: false,
  startHereDismissed: false,
}

const themes: readonly ThemeChoice[] = ['light', 'dark', 'system']

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
  const theme = themes.find((choice) => choice === given['theme'])
  const collapsed = given['sidebarCollapsed']
  const dismissed = given['startHereDismissed']
  return {
    ...(theme === undefined ? {} : { theme }),
    ...(typeof collapsed === 'boolean' ? { sidebarCollapsed: collapsed } : {}),
    ...(typeof dismissed === 'boolean' ? { startHereDismissed: dismissed } : {}),
  }
}

export function setPreferences(change: Partial<Preferences>): void {
  usePreferences.setState(change)
}
