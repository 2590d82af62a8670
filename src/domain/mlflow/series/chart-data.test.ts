import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandOf } from './band'
import { ChartMaker, type ChartRequest } from './chart-data'
import { historyOf } from './history'
import { HistoryStore } from './history-store'
import { rangeWithoutOutliers } from './outliers'
import { smoothed } from './smoothing'
import { thinTrace } from './thin'
import { traceOf, type Trace } from './trace'

const trace = (values: readonly number[], x = values.map((_, i) => i)): Trace => ({
  x: Float64Array.from(x),
  y: Float64Array.from(values),
  steps: Float64Array.from(x),
})

describe('smoothing', () => {
  test('is the average whose start is corrected', () => {
    // By hand, w = 0.5: s = 1, 2, 3.5 halved in: (0.5)/0.5, (0.25 + 1.5)/0.75, (0.875 + 3)/0.875.
    expect([...smoothed(Float64Array.of(1, 3, 6), 0.5)]).toEqual([1, 1.75 / 0.75, 3.875 / 0.875])
  })

  test('equals the formula with a power for each point', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 2, maxLength: 50 }),
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        (values, weight) => {
          let last = 0
          const expected = values.map((value, i) => {
            last = last * weight + (1 - weight) * value
            return last / (1 - weight ** (i + 1))
          })
          const constant = values.every((value) => value === values[0])
          const found = smoothed(Float64Array.from(values), weight)
          for (const [i, value] of found.entries()) {
            expect(value).toBeCloseTo(constant ? values[0]! : expected[i]!, 6)
          }
        },
      ),
    )
  })

  test('passes over gaps, keeps them, and leaves a constant as it is', () => {
    const out = smoothed(Float64Array.of(1, Number.NaN, Number.POSITIVE_INFINITY, 3), 0.5)
    expect([...out]).toEqual([1, Number.NaN, Number.POSITIVE_INFINITY, 1.75 / 0.75])
    expect([...smoothed(Float64Array.of(0.1, 0.1, 0.1), 0.9)]).toEqual([0.1, 0.1, 0.1])
  })
})

describe('thinning', () => {
  const value = fc.oneof(
    { weight: 8, arbitrary: fc.double({ min: -1e9, max: 1e9, noNaN: true }) },
    { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
  )
  const points = fc.array(fc.record({ step: fc.nat(400), value, at: fc.nat(1000) }), { maxLength: 500 })

  test('what is drawn has the minimum and the maximum of what is in view', () => {
    fc.assert(
      fc.property(
        points,
        fc.nat(400),
        fc.nat(200),
        fc.integer({ min: 8, max: 60 }),
        fc.constantFrom('step', 'time', 'relative'),
        (points, from, width, maxPoints, axis) => {
          const whole = traceOf(historyOf(points), axis)
          const view = [from, from + width] as const
          const thin = thinTrace(whole, view, maxPoints)
          const raw = [...whole.y].filter((_, i) => whole.x[i]! >= view[0] && whole.x[i]! <= view[1])
          const finite = raw.filter((y) => Number.isFinite(y))
          const inside = [...thin.y.subarray(thin.before, thin.y.length - thin.after)]
          const drawn = inside.filter((y) => Number.isFinite(y))
          expect(Math.min(...drawn)).toBe(Math.min(...finite))
          expect(Math.max(...drawn)).toBe(Math.max(...finite))
          expect(inside.length).toBeLessThanOrEqual(maxPoints)
          expect(thin.inView).toBe(raw.length)
          expect(thin.infinities).toHaveLength(raw.filter((y) => Math.abs(y) === Infinity).length)
        },
      ),
    )
  })

  test('runs on to one point beyond either edge, and marks infinities apart', () => {
    const thin = thinTrace(trace([5, 6, Infinity, 8, 9]), [1, 3], 100)
    expect([[...thin.x], [...thin.y], thin.before, thin.after]).toEqual([
      [0, 1, 2, 3, 4],
      [5, 6, Number.NaN, 8, 9],
      1,
      1,
    ])
    expect(thin.infinities).toEqual([{ x: 2, sign: 1 }])
  })

  test('a view between two points draws the line that crosses it', () => {
    const thin = thinTrace(trace([5, 6]), [0.2, 0.8], 100)
    expect([[...thin.x], thin.before, thin.after, thin.inView]).toEqual([[0, 1], 1, 1, 0])
  })
})

test('a range without outliers leaves a spike out, and is not offered where there is none', () => {
  const values = Float64Array.from({ length: 1000 }, (_, i) => (i % 100) / 100)
  values[500] = 1e6
  const range = rangeWithoutOutliers([values])!
  expect(range.low).toBe(0)
  expect(range.high).toBeCloseTo(0.94 + 0.45, 1)
  expect(rangeWithoutOutliers([Float64Array.of(1, 1, 1)])).toBeNull()
  expect(rangeWithoutOutliers([Float64Array.of(Number.NaN)])).toBeNull()
})

test('the start of a learning curve is no outlier', () => {
  const curve = Float64Array.from({ length: 300 }, (_, i) => 0.7 - 0.5 * Math.exp(-i / 50))
  expect(rangeWithoutOutliers([curve])).toBeNull()
})

test('the percentiles are those of the sorted values', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 200 }),
      (values) => {
        const sorted = Float64Array.from(values).sort()
        const last = sorted.length - 1
        const [lower, upper] = [sorted[Math.floor(last * 0.05)]!, sorted[Math.ceil(last * 0.95)]!]
        const margin = (upper - lower) * 0.5
        const range = rangeWithoutOutliers([Float64Array.from(values)])
        const low = Math.max(sorted[0]!, lower - margin)
        const high = Math.min(sorted[last]!, upper + margin)
        expect(range).toEqual(low > sorted[0]! || high < sorted[last]! ? { low, high } : null)
      },
    ),
  )
})

