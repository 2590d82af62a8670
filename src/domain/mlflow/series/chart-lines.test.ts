import { expect, test } from 'vitest'
import { bandOf } from './band'
import { bandLine, lineOf, linesOf, oneValueEach, relativeUnit } from './chart-lines'
import { thinTrace } from './thin'

const trace = (y: number[]) => ({
  x: Float64Array.from(y, (_, i) => i),
  y: Float64Array.from(y),
  steps: Float64Array.from(y, (_, i) => i),
})

test('infinite values stand where they were logged', () => {
  const raw = thinTrace(trace([1, Infinity, 3, -Infinity]), null, 100)
  expect(lineOf({ raw, smooth: null })).toEqual({
    x: Float64Array.of(0, 1, 2, 3),
    y: Float64Array.of(1, Infinity, 3, -Infinity),
  })
})

test('an infinite value whose gap was thinned away comes back in the order of x', () => {
  const values = Array.from({ length: 1000 }, (_, i) => (i === 501 ? Infinity : Math.sin(i)))
  const line = lineOf({ raw: thinTrace(trace(values), null, 32), smooth: null })
  expect(line.y[line.x.indexOf(501)]).toBe(Infinity)
  expect(line.x).toEqual(line.x.toSorted())
})

test('smoothed and raw keep all their points over one x', () => {
  const raw = { ...thinTrace(trace([0, 4, 0, 0]), null, 100), x: Float64Array.of(0, 1, 2, 3) }
  const smooth = { ...raw, x: Float64Array.of(0, 2, 3), y: Float64Array.of(0, 2, 2) }
  expect(lineOf({ raw, smooth })).toEqual({
    x: Float64Array.of(0, 1, 2, 3),
    y: Float64Array.of(0, 1, 2, 2),
    raw: Float64Array.of(0, 4, 0, 0),
  })
})

test('extremes of a long raw line stay beside its smoothed one', () => {
  const values = Array.from({ length: 5000 }, (_, i) => (i === 3333 ? 99 : Math.sin(i)))
  const raw = thinTrace(trace(values), null, 64)
  const smooth = thinTrace(trace(values.map((v) => v / 2)), null, 40)
  const line = lineOf({ raw, smooth })
  expect(Math.max(...line.raw!.filter((v) => !Number.isNaN(v)))).toBe(99)
  expect(line.x).toEqual(line.x.toSorted())
})

test('a band has no area where one run is alone', () => {
  const band = bandOf([trace([1, 2]), trace([3])], null, 100)
  const { y, band: area } = bandLine(band)
  expect(y).toEqual(Float64Array.of(2, 2))
  expect(area.low[0]).toBeCloseTo(2 - Math.SQRT2)
  expect(area.low[1]).toBeNaN()
})

test('lines carry the look of their run, or of their group, in the unit of the axis', () => {
  const raw = thinTrace(trace([1, 2]), null, 100)
  const looks = new Map([
    ['run', { name: 'a run', colour: 3, style: 1 }],
    ['group', { name: 'a group', colour: 2, style: 0 }],
  ])
  const data = { notLoaded: [], extent: null, unplaced: 0, suggested: null }
  const series = [
    { runId: 'run', raw, smooth: null },
    { runId: 'other', raw, smooth: null },
  ]
  expect(linesOf({ ...data, series, bands: [] }, looks, (x) => x / 0.5)).toEqual([
    { name: 'a run', colour: 3, style: 1, x: Float64Array.of(0, 2), y: Float64Array.of(1, 2) },
  ])
  const bands = [{ name: 'group', band: bandOf([trace([1, 2]), trace([3, 4])], null, 100) }]
  expect(linesOf({ ...data, series, bands }, looks, null)).toMatchObject([
    { name: 'a group', colour: 2, y: Float64Array.of(2, 3) },
  ])
})

test('a time since the first value is told in a unit of its size', () => {
  expect(relativeUnit(90_000).label).toBe('seconds')
  expect(relativeUnit(600_000)).toEqual({ label: 'minutes', unitMs: 60_000 })
  expect(relativeUnit(86_400_000).label).toBe('hours')
})

test('one value each is told from lines', () => {
  const line = (name: string, x: number[], y: number[]) => ({
    name,
    colour: 0,
    style: 0,
    x: Float64Array.from(x),
    y: Float64Array.from(y),
  })
  const [a, b] = [line('a', [0], [0.9]), line('b', [0], [Number.NaN])]
  expect(oneValueEach([a, b])).toEqual([
    { name: 'a', colour: 0, style: 0, value: 0.9 },
    { name: 'b', colour: 0, style: 0, value: Number.NaN },
  ])
  expect(oneValueEach([a])).toBeNull()
  expect(oneValueEach([])).toBeNull()
  expect(oneValueEach([a, line('c', [7], [1])])).toBeNull()
  expect(oneValueEach([a, line('c', [0, 1], [1, 2])])).toBeNull()
})
