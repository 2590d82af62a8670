import { expect, it } from 'vitest'
import { columnsIn, rowsIn } from './grid-window'

it('draws the rows in view and some around them, whatever is scrolled', () => {
  for (let top = 0; top <= 100_000 * 32 - 400; top += 31_337) {
    const { first, end } = rowsIn(top, 400, 32, 100_000)
    expect(first * 32).toBeLessThanOrEqual(top)
    expect(end * 32).toBeGreaterThanOrEqual(top + 400)
    expect(end - first).toBeLessThanOrEqual(14 + 12)
  }
  expect(rowsIn(0, 400, 32, 100_000)).toEqual({ first: 0, end: 19 })
  expect(rowsIn(0, 400, 32, 3)).toEqual({ first: 0, end: 3 })
  expect(rowsIn(0, 400, 32, 0)).toEqual({ first: 0, end: 0 })
})

it('is taken back to the last rows where there are fewer than before', () => {
  expect(rowsIn(90_000 * 32, 320, 32, 100)).toEqual({ first: 84, end: 100 })
})

const widths = [180, 60, 300, 100, 80, 120, 90, 200, 50, 70]
/** Two pinned ones, then eight: 0, 300, 400, 480, 600, 690, 890, 940. */
const layout = {
  pinnedCount: 2,
  placed: widths.map((width, k) => {
    const from = k < 2 ? 0 : 2
    const left = widths.slice(from, k).reduce((sum, one) => sum + one, 0)
    return { column: { key: `c${k}`, title: '', kind: 'text', width } as const, width, left, isPinned: k < 2 }
  }),
}

it('draws the columns that any pixel of is in view, two more on either side, and no pinned ones', () => {
  expect(columnsIn(layout, 0, 300)).toEqual({ first: 2, end: 5 })
  expect(columnsIn(layout, 0, 301)).toEqual({ first: 2, end: 6 })
  expect(columnsIn(layout, 599, 91)).toEqual({ first: 3, end: 9 })
  expect(columnsIn(layout, 600, 90)).toEqual({ first: 4, end: 9 })
  expect(columnsIn(layout, 800, 400)).toEqual({ first: 5, end: 10 })
  expect(columnsIn({ placed: [], pinnedCount: 0 }, 0, 800)).toEqual({ first: 0, end: 0 })
})
