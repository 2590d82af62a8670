import { expect, test } from 'vitest'
import { cursorAfter, idsBetween } from './grid-keys'

const size = { rows: 100, columns: 8, page: 10 }
const press = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false })

test('arrows walk from the head to the last row, and stop at the edges', () => {
  expect(cursorAfter(press('ArrowUp'), { row: 0, column: 2 }, size)).toEqual({ row: -1, column: 2 })
  expect(cursorAfter(press('ArrowUp'), { row: -1, column: 2 }, size)).toEqual({ row: -1, column: 2 })
  expect(cursorAfter(press('ArrowDown'), { row: 99, column: 2 }, size)).toEqual({ row: 99, column: 2 })
  expect(cursorAfter(press('ArrowLeft'), { row: 4, column: 0 }, size)).toEqual({ row: 4, column: 0 })
  expect(cursorAfter(press('ArrowRight'), { row: 4, column: 7 }, size)).toEqual({ row: 4, column: 7 })
})

test('with Ctrl to the ends, Page keys a page', () => {
  expect(cursorAfter(press('ArrowDown', true), { row: 3, column: 1 }, size)).toEqual({ row: 99, column: 1 })
  expect(cursorAfter(press('ArrowUp', true), { row: 3, column: 1 }, size)).toEqual({ row: 0, column: 1 })
  expect(cursorAfter(press('ArrowUp', true), { row: 0, column: 1 }, size)).toEqual({ row: -1, column: 1 })
  expect(cursorAfter(press('End', true), { row: 3, column: 1 }, size)).toEqual({ row: 99, column: 7 })
  expect(cursorAfter(press('PageDown'), { row: 95, column: 1 }, size)).toEqual({ row: 99, column: 1 })
  expect(cursorAfter(press('PageUp'), { row: 5, column: 1 }, size)).toEqual({ row: 0, column: 1 })
  expect(cursorAfter(press('x'), { row: 5, column: 1 }, size)).toBeNull()
})

test('a range is the same from either end, without rows that are not loaded', () => {
  const idAt = (row: number) => (row === 4 ? undefined : `r${row}`)
  expect(idsBetween(3, 5, idAt)).toEqual(['r3', 'r5'])
  expect(idsBetween(5, 3, idAt)).toEqual(['r3', 'r5'])
})
