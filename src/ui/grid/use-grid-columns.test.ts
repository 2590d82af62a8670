import { expect, it } from 'vitest'
import type { GridColumn } from './grid-column'
import { arrangedColumns } from './use-grid-columns'

const columns = ['a', 'b', 'c', 'd', 'e'].map((key): GridColumn => ({
  key,
  title: key,
  kind: 'text',
  width: 100,
}))
const arranged = (state: Partial<Parameters<typeof arrangedColumns>[1]>) => {
  const { pinned, scrolled } = arrangedColumns(columns, { order: [], hidden: [], pinned: [], ...state })
  return [pinned, scrolled].map((some) => some.map(({ key }) => key).join(''))
}

it('shows columns in their own order until a person arranges them', () => {
  expect(arranged({})).toEqual(['', 'abcde'])
  expect(arranged({ order: ['d', 'b'] })).toEqual(['', 'dbace'])
  expect(arranged({ pinned: ['c', 'a'] })).toEqual(['ca', 'bde'])
  expect(arranged({ pinned: ['c'], order: ['e', 'c', 'a'] })).toEqual(['c', 'eabd'])
})

it('leaves out what is hidden, pinned or not, and passes over keys that are gone or named twice', () => {
  expect(arranged({ hidden: ['b', 'c', 'gone'], pinned: ['c', 'a'] })).toEqual(['a', 'de'])
  expect(arranged({ order: ['e', 'gone', 'e'], pinned: ['b', 'b'] })).toEqual(['b', 'eacd'])
})
