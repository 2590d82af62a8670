import { expect, test } from 'vitest'
import { PLAIN_GRID, withMoved, withoutWidth, withWidth } from './grid-state'

const pinned = { ...PLAIN_GRID, pinned: ['name'] }
const shown = ['name', 'a', 'b', 'c']

test('a column moves before another, and to the end', () => {
  expect(withMoved(pinned, shown, 3, 1).order).toEqual(['name', 'c', 'a', 'b'])
  expect(withMoved(pinned, shown, 1, 4).order).toEqual(['name', 'b', 'c', 'a'])
  expect(withMoved(pinned, shown, 1, 2).order).toEqual(['name', 'a', 'b', 'c'])
})

test('a column does not cross the line between pinned and scrolled ones', () => {
  expect(withMoved(pinned, shown, 2, 0).order).toEqual(['name', 'b', 'a', 'c'])
  const two = { ...PLAIN_GRID, pinned: ['name', 'a'] }
  expect(withMoved(two, shown, 0, 4)).toMatchObject({ pinned: ['a', 'name'], order: [] })
})

test('what is hidden and pinned keeps its pin when others move', () => {
  const state = { ...PLAIN_GRID, pinned: ['name', 'gone', 'a'], hidden: ['gone'] }
  expect(withMoved(state, shown, 1, 0).pinned).toEqual(['a', 'name', 'gone'])
})

test('a place that is not there changes nothing', () => {
  expect(withMoved(pinned, shown, 9, 0)).toBe(pinned)
})

test('widths stay readable, and are forgotten', () => {
  expect(withWidth(PLAIN_GRID, 'a', 3).widths).toEqual({ a: 48 })
  expect(withWidth(PLAIN_GRID, 'a', 5000.4).widths).toEqual({ a: 800 })
  expect(withoutWidth(withWidth(PLAIN_GRID, 'a', 90), 'a')).toEqual(PLAIN_GRID)
})

test('the state survives JSON', () => {
  const state = withWidth(withMoved(pinned, shown, 3, 1), 'a', 120)
  expect(JSON.parse(JSON.stringify(state))).toEqual(state)
})
