import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

function storageWith(content: string | null) {
  const items = new Map(content === null ? [] : [['tidemark-preferences', content]])
  return {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
  }
}

async function open(content: string | null) {
  vi.stubGlobal('localStorage', storageWith(content))
  vi.resetModules()
  return import('./preferences')
}

describe('preferences', () => {
  beforeEach(() => vi.resetModules())
  afterEach(() => vi.unstubAllGlobals())

  it('takes what was kept', async () => {
    const { usePreferences } = await open(
      JSON.stringify({ state: { theme: 'dark', sidebarCollapsed: true }, version: 1 }),
    )
    expect(usePreferences.getState()).toMatchObject({
      theme: 'dark',
      sidebarCollapsed: true,
    })
  })

  it('drops values that are none of the choices', async () => {
    const { usePreferences } = await open(
      JSON.stringify({
        state: { theme: 'purple', sidebarCollapsed: 'yes', other: 1 },
        version: 1,
      }),
    )
    expect(usePreferences.getState()).toEqual({
      theme: 'system',
      sidebarCollapsed: false,
      startHereDismissed: false,
    })
  })

  it('keeps a change', async () => {
    const { setPreferences, usePreferences } = await open(null)
    setPreferences({ theme: 'light' })
    expect(usePreferences.getState().theme).toBe('light')
    expect(localStorage.getItem('tidemark-preferences')).toContain('"theme":"light"')
  })
})
