import { expect, test } from 'vitest'
import { makeScene } from './evolution-scene'

const n = 100_000
const x = Float64Array.from({ length: n }, (_, i) => i + 100)
const values = Float64Array.from(x, (at, i) => Math.sin(i / 300) + (at === 54_321 ? 9 : 0))
const size = { width: 900, height: 244 }
const data = {
  xKind: 'row' as const,
  x,
  series: [{ name: 'a', values }],
  threshold: { value: 0.5, label: 'drift' },
  alarms: [{ start: 54_000, end: 54_400, peak: 54_221, series: 'a' }],
}
const drawn = (rows: Record<string, number | null>[], key: string) =>
  rows.flatMap((r) => (r[key] === null ? [] : [r[key]!]))

test('a chart stays within 800 points a series and 4,000 in all, and keeps the extremes', () => {
  const { rows } = makeScene(data, size, null)
  expect(rows.length).toBeLessThanOrEqual(800)
  expect(Math.max(...drawn(rows, 'v0'))).toBe(Math.max(...values))
  expect(Math.min(...drawn(rows, 'v0'))).toBe(Math.min(...values))
  for (const count of [2, 5, 12]) {
    const series = Array.from({ length: count }, (_, k) => ({
      name: `s${k}`,
      values: values.map((v) => v + k),
    }))
    const many = makeScene({ ...data, series }, size, null)
    expect(many.rows.length * count).toBeLessThanOrEqual(4000)
    expect(Math.max(...drawn(many.rows, 'v1'))).toBe(Math.max(...values) + 1)
  }
})

test('a zoom is sampled anew: every raw point is drawn where they fit', () => {
  const { rows, domainX, domainY } = makeScene(data, size, [54_300, 54_400])
  expect(domainX).toEqual([54_300, 54_400])
  // 101 points in view and one beyond each end, for the line to leave the plot.
  expect(rows.map((r) => r['x'])).toEqual(Array.from({ length: 103 }, (_, k) => 54_299 + k))
  expect(domainY[0]).toBeLessThanOrEqual(0)
  expect(domainY[1]).toBeGreaterThan(Math.max(...values.subarray(54_200, 54_301)))
})

test('zero and the threshold are on the axis whatever is in view', () => {
  const far = makeScene({ ...data, threshold: { value: 40, label: 'drift' } }, size, [200, 210])
  expect(far.domainY[0]).toBeLessThanOrEqual(0)
  expect(far.domainY[1]).toBeGreaterThan(40)
  const flat = makeScene(
    { ...data, threshold: null, series: [{ name: 'a', values: new Float64Array(n) }] },
    size,
    null,
  )
  expect(flat.domainY).toEqual([0, 1])
})

test('rails are cut to the view and gone outside it', () => {
  expect(makeScene(data, size, [54_200, 54_300]).rails).toHaveLength(1)
  expect(makeScene(data, size, [10_000, 20_000]).rails).toHaveLength(0)
})

test('nothing, one point, and undefined values make a scene too', () => {
  const none = {
    ...data,
    x: new Float64Array(0),
    series: [{ name: 'a', values: new Float64Array(0) }],
    alarms: [],
  }
  expect(makeScene(none, size, null).rows).toEqual([])
  const one = { ...none, x: Float64Array.of(5), series: [{ name: 'a', values: Float64Array.of(NaN) }] }
  const scene = makeScene(one, { width: 320, height: 244 }, null)
  expect(scene.rows).toEqual([{ x: 5, v0: null }])
  expect(scene.domainX).toEqual([4, 6])
  expect(scene.compact).toBe(true)
})
