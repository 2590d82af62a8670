import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { historyOf, joinHistories, summariseHistory, valueAtStep } from './history'
import { HistoryStore } from './history-store'
import { traceOf } from './trace'

const point = (step: number, value: number, at = step * 1000) => ({ step, value, at })

describe('a history', () => {
  test('is put in order by step, then time; clamped infinities are turned back; NaN stays', () => {
    const history = historyOf([
      point(2, Number.NaN),
      point(1, 5, 9000),
      point(1, 4, 8000),
      point(0, Number.MAX_VALUE),
      point(-1, -Number.MAX_VALUE),
    ])
    expect([...history.steps]).toEqual([-1, 0, 1, 1, 2])
    expect([...history.values]).toEqual([-Infinity, Infinity, 4, 5, Number.NaN])
    expect([...history.times]).toEqual([-1000, 0, 8000, 9000, 2000])
  })

  test('tells last, smallest and largest with their steps, and what is odd', () => {
    const history = historyOf([
      point(0, 3),
      point(1, 1),
      point(1, 1, 1500),
      point(2, 7),
      point(3, Number.NaN),
    ])
    expect(summariseHistory(history)).toEqual({
      last: { step: 3, value: Number.NaN, at: 3000 },
      min: { step: 1, value: 1, at: 1000 },
      max: { step: 2, value: 7, at: 2000 },
      count: 5,
      nans: 1,
      infinities: 0,
      repeated: 1,
    })
    expect(summariseHistory(historyOf([]))).toBeNull()
    expect(summariseHistory(historyOf([point(0, Number.NaN)]))).toMatchObject({ min: null, max: null })
  })

  test('the value at a step is that of its latest point', () => {
    const history = historyOf([point(5, 1, 10), point(5, 2, 30), point(5, 3, 20), point(9, 4)])
    expect([5, 9, 6, 0].map((step) => valueAtStep(history, step))).toEqual([2, 4, undefined, undefined])
  })

  test('pages join to the same history whatever their cut and order', () => {
    const points = fc.array(
      fc.record({ step: fc.nat(20), value: fc.oneof(fc.double(), fc.constant(Number.NaN)), at: fc.nat(5) }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(points, fc.nat(40), (points, cut) => {
        const unique = joinHistories(historyOf(points), historyOf([]))
        const pages = [historyOf(points.slice(cut)), historyOf(points.slice(0, cut))]
        expect(joinHistories(pages[0]!, pages[1]!)).toEqual(unique)
        // A page that came twice changes nothing.
        expect(joinHistories(unique, pages[0]!)).toEqual(unique)
      }),
    )
  })
})

test('aggregates are unknown where no history is loaded', () => {
  const store = new HistoryStore()
  store.put('r', 'loss', historyOf([point(0, 3), point(1, 1), point(2, 2)]))
  expect(store.aggregate('r', 'loss', 'min')).toBe(1)
  expect(store.aggregate('r', 'loss', 'max')).toBe(3)
  expect(store.aggregate('r', 'loss', { step: 2 })).toBe(2)
  expect(store.aggregate('r', 'loss', { step: 7 })).toBeNull()
  expect(store.aggregate('r', 'acc', 'min')).toBeUndefined()
  expect(store.aggregate('other', 'loss', 'min')).toBeUndefined()
  store.put('r', 'loss', historyOf([point(3, 0)]), { append: true })
  expect(store.summary('r', 'loss')).toMatchObject({ count: 4, min: { step: 3, value: 0 } })
  store.drop(['r'])
  expect(store.summary('r', 'loss')).toBeNull()
  store.put('r', 'loss', historyOf([point(0, 3)]))
  store.clear()
  expect(store.aggregate('r', 'loss', 'max')).toBeUndefined()
})

describe('x axes', () => {
  const history = historyOf([point(0, 10, 500), point(1, 11, 400), point(2, 12, 900)])
  test('time and relative time ascend though the steps went back in time', () => {
    const time = traceOf(history, 'time')
    expect([[...time.x], [...time.y], [...time.steps]]).toEqual([
      [400, 500, 900],
      [11, 10, 12],
      [1, 0, 2],
    ])
    expect([...traceOf(history, 'relative').x]).toEqual([0, 100, 500])
    expect([...traceOf(history, 'step').x]).toEqual([0, 1, 2])
  })

  test('along another metric, points meet at the same step; what has no partner is left out', () => {
    const other = historyOf([point(0, 0.9), point(2, 0.1), point(1, Number.NaN), point(3, 0.5)])
    const trace = traceOf(history, { metric: 'epoch' }, other)
    expect([[...trace.x], [...trace.y], [...trace.steps]]).toEqual([
      [0.1, 0.9],
      [12, 10],
      [2, 0],
    ])
    expect(traceOf(history, { metric: 'epoch' }).x).toHaveLength(0)
  })
})
