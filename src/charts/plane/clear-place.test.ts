import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { clearPlace, labelBox, passesThrough, placesAlong, type Point } from './clear-place'

const PLOT = { left: 40, right: 340, top: 20, bottom: 180 }

test('a line passes through a box also where it has no point in it', () => {
  const box = { left: 10, right: 20, top: 10, bottom: 20 }
  expect(
    passesThrough(
      [
        [0, 0],
        [30, 30],
      ],
      box,
    ),
  ).toBe(true)
  expect(
    passesThrough(
      [
        [0, 15],
        [30, 15],
      ],
      box,
    ),
  ).toBe(true)
  expect(
    passesThrough(
      [
        [15, 0],
        [15, 30],
      ],
      box,
    ),
  ).toBe(true)
  expect(
    passesThrough(
      [
        [0, 0],
        [30, 5],
      ],
      box,
    ),
  ).toBe(false)
  expect(
    passesThrough(
      [
        [0, 25],
        [5, 30],
      ],
      box,
    ),
  ).toBe(false)
  expect(passesThrough([[15, 15]], box)).toBe(true)
  expect(passesThrough([], box)).toBe(false)
})

test('of the places along a limit, the first that the statistic leaves free', () => {
  const falls: Point[] = [
    [40, 20],
    [190, 180],
    [340, 180],
  ]
  const place = clearPlace('drift 0.012', placesAlong(100, PLOT), [falls], PLOT)
  expect(place).toEqual({ x: 120, y: 95, anchor: 'start' })
  expect(clearPlace('drift 0.012', placesAlong(100, PLOT), [], PLOT)).toEqual({
    x: 45,
    y: 95,
    anchor: 'start',
  })
})

test('whatever the lines: what is placed touches none of them and lies inside', () => {
  const point = fc.tuple(
    fc.double({ min: 40, max: 340, noNaN: true }),
    fc.double({ min: 20, max: 180, noNaN: true }),
  )
  const line = fc.array(point, { minLength: 2, maxLength: 12 })
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 4 }),
      fc.double({ min: 20, max: 180, noNaN: true }),
      (lines, y) => {
        const place = clearPlace('drift 0.012', placesAlong(y, PLOT), lines, PLOT)
        if (!place) return
        const box = labelBox('drift 0.012', place)
        expect(box.left >= PLOT.left && box.right <= PLOT.right).toBe(true)
        expect(box.top >= PLOT.top && box.bottom <= PLOT.bottom).toBe(true)
        // Walked in small steps, which the rule itself does not do.
        const hits = lines.flatMap((points) =>
          points.slice(1).flatMap(([x1, y1], k) => {
            const [x0, y0] = points[k]!
            return Array.from({ length: 65 }, (_, i) => [
              x0 + (i / 64) * (x1 - x0),
              y0 + (i / 64) * (y1 - y0),
            ]).filter(([px, py]) => px! > box.left && px! < box.right && py! > box.top && py! < box.bottom)
          }),
        )
        expect(hits).toEqual([])
      },
    ),
  )
})
