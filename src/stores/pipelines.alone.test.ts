import { afterEach, expect, test, vi } from 'vitest'

async function open(content: unknown) {
  const items = new Map([['tidemark-pipelines', JSON.stringify(content)]])
  vi.stubGlobal('window', {
    localStorage: {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
      removeItem: (key: string) => void items.delete(key),
    },
  })
  vi.resetModules()
  const store = await import('./pipelines')
  return { ...store, kept: () => JSON.parse(items.get('tidemark-pipelines')!) as { state: unknown } }
}

afterEach(() => vi.unstubAllGlobals())

test('what was kept is there, and what is none of it is left out', async () => {
  const { usePipelineChoices, setBudgets, kept } = await open({
    state: {
      favourites: ['a', 1],
      muted: { a: ['x'] },
      acknowledged: { a: ['y', 2] },
      aliases: { a: { Old: 'New', Bad: 1 } },
      budgets: { a: { total: 1000, stages: { Test: 5, Bad: -1 } }, b: null },
    },
    version: 1,
  })
  expect(usePipelineChoices.getState()).toEqual({
    favourites: ['a'],
    muted: { a: ['x'] },
    acknowledged: { a: ['y'] },
    aliases: { a: { Old: 'New' } },
    budgets: { a: { total: 1000, stages: { Test: 5 } }, b: { total: null, stages: {} } },
  })
  setBudgets('b', { total: 7, stages: {} })
  expect(kept().state).toMatchObject({ budgets: { a: { total: 1000 }, b: { total: 7 } } })
})

test('what an older version kept has no budgets', async () => {
  const { usePipelineChoices } = await open({ state: { favourites: ['a'] }, version: 1 })
  expect(usePipelineChoices.getState()).toMatchObject({ favourites: ['a'], budgets: {} })
})

test.each(['constructor', 'toString', '__proto__'])('a pipeline may be called %s', async (job) => {
  const { aliasesOf, budgetsOf, marksOf, setMark, setStageAliases, usePipelineChoices } = await open({})
  const choices = () => usePipelineChoices.getState()
  expect(aliasesOf(job)(choices())).toEqual({})
  expect(budgetsOf(job)(choices())).toBeUndefined()
  expect(marksOf(job, 'muted')(choices())).toEqual([])
  setMark(job, 'x', 'muted')
  expect(marksOf(job, 'muted')(choices())).toEqual(['x'])
  setStageAliases(job, { Old: 'New' })
  expect(aliasesOf(job)(choices())).toEqual({ Old: 'New' })
})
