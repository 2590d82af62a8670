import { afterEach, beforeEach, expect, test, vi } from 'vitest'

const DIGEST = 'a'.repeat(64)

/** What each store may have kept, by its name in the storage: all of it comes back when the page is loaded. */
const KEPT: Readonly<Record<string, object>> = {
  'tidemark-preferences': { theme: 'dark', sidebarCollapsed: true, startHereDismissed: true },
  'tidemark-recent-files': { recent: [{ names: ['a.csv'], digests: [DIGEST], search: 'run=yes' }] },
  'tidemark-known-users': { names: { 'backends/mlflow': ['ada'] } },
  'tidemark-looked': { at: 9, before: 5, concerns: 3 },
  'tidemark-palette': { ids: ['theme-dark'] },
  'tidemark-experiments': { pinned: ['1'], recent: ['2'] },
  'tidemark-run-views': { views: { '83': [{ name: 'best', query: 'sort=metric%3Aiou+desc' }] } },
  'tidemark-column-widths': { tables: { runs: { name: 300 } } },
  'tidemark-default-levels': { levels: { 'backends/mlflow': 'READ' } },
  'tidemark-demo-person': { id: 'owner' },
  'tidemark-kept-files': { allowed: true },
  'tidemark-pipelines': {
    favourites: ['a/b'],
    aliases: { 'a/b': { old: 'new' } },
    muted: { 'a/b': ['x'] },
    acknowledged: { 'a/b': ['y'] },
    budgets: { 'a/b': { total: 60_000, stages: { Build: 30_000 } } },
  },
}
const VERSIONS: Readonly<Record<string, number>> = { 'tidemark-demo-person': 0, 'tidemark-kept-files': 0 }

beforeEach(() => {
  const stored = new Map(
    Object.entries(KEPT).map(([name, state]) => [
      name,
      JSON.stringify({ state, version: VERSIONS[name] ?? 1 }),
    ]),
  )
  const storage = {
    getItem: (name: string) => stored.get(name) ?? null,
    setItem: (name: string, text: string) => void stored.set(name, text),
    removeItem: (name: string) => void stored.delete(name),
  }
  vi.stubGlobal('localStorage', storage)
  vi.stubGlobal('window', { localStorage: storage })
  vi.resetModules()
})
afterEach(() => vi.unstubAllGlobals())

interface Persisted {
  getState: () => object
  persist: { getOptions: () => { name?: string }; hasHydrated: () => boolean }
}

const isPersisted = (value: unknown): value is Persisted => typeof value === 'function' && 'persist' in value

test('every store comes back as it was kept', async () => {
  const modules = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts'])
  const loaded = await Promise.all(Object.values(modules).map((load) => load()))
  const stores = loaded.flatMap((module) => Object.values(module).filter(isPersisted))
  const names = stores.map(({ persist }) => persist.getOptions().name ?? '')
  expect(names.toSorted()).toEqual(Object.keys(KEPT).toSorted())
  // By name, so that a failure says which.
  const cameBack = stores.map(({ persist, getState }) => [
    persist.getOptions().name,
    persist.hasHydrated(),
    getState(),
  ])
  expect(cameBack).toEqual(
    names.map((name) => [name, true, expect.objectContaining<Record<string, unknown>>({ ...KEPT[name] })]),
  )
})
