import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leastSquares, trendWords, wayOf } from './trend'
import { type TrendPoint, trendScene } from './trend-scene'

const point = (x: number, y: number): TrendPoint => ({
  id: `${x} ${y}`,
  name: `${x}`,
  colour: 0,
  symbol: 0,
  group: '',
  x,
  y,
})
const size = { width: 600, height: 320 }
const linear = { x: 'linear', y: 'linear' } as const

test("Anscombe's first quartet: y = 3.00 + 0.500 x, r = 0.816 (doi:10.1080/00031305.1973.10478966)", () => {
  const xs = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5]
  const ys = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68]
  const trend = leastSquares(xs.map((x, k) => ({ x, y: ys[k]! })))!
  expect(trend.slope).toBeCloseTo(0.5000909, 6)
  expect(trend.intercept).toBeCloseTo(3.0000909, 6)
  expect(trend.r).toBeCloseTo(0.8164205, 6)
})

test('a large offset does not harm', () => {
  const trend = leastSquares([1, 2, 3, 4].map((k) => ({ x: 1e9 + k, y: 2 * k })))!
  expect(trend.slope).toBeCloseTo(2, 9)
  expect(trend.r).toBeCloseTo(1, 12)
})

test('the residuals are orthogonal to x, whatever the points', () => {
  const value = fc.double({ min: -100, max: 100, noNaN: true })
  fc.assert(
    fc.property(fc.array(fc.record({ x: value, y: value }), { minLength: 3, maxLength: 30 }), (points) => {
      const trend = leastSquares(points)
      if (!trend) return
      const spread = Math.max(...points.map(({ x }) => x)) - Math.min(...points.map(({ x }) => x))
      fc.pre(spread > 1e-3)
      const sum = points.reduce((s, { x, y }) => s + (y - trend.intercept - trend.slope * x), 0)
      const along = points.reduce((s, { x, y }) => s + x * (y - trend.intercept - trend.slope * x), 0)
      expect(Math.abs(sum)).toBeLessThan(1e-6)
      expect(Math.abs(along)).toBeLessThan(1e-4)
    }),
  )
})

test('no trend below two points or without a spread of x; no r without one of y', () => {
  expect(
    leastSquares([
      { x: 1, y: 2 },
      { x: Number.NaN, y: 3 },
    ]),
  ).toBeNull()
  expect(
    leastSquares([
      { x: 1, y: 2 },
      { x: 1, y: 3 },
    ]),
  ).toBeNull()
  expect(
    leastSquares([
      { x: 1, y: 2 },
      { x: 2, y: 2 },
    ]),
  ).toMatchObject({ slope: 0, r: Number.NaN, n: 2 })
})

test('the line ends inside the plot', () => {
  const scene = trendScene([point(0, 0), point(1, 10), point(2, 0.1), point(0.1, 9)], linear, size)
  for (const { x, y } of scene.trendEnds) {
    expect(x).toBeGreaterThanOrEqual(scene.domainX[0] - 1e-9)
    expect(x).toBeLessThanOrEqual(scene.domainX[1] + 1e-9)
    expect(y).toBeGreaterThanOrEqual(scene.domainY[0] - 1e-9)
    expect(y).toBeLessThanOrEqual(scene.domainY[1] + 1e-9)
  }
})

test('on logarithmic axes the trend is of the logarithms: a power law is a line', () => {
  const points = [0.001, 0.01, 0.1, 1].map((x) => point(x, 5 * x ** 2))
  const scene = trendScene([...points, point(-1, 3)], { x: 'log', y: 'log' }, size)
  expect(scene.trend!.slope).toBeCloseTo(2, 9)
  expect(scene.unplaced).toBe(1)
})

test('of many points some are drawn, and the trend is of all', () => {
  const scene = trendScene(
    Array.from({ length: 5000 }, (_, k) => point(k, 2 * k)),
    linear,
    size,
  )
  expect(scene.placed.length).toBeLessThanOrEqual(2000)
  expect(scene.trend!.n).toBe(5000)
})

test("Spearman's correlation is of the ranks, and ties share theirs", () => {
  const grown = leastSquares([1, 2, 3, 4, 5].map((x) => ({ x, y: Math.exp(x) })))!
  expect(grown.rho).toBe(1)
  expect(grown.r).toBeLessThan(0.95)
  // Ranks 1, 2.5, 2.5, 4, 5 and 2, 1, 3.5, 3.5, 5: by hand, 7.25 / 9.5.
  const tied = leastSquares([1, 2, 2, 3, 4].map((x, k) => ({ x, y: [2, 1, 3, 3, 4][k]! })))!
  expect(tied.rho).toBeCloseTo(7.25 / 9.5, 12)
})

test('a way is told only where chance would not bring it', () => {
  const trend = (n: number, rho: number) => ({ slope: 1, intercept: 0, r: rho, rho, n })
  expect(wayOf(trend(9, 1))).toBeNull()
  expect(wayOf(trend(10, 0.5))).toBeNull()
  expect(wayOf(trend(200, -0.5))).toBe('falls')
  expect(wayOf(trend(20, 1))).toBe('rises')
  expect(wayOf(null)).toBeNull()
})

test('the trend in words', () => {
  expect(trendWords({ slope: 1, intercept: 0, r: -0.831, rho: -0.9, n: 120 }, 'runs')).toBe(
    'Spearman ρ −0.90, Pearson r −0.83 over 120 runs.',
  )
  expect(trendWords({ slope: 1, intercept: 0, r: 1, rho: 1, n: 2 }, 'runs')).toContain('not a correlation')
  expect(trendWords(null, 'runs')).toContain('No trend')
})
