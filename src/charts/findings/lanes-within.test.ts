import { expect, test } from 'vitest'
import { lanesWithin } from './lanes-within'

const bars = { rest: 64, lane: 22, most: 20 }

test('as many bars as a picture has room for', () => {
  expect(lanesWithin(null, bars)).toBe(20)
  expect(lanesWithin(64 + 22 * 7, bars)).toBe(7)
  expect(lanesWithin(64 + 22 * 7 - 1, bars)).toBe(6)
  expect(lanesWithin(2000, bars)).toBe(20)
  expect(lanesWithin(10, bars)).toBe(4)
})
