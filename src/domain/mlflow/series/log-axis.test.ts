import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { ChartMaker, type ChartRequest } from './chart-data'
import { historyOf } from './history'
import { HistoryStore } from './history-store'
import { smoothed } from './smoothing'

const request: ChartRequest = {
  metric: 'loss',
  runIds: ['a'],
  axis: 'step',
  xScale: 'log',
  view: null,
  maxPoints: 64,
  smoothing: 0,
  groups: [],
}
const makerOf = (points: readonly { step: number; value: number }[]) => {
  const store = new HistoryStore()
  store.put('a', 'loss', historyOf(points.map((point) => ({ ...point, at: 0 }))))
  return new ChartMaker(store)
}
const steps = (value: (step: number) => number, length: number, first = 0) =>
  Array.from({ length }, (_, i) => ({ step: first + i, value: value(first + i) }))

test('x are exponents of ten, and what has none is counted', () => {
  const data = makerOf(steps((step) => step, 103, -2)).make({ ...request, maxPoints: 200 })
  expect(data.unplaced).toBe(3)
  expect([...data.series[0]!.raw.x]).toEqual(Array.from({ length: 100 }, (_, i) => Math.log10(i + 1)))
  expect(data.extent).toEqual([0, 2])
})

test('each pixel of the logarithmic axis keeps its smallest and its largest value, exactly', () => {
  const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 300, maxLength: 3000 }),
      fc.double({ min: 0, max: 0.4, noNaN: true }),
      fc.double({ min: 0.6, max: 1, noNaN: true }),
      (values, from, to) => {
        const points = values.map((one, i) => ({ step: i + 1, value: one }))
        const last = Math.log10(values.length)
        const view = [from * last, to * last] as const
        const maxPoints = 66
        const { raw } = makerOf(points).make({ ...request, view, maxPoints }).series[0]!
        const inside = points.filter(({ step }) => {
          const at = Math.log10(step)
          return at >= view[0] && at <= view[1]
        })
        // As many stretches as points allow for: equally wide on the axis, from the first point in view to the last.
        const stretches = (maxPoints - 2) / 2
        const [low, high] = [Math.log10(inside[0]!.step), Math.log10(inside.at(-1)!.step)]
        const drawn = new Map(Array.from(raw.x, (x, i) => [x, raw.y[i]!] as const))
        for (let k = 0; k < stretches; k++) {
          // A hair away from the borders, where either stretch may hold a point.
          const [begin, end] = [k, k + 1].map((edge) => low + (edge / stretches) * (high - low))
          const own = inside.filter(
            ({ step }) => Math.log10(step) > begin! + 1e-9 && Math.log10(step) < end! - 1e-9,
          )
          const near = inside.filter(
            ({ step }) => Math.log10(step) > begin! - 1e-9 && Math.log10(step) < end! + 1e-9,
          )
          if (own.length === 0 || own.length !== near.length) continue
          const kept = own.flatMap(({ step }) => drawn.get(Math.log10(step)) ?? [])
          const all = own.map((point) => point.value)
          expect(Math.min(...kept)).toBe(Math.min(...all))
          expect(Math.max(...kept)).toBe(Math.max(...all))
        }
      },
    ),
    { numRuns: tries(30) },
  )
})

test('a peak early on, which even steps would hide in their first pixel, stands at its place', () => {
  const data = makerOf(steps((step) => (step === 3 ? 9 : step === 5 ? -9 : 1), 100_000)).make(request)
  const { x, y } = data.series[0]!.raw
  expect(x[y.indexOf(9)]).toBe(Math.log10(3))
  expect(x[y.indexOf(-9)]).toBe(Math.log10(5))
  expect(x.length).toBeLessThanOrEqual(64)
})

test('an average holds the points without a place too, as on the linear axis', () => {
  const points = steps((step) => (step * 7) % 5, 20)
  const log = makerOf(points).make({ ...request, smoothing: 0.5 }).series[0]!.smooth!
  const values = Float64Array.from(points, ({ value }) => value)
  expect([...log.y]).toEqual([...smoothed(values, 0.5)].slice(1))
})

test('a line of nothing but 0 has no point, and the chart says how many it left out', () => {
  const data = makerOf([{ step: 0, value: 5 }]).make(request)
  expect(data.extent).toBeNull()
  expect(data.unplaced).toBe(1)
})

test('one maker draws both axes in turn', () => {
  const maker = makerOf(steps((step) => step, 11))
  expect(maker.make(request).extent).toEqual([0, 1])
  expect(maker.make({ ...request, xScale: 'linear' })).toMatchObject({ extent: [0, 10], unplaced: 0 })
})
