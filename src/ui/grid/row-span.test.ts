import { expect, test } from 'vitest'
import { rowSpan } from './row-span'
import type { GridLayout } from './use-grid-columns'

function layoutOf(pinned: number, scrolled: number, width: number): GridLayout {
  const part = (count: number, isPinned: boolean) =>
    Array.from({ length: count }, (_, k) => ({
      column: { key: `${isPinned} ${k}`, title: '', kind: 'text' as const, width },
      width,
      left: k * width,
      isPinned,
    }))
  return {
    leftOut: 0,
    placed: [...part(pinned, true), ...part(scrolled, false)],
    pinnedCount: pinned,
    pinnedWidth: pinned * width,
    width: (pinned + scrolled) * width,
  }
}

test('a row of few columns fills the room', () => {
  expect(rowSpan(layoutOf(1, 3, 100), { first: 1, end: 4 }, 40, 1000)).toEqual({
    left: 0,
    space: 0,
    width: 1000,
  })
  expect(rowSpan(layoutOf(2, 0, 100), { first: 2, end: 2 }, 40, 1000)).toMatchObject({ left: 0, width: 1000 })
})

test('a row of many columns reaches a little beyond those that are drawn, on both sides', () => {
  const layout = layoutOf(1, 200, 100)
  expect(rowSpan(layout, { first: 1, end: 13 }, 40, 1000)).toEqual({
    left: 0,
    space: 0,
    width: 40 + 100 + 1200 + 800,
  })
  // Its cells stand where they are whatever its own left edge is: 40 + 100 from it, and the space.
  const { left, space, width } = rowSpan(layout, { first: 101, end: 113 }, 40, 1000)
  expect(left + space).toBe(100 * 100)
  expect(left).toBe(10_000 - 800)
  expect(left + width).toBe(40 + 100 + 112 * 100 + 800)
})

test('a row ends with the last column', () => {
  const { left, width } = rowSpan(layoutOf(1, 200, 100), { first: 190, end: 201 }, 40, 1000)
  expect(left + width).toBe(40 + 20_100)
})
