import { expect, it } from 'vitest'
import { blockOf, clampedRange, isOne } from './matrix-range'

const range = (r1: number, c1: number, r2: number, c2: number) => ({
  anchor: { row: r1, column: c1 },
  cursor: { row: r2, column: c2 },
})

it('is a block, whichever corner it was drawn from', () => {
  const block = { firstRow: 1, lastRow: 3, firstColumn: 2, lastColumn: 5 }
  expect(blockOf(range(3, 2, 1, 5))).toEqual(block)
  expect(blockOf(range(1, 5, 3, 2))).toEqual(block)
  expect(isOne(range(1, 5, 1, 5))).toBe(true)
  expect(isOne(range(1, 5, 1, 4))).toBe(false)
})

it('stays within what is there, when a filter leaves less', () => {
  expect(clampedRange(range(9, 9, 2, 40), 5, 10)).toEqual(range(4, 9, 2, 9))
  expect(clampedRange(range(0, 0, 0, 0), 0, 10)).toBeNull()
})
