import { expect, test } from 'vitest'
import { denseLines } from './dense-lines'

const RED = [255, 0, 0] as const
const BLUE = [0, 0, 255] as const
const place = {
  width: 40,
  height: 30,
  density: 1,
  box: { left: 0, right: 40, top: 0, bottom: 30 },
  domainX: [0, 40] as readonly [number, number],
  toX: (v: number) => v,
  toY: (v: number) => v,
  opacity: 1,
}
const line = (x: number[], y: number[], colour: readonly [number, number, number] = RED) => ({
  x: Float64Array.from(x),
  y: Float64Array.from(y),
  colour,
})
const made = (lines: Parameters<typeof denseLines>[0], more: Partial<typeof place> = {}) => {
  const { width, pixels } = denseLines(lines, { ...place, ...more })
  return (x: number, y: number) => [...pixels.subarray(4 * (y * width + x), 4 * (y * width + x) + 4)]
}
/** Rows that something is drawn in, of a column. */
const drawn = (at: ReturnType<typeof made>, x: number) =>
  Array.from({ length: 30 }, (_, y) => y).filter((y) => at(x, y)[3]! > 0)

test('a column holds the whole span between the smallest and the largest height of the line there', () => {
  const at = made([line([0, 10.2, 10.5, 10.8, 30], [10.5, 10.5, 2.5, 25.5, 25.5])])
  expect(drawn(at, 5)).toEqual([10])
  expect([drawn(at, 10).at(0), drawn(at, 10).at(-1)]).toEqual([2, 25])
  expect(drawn(at, 10)).toHaveLength(24)
  expect(drawn(at, 20)).toEqual([25])
  expect(drawn(at, 35)).toEqual([])
})

test('points at one x are joined upright', () => {
  const at = made([line([0, 10, 10, 20], [5.5, 5.5, 20.5, 20.5])])
  expect(drawn(at, 10)).toEqual(Array.from({ length: 16 }, (_, k) => k + 5))
})

test('later lines are above, and what shines through adds up as the canvas adds it', () => {
  const both = [line([0, 40], [10.5, 10.5], RED), line([0, 40], [10.5, 10.5], BLUE)]
  expect(made(both)(20, 10)).toEqual([0, 0, 255, 255])
  const [red, green, blue, alpha] = made(both, { opacity: 0.75 })(20, 10)
  // 0.75 blue over 0.25 × 0.75 red: 0.9375 in all.
  expect(alpha).toBe(239)
  expect([red, green, blue]).toEqual([51, 0, 204])
})

test('a line between two rows is in both by half', () => {
  const at = made([line([0, 40], [10, 10])])
  expect([at(20, 9)[3], at(20, 10)[3]]).toEqual([128, 128])
})

test('a gap stays a gap, within a column too, and a single point is a dot', () => {
  const at = made([line([0, 5, 10.1, 10.4, 10.8, 20, 25, 30], [3.5, 3.5, 3.5, NaN, 20.5, 20.5, NaN, 7.5])])
  expect(drawn(at, 10)).toEqual([3, 20])
  expect(drawn(at, 22)).toEqual([])
  expect(drawn(at, 30)).toEqual([7])
})

test('nothing is drawn beyond the box, but lines run on to points beyond it', () => {
  const at = made([line([-10, 60], [-20, 50])], {
    box: { left: 10, right: 30, top: 5, bottom: 25 },
    domainX: [10, 30],
  })
  expect(drawn(at, 9)).toEqual([])
  expect(drawn(at, 30)).toEqual([])
  expect(drawn(at, 20).every((y) => y >= 5 && y < 25)).toBe(true)
  expect(drawn(at, 20)).toContain(10)
})

test('a line of fewer points keeps both of its neighbours beyond the view', () => {
  const at = made([line([0, 40], [0.5, 29.5])], { domainX: [18, 22] })
  expect(drawn(at, 20)).not.toEqual([])
})

test('many lines over each other cover all that any of them covers', () => {
  const many = Array.from({ length: 200 }, (_, k) =>
    line(
      Array.from({ length: 41 }, (_, i) => i),
      Array.from({ length: 41 }, (_, i) => 15 + ((i * 7 + k * 13) % 11) * (i % 2 === 0 ? 1 : -1)),
      k % 2 === 0 ? RED : BLUE,
    ),
  )
  const all = made(many, { opacity: 0.75 })
  const each = many.map((one) => made([one], { opacity: 0.75 }))
  for (let x = 0; x < 40; x++)
    for (let y = 0; y < 30; y++) {
      const covered = each.some((at) => at(x, y)[3]! > 0)
      expect(all(x, y)[3]! > 0, `${x}, ${y}`).toBe(covered)
    }
})

test('twice the pixels for each of the page', () => {
  const { width, height, pixels } = denseLines([line([0, 40], [10.25, 10.25])], { ...place, density: 2 })
  expect([width, height]).toEqual([80, 60])
  expect(pixels[4 * (20 * 80 + 40) + 3]).toBe(255)
})