describe('bands', () => {
  test('mean and deviation at the steps that runs share; a run that ended is not drawn on', () => {
    const band = bandOf([trace([1, 2, 3]), trace([3, 4])], null, 100)
    expect([...band.x]).toEqual([0, 1, 2])
    expect([...band.mean]).toEqual([2, 3, 3])
    expect([...band.sd]).toEqual([Math.SQRT2, Math.SQRT2, Number.NaN])
    expect([...band.count]).toEqual([2, 2, 1])
  })

  test('interpolates between points, never across a gap, on an even grid when there are too many', () => {
    const band = bandOf([trace([0, 10], [0, 10]), trace([0, Number.NaN, 10], [0, 5, 10])], null, 100)
    expect([...band.x]).toEqual([0, 5, 10])
    expect([...band.mean]).toEqual([0, 5, 10])
    expect([...band.count]).toEqual([2, 1, 2])
    const long = trace(Array.from({ length: 1000 }, (_, i) => 2 * i))
    const even = bandOf([long], [100, 300], 5)
    expect([...even.x]).toEqual([100, 150, 200, 250, 300])
    expect([...even.mean]).toEqual([200, 300, 400, 500, 600])
  })
})

test('a chart says which runs are not loaded, keeps raw beside smooth, and follows new points', () => {
  const store = new HistoryStore()
  const maker = new ChartMaker(store)
  const request: ChartRequest = {
    metric: 'loss',
    runIds: ['a', 'b'],
    axis: 'step',
    xScale: 'linear',
    view: null,
    maxPoints: 100,
    smoothing: 0.5,
    groups: [{ name: 'all', runIds: ['a', 'b'] }],
  }
  store.put('a', 'loss', historyOf([1, 3, 6].map((value, step) => ({ step, value, at: 0 }))))
  const first = maker.make(request)
  expect(first.notLoaded).toEqual(['b'])
  expect(first.series).toHaveLength(1)
  expect([...first.series[0]!.raw.y]).toEqual([1, 3, 6])
  expect([...first.series[0]!.smooth!.y]).toEqual([1, 1.75 / 0.75, 3.875 / 0.875])
  expect(first.extent).toEqual([0, 2])
  expect([...first.bands[0]!.band.mean]).toEqual([...first.series[0]!.smooth!.y])
  expect([...maker.make({ ...request, smoothing: 0 }).bands[0]!.band.mean]).toEqual([1, 3, 6])
  store.put('a', 'loss', historyOf([{ step: 3, value: 9, at: 0 }]), { append: true })
  expect([...maker.make({ ...request, smoothing: 0 }).series[0]!.raw.y]).toEqual([1, 3, 6, 9])
  expect(maker.make({ ...request, axis: { metric: 'epoch' } }).notLoaded).toEqual(['a', 'b'])
})
