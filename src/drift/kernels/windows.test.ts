import fc from 'fast-check'
import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { atLeast, rowWindows, timeWindows } from './windows'

const laid = (times: number[], duration: number, step = 1) => {
  const { from, to } = driveSync(timeWindows(Float64Array.from(times), duration, () => step))
  return [...from].map((start, i) => [start, to[i]])
}

test('a window holds the rows of its duration, start left out, end included', () => {
  expect(laid([0, 1, 2, 3, 4], 2)).toEqual([
    [0, 2],
    [1, 3],
    [2, 4],
    [3, 5],
  ])
  // After a pause it holds what is there: one row after another.
  expect(laid([0, 1, 2, 10, 11, 12], 2).slice(2)).toEqual([
    [3, 4],
    [3, 5],
    [4, 6],
  ])
})

test('rows of equal time are known together: a window ends after the last of them', () => {
  expect(laid([0, 0, 1, 1, 1, 2, 3, 3], 2)).toEqual([
    [0, 5],
    [2, 6],
    [5, 8],
  ])
  expect(laid([5, 5, 5], 1)).toEqual([])
})

test('the first window is the first whose span the stream covers, and steps count different times', () => {
  const days = Array.from({ length: 40 }, (_, i) => i)
  expect(laid(days, 30)[0]).toEqual([0, 30])
  expect(laid(days, 30, 4)).toEqual([
    [0, 30],
    [4, 34],
    [8, 38],
  ])
  // Three rows at once, then nothing for long: the second is not a window of 30 days.
  expect(laid([0, 1, 2, 100, 101], 30)[0]).toEqual([3, 4])
  expect(laid(days.slice(0, 29), 30)).toEqual([])
  expect(laid([], 1)).toEqual([])
})

test('equal spacing gives the windows of rows, also where times are rounded', () => {
  for (const gap of [0.1, 1 / 3, 7, 86_400_000])
    for (const window of [2, 3, 10, 30])
      for (const step of [1, 3, 40]) {
        const times = Float64Array.from({ length: 300 }, (_, i) => 1e4 * gap + i * gap)
        const { step: taken, ...found } = driveSync(timeWindows(times, window * gap, () => step))
        expect(taken).toBe(step)
        expect(found).toEqual(rowWindows(300, window, step))
      }
})

test('for any times: windows by their definition, in order, whatever the unit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 5 }),
      (gaps, duration, step) => {
        let now = 0
        const times = Float64Array.from(gaps, (gap) => (now += gap))
        const found = driveSync(timeWindows(times, duration, () => step))
        let smallest = Number.POSITIVE_INFINITY
        for (let i = 0; i < found.count; i++) {
          const end = times[(found.to[i] as number) - 1] as number
          const held = [...times.keys()].filter(
            (row) => (times[row] as number) > end - duration && (times[row] as number) <= end,
          )
          expect([found.from[i], found.to[i]]).toEqual([held[0], (held.at(-1) as number) + 1])
          smallest = Math.min(smallest, held.length)
        }
        if (found.count > 0) expect(found.smallest).toBe(smallest)
        const inMs = driveSync(
          timeWindows(
            times.map((t) => t * 86_400_000),
            duration * 86_400_000,
            () => step,
          ),
        )
        expect(inMs).toEqual(found)
      },
    ),
  )
})

test('small windows can be left out', () => {
  const windows = driveSync(timeWindows(Float64Array.of(0, 1, 2, 10, 11, 12), 2, () => 1))
  const { kept, indices } = atLeast(windows, 2)
  expect([...indices]).toEqual([0, 1, 3, 4])
  expect([...kept.from]).toEqual([0, 1, 3, 4])
  expect(kept).toMatchObject({ count: 4, smallest: 2, largest: 2 })
  expect(atLeast(windows, 1).kept).toBe(windows)
  expect(atLeast(windows, 3).kept).toMatchObject({ count: 0, smallest: 0, largest: 0 })
})
