import { expect, test } from 'vitest'
import { valueScale } from '../plane/scale'
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

test('values far beyond the limit stay in the plot, and those below it can be read', () => {
  const times = Float64Array.from(values, (v, i) => (i === 500 ? 2e5 : i === 501 ? -0.4 : Math.abs(v) % 1))
  const limit = { value: 1, label: 'limit' }
  const scene = makeScene(
    { ...data, threshold: limit, linearTo: 1, series: [{ name: 'a', values: times }] },
    size,
    null,
  )
  const toY = valueScale(scene.domainY, [scene.bottom, scene.top], scene.linearTo)
  expect(toY(2e5)).toBeGreaterThanOrEqual(scene.top)
  expect(toY(-0.4)).toBeLessThanOrEqual(scene.bottom)
  expect(toY(0) - toY(1)).toBeGreaterThan(8)
  expect(scene.yTicks.map(({ at }) => at)).toEqual(expect.arrayContaining([0, 100_000]))
  const drawn = scene.yTicks.map(({ at }) => toY(at))
  expect(drawn.slice(1).every((y, k) => drawn[k]! - y >= 26)).toBe(true)
  // Near the limit a linear axis says more.
  const near = makeScene(
    { ...data, linearTo: 1, threshold: limit, series: [{ name: 'a', values: times.map((v) => v % 2) }] },
    size,
    null,
  )
  expect(near.linearTo).toBeUndefined()
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

test('limits that move are on the axis, thinned with their extremes, and cut where they are not defined', () => {
  const limit = values.map((v, i) => (i < 30 ? NaN : i === 70_000 ? 40 : v + 2))
  const moving = {
    ...data,
    threshold: null,
    limits: [{ name: 'limit', level: 'drift' as const, values: Float64Array.from(limit) }],
  }
  const scene = makeScene(moving, size, null)
  expect(scene.domainY[1]).toBeGreaterThan(40)
  const [line] = scene.limitLines
  const points = line!.path.split(/[ML]/).filter(Boolean)
  expect(points.length).toBeLessThanOrEqual(800)
  // The spike is drawn: the highest point of the line lies at its height.
  const toY = (v: number) =>
    scene.bottom -
    ((v - scene.domainY[0]) / (scene.domainY[1] - scene.domainY[0])) * (scene.bottom - scene.top)
  expect(Math.min(...points.map((p) => Number(p.split(',')[1])))).toBeCloseTo(toY(40), 1)
  expect(scene.beyond).toMatch(/^M.*Z$/)
  expect(makeScene({ ...moving, limits: [] }, size, null).beyond).toBeNull()
  // A gap in the middle makes two pieces.
  const torn = Float64Array.from(limit, (v, i) => (i > 40_000 && i < 50_000 ? NaN : v))
  const parts = makeScene({ ...moving, limits: [{ ...moving.limits[0]!, values: torn }] }, size, null)
  expect(parts.limitLines[0]!.path.match(/M/g)).toHaveLength(2)
})

test('a control chart far from zero fills the plot', () => {
  const level = (v: number) => new Float64Array(n).fill(v)
  const limits = [
    { name: 'upper', level: 'drift' as const, values: level(110) },
    { name: 'lower', level: 'drift' as const, values: level(90) },
    { name: 'mean', level: 'centre' as const, values: level(100) },
  ]
  const chart = { ...data, threshold: null, series: [{ name: 'a', values: level(101) }], limits }
  const scene = makeScene(chart, size, null)
  expect(scene.domainY[0]).toBeGreaterThan(85)
  expect(scene.domainY[1]).toBeLessThan(115)
  // Beyond both: above the upper and below the lower.
  expect(scene.beyond!.match(/M/g)).toHaveLength(2)
  expect(scene.edgeLabels.map((l) => l.text)).toContain('lower 90')
})

test('drift below the threshold is under it; warnings have a lane of their own', () => {
  const above = makeScene(data, size, null)
  const below = makeScene({ ...data, side: 'below' }, size, null)
  expect(above.beyond).toMatch(new RegExp(`^M[\\d.]+,${above.top - 2}H`))
  expect(below.beyond).toMatch(new RegExp(`^M[\\d.]+,${below.bottom + 2}H`))
  const warned = makeScene(
    { ...data, warnings: [{ start: 53_000, end: 53_999, peak: 53_500, series: 'a' }] },
    size,
    null,
  )
  expect(warned.warningRails).toHaveLength(1)
  expect(warned.warningY).toBeGreaterThan(warned.railY)
  expect(warned.top).toBeGreaterThan(above.top)
})

test('alarms of one change are one rail, with how many they are', () => {
  const alarms = [1000, 20_000, 40_000, 80_000].map((at) => ({ start: at, end: at, peak: at, series: 'a' }))
  const changes = [
    { first: 0, last: 2, kind: 'lasting' as const, began: null },
    { first: 3, last: 3, kind: 'unconfirmed' as const, began: null },
  ]
  const { rails } = makeScene({ ...data, alarms, changes }, size, null)
  expect(rails.map(({ label, unconfirmed }) => [label?.text, unconfirmed])).toEqual([
    ['3 alarms', false],
    [undefined, true],
  ])
  expect(makeScene({ ...data, alarms }, size, null).rails).toHaveLength(4)
})
