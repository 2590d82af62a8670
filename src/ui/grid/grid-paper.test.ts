import { expect, test } from 'vitest'
import { wholeColumns, wholeRows } from './grid-paper'

test('rows that a box cuts are not on paper', () => {
  expect(wholeRows({ top: 0, height: 330, rowHeight: 32 }, 24)).toEqual({ first: 0, last: 9, count: 24 })
  expect(wholeRows({ top: 40, height: 330, rowHeight: 32 }, 24)).toEqual({ first: 2, last: 10, count: 24 })
  expect(wholeRows({ top: 0, height: 330, rowHeight: 32 }, 3)).toEqual({ first: 0, last: 2, count: 3 })
})

test('nor are columns', () => {
  expect(wholeColumns([100, 100, 100], 0, 250)).toBe(2)
  expect(wholeColumns([100, 100, 100], 50, 250)).toBe(2)
  expect(wholeColumns([100, 100, 99.8], 0, 300)).toBe(3)
})
