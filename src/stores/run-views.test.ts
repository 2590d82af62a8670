import { afterEach, expect, test } from 'vitest'
import { removeRunView, renameRunView, saveRunView, useRunViews } from './run-views'

afterEach(() => useRunViews.setState({ views: {} }))

const named = (id: string) => useRunViews.getState().views[id]?.map(({ name, query }) => `${name}?${query}`)

test('views are kept by experiment; a name stands for one of them', () => {
  saveRunView('83', { name: 'best', query: 'sort=a' })
  saveRunView('83', { name: 'failed', query: 'filter=b' })
  saveRunView('91', { name: 'best', query: 'filter=c' })
  saveRunView('83', { name: 'best', query: 'sort=d' })
  expect(named('83')).toEqual(['best?sort=d', 'failed?filter=b'])
  renameRunView('83', 'best', 'failed')
  expect(named('83')).toEqual(['failed?sort=d'])
  removeRunView('83', 'failed')
  expect(named('83')).toEqual([])
  expect(named('91')).toEqual(['best?filter=c'])
})

test('the oldest makes room', () => {
  for (let i = 0; i <= 50; i++) saveRunView('83', { name: `v${i}`, query: '' })
  expect(named('83')).toHaveLength(50)
  expect(named('83')?.[0]).toBe('v1?')
})

test('an experiment may have an id that every object has', () => {
  saveRunView('constructor', { name: 'best', query: 'sort=a' })
  expect(named('constructor')).toEqual(['best?sort=a'])
})
