import { expect, test } from 'vitest'
import { panned, zoomed } from './zoom'

const x = Float64Array.from({ length: 101 }, (_, i) => i)
const full = [0, 100] as const

test('zooming scales around a centre and back to everything', () => {
  expect(zoomed(x, null, full, 0.5, 50)).toEqual([25, 75])
  expect(zoomed(x, [25, 75], full, 2, 50)).toBeNull()
  expect(zoomed(x, null, full, 0.5, 0)).toEqual([0, 50])
})

test('a zoom never loses the last point', () => {
  const view = [3.1, 4.3] as const
  expect(zoomed(x, view, full, 0.1, 3.5)).toBe(view)
})

test('panning stops at the ends', () => {
  expect(panned([10, 30], full, 20)).toEqual([30, 50])
  expect(panned([10, 30], full, -20)).toEqual([0, 20])
  expect(panned([10, 30], full, 500)).toEqual([80, 100])
})
