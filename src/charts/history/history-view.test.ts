import { expect, test } from 'vitest'
import { placesOf, timesOf } from './history-view'

const times = Float64Array.of(0, 100, 110, 500)

test('a record is at its place', () => {
  expect(placesOf(times, [0, 500])).toEqual([0, 3])
  expect(placesOf(times, [100, 110])).toEqual([1, 2])
  expect(placesOf(times, [50, 305])).toEqual([0.5, 2.5])
  expect(placesOf(times, null)).toBeNull()
})

test('there and back is the same, beyond both ends too', () => {
  const views = [
    [-40, 40],
    [3, 107],
    [109, 499],
    [200, 700],
  ] as const
  for (const view of views) {
    const back = timesOf(times, placesOf(times, view))!
    expect(back[0]).toBeCloseTo(view[0], 9)
    expect(back[1]).toBeCloseTo(view[1], 9)
  }
})

test('one record, or all of one instant: places are still finite', () => {
  for (const same of [Float64Array.of(7), Float64Array.of(7, 7, 7), new Float64Array()]) {
    for (const at of placesOf(same, [0, 10])!) expect(Number.isFinite(at)).toBe(true)
    for (const at of timesOf(same, [-1, 5])!) expect(Number.isFinite(at)).toBe(true)
  }
})
