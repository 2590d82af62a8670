import { expect, test } from 'vitest'
import { bandPath, lonePoints, seriesPath } from './line-paths'
import type { LineSeries } from './line-series'
import { linesScene, linesSummary, readingsAt, wholeX } from './lines-scene'
import { valueAxis } from './value-axis'

const series = (name: string, y: number[], more: Partial<LineSeries> = {}): LineSeries => ({
  name,
  colour: 0,
  style: 0,
  x: Float64Array.from(y, (_, i) => i),
  y: Float64Array.from(y),
  ...more,
})
const size = { width: 600, height: 240 }
const scene = (some: readonly LineSeries[], yScale: 'linear' | 'log' | 'symlog' = 'linear', height = 240) =>
  linesScene(
    { series: some, xKind: 'number', zone: 'UTC', yScale, yLabel: 'loss', view: null },
    { ...size, height },
  )

test('labels at the ends carry the last values and do not overlap', () => {
  const { endLabels, bottom, right } = scene(
    Array.from({ length: 6 }, (_, k) => series(`run ${k}`, [0, 0.5, 0.7 + k / 1000])),
  )
  expect(endLabels.map(({ value, name }) => `${value} ${name}`)).toContain('0.705 run 5')
  const ys = endLabels.map(({ y }) => y).sort((a, b) => a - b)
  for (const [k, y] of ys.entries()) if (k > 0) expect(y - ys[k - 1]!).toBeGreaterThanOrEqual(14 - 1e-9)
  expect(Math.max(...ys)).toBeLessThanOrEqual(bottom)
  expect(right).toBeLessThan(size.width - 60)
})

test('a line that ends below a logarithmic axis ends there, at its own last value', () => {
  const { endLabels, bottom } = scene([series('falls', [1, 0.1, -0.45]), series('stays', [1, 1, 1])], 'log')
  expect(endLabels).toMatchObject([
    { name: 'falls', value: '-0.45', lineY: bottom },
    { name: 'stays', value: '1' },
  ])
})

test('where labels do not fit, the plot has their room', () => {
  const { endLabels, right } = scene(Array.from({ length: 30 }, (_, k) => series(`run ${k}`, [k, k + 1])))
  expect(endLabels).toEqual([])
  expect(right).toBe(size.width - 12)
})

test('charts of a page name their lines in one way, also where one has few of them', () => {
  const few = [series('run 0', [1, 2]), series('run 1', [2, 3])]
  const of = (names: readonly string[]) =>
    linesScene(
      { series: few, xKind: 'number', zone: 'UTC', yScale: 'linear', yLabel: 'loss', names, view: null },
      size,
    )
  const names = Array.from({ length: 15 }, (_, k) => `run ${k}`)
  expect(of(names)).toMatchObject({ isNamedAtEnds: false, endLabels: [], right: size.width - 12 })
  expect(of(names.slice(0, 5)).endLabels).toHaveLength(2)
})

test('a range of values cuts the axis, and ends beyond it are named at its edge', () => {
  const made = linesScene(
    {
      series: [series('spike', [1, 2, 900])],
      xKind: 'number',
      zone: 'UTC',
      yScale: 'linear',
      yLabel: 'loss',
      rangeY: [0, 3],
      view: null,
    },
    size,
  )
  expect(made.axis.domain[1]).toBeLessThan(4)
  expect(made.endLabels[0]).toMatchObject({ value: '900', lineY: made.top })
  expect(made.cutOff).toEqual({ below: null, above: 900 })
  expect(scene([series('whole', [1, 2, 900])]).cutOff).toEqual({ below: null, above: null })
})

test('more than 20 lines are a canvas', () => {
  const many = (n: number) => scene(Array.from({ length: n }, (_, k) => series(`${k}`, [1, 2])))
  expect(many(20).isCanvas).toBe(false)
  expect(many(21).isCanvas).toBe(true)
})

test('a gap parts the line, infinities are marks at the edges, not values', () => {
  const one = series('loss', [1, Number.NaN, 2, 3, Infinity, -Infinity])
  const made = scene([one])
  expect(seriesPath(one.x, one.y, made).match(/M/g)).toHaveLength(2)
  expect(made.infinities.map(({ isUp }) => isUp)).toEqual([true, false])
  expect(made.axis.domain[1]).toBeLessThan(4)
})

test('a band is parted where a bound is unknown', () => {
  const band = {
    low: Float64Array.of(0, 1, Number.NaN, 1, 2),
    high: Float64Array.of(1, 2, 3, 2, 3),
  }
  const one = series('mean', [0.5, 1.5, 2, 1.5, 2.5], { band })
  expect(bandPath(one, scene([one])).match(/Z/g)).toHaveLength(2)
})

test('a logarithmic axis tells what has no place on it', () => {
  const made = scene([series('loss', [-1, 0, 0.001, 10])], 'log')
  expect(made.unplaced).toBe(-1)
  expect(scene([series('loss', [0.001, 10])], 'log').unplaced).toBeNull()
  expect(made.axis.ticks.map(({ label }) => label)).toContain('0.1')
  expect(made.axis.toY(-1)).toBeNaN()
})

test('every axis maps its ends to the ends of the plot, in order', () => {
  for (const kind of ['linear', 'log', 'symlog'] as const) {
    const axis = valueAxis([0.001, 50], kind, 200, 0)
    expect(axis.toY(axis.domain[0])).toBeCloseTo(200, 9)
    expect(axis.toY(axis.domain[1])).toBeCloseTo(0, 9)
    expect(axis.ticks.length).toBeGreaterThan(1)
    for (const { at } of axis.ticks) {
      expect(axis.toY(at)).toBeGreaterThanOrEqual(-1e-6)
      expect(axis.toY(at)).toBeLessThanOrEqual(200 + 1e-6)
    }
  }
})

test('symlog holds both signs and zero, and its labels keep apart', () => {
  const axis = valueAxis([-5, 1000], 'symlog', 200, 0)
  const ys = axis.ticks.map(({ at }) => axis.toY(at))
  expect(axis.ticks.map(({ at }) => at)).toContain(0)
  for (const [k, y] of ys.entries()) if (k > 0) expect(ys[k - 1]! - y).toBeGreaterThanOrEqual(16)
})

test('symlog of values of one sign begins beside them, and has ticks between two powers of ten', () => {
  const positive = valueAxis([32, 9600], 'symlog', 200, 0)
  expect(positive.domain[0]).toBeGreaterThan(0)
  const narrow = valueAxis([0.18, 0.83], 'symlog', 200, 0)
  expect(narrow.ticks.length).toBeGreaterThan(2)
  expect(valueAxis([0, 0], 'symlog', 200, 0).toY(0)).toBeCloseTo(100)
})

test('constant and empty lines have axes too', () => {
  expect(scene([series('flat', [3, 3])]).axis.domain).toEqual([1.5, 4.5])
  expect(wholeX([series('none', [])])).toEqual([0, 1])
  expect(wholeX([series('one', [5])])).toEqual([-0.5, 0.5])
  expect(scene([]).endLabels).toEqual([])
})

test('readings are sorted by value, unknown last; a line that ended says nothing', () => {
  const some = [series('a', [1, 2, 3]), series('b', [9, 8, Number.NaN]), series('short', [5])]
  expect(readingsAt(some, 2).map(({ series: k, value }) => [k, value])).toEqual([
    [0, 3],
    [1, Number.NaN],
  ])
  expect(readingsAt(some, 0).map(({ value }) => value)).toEqual([9, 5, 1])
})

test('the chart in words', () => {
  expect(linesSummary([series('a', [1, 0.25]), series('b', [1, 0.5, Number.NaN])])).toBe(
    '2 lines; b ends highest at 0.5, a lowest at 0.25.',
  )
  expect(linesSummary([series('a', [1]), series('b', [0, 1])])).toBe('2 lines end at 1.')
  expect(linesSummary([series('a', [Number.NaN])])).toBe('Every value is NaN.')
  expect(linesSummary([series('a', [-Infinity, Number.NaN])])).toBe('No line has a finite value.')
  expect(linesSummary([series('a', [])])).toBe('No line has a value.')
  // A key of MLflow may have 250 characters.
  const long = `${'k'.repeat(52)}…${'k'.repeat(20)}`
  expect(linesSummary([series('k'.repeat(250), [1])])).toBe(`${long} ends at 1.`)
})

test('steps are whole, and so are their ticks; between two of them there are others', () => {
  const few = series('a', [1, 2, 3])
  const labels = (some: LineSeries, view: readonly [number, number] | null = null) =>
    linesScene(
      { series: [some], xKind: 'number', zone: 'UTC', yScale: 'linear', yLabel: 'loss', view },
      size,
    ).xTicks.map(({ label }) => label)
  expect(labels(few)).toEqual(['0', '1', '2'])
  expect(labels(few, [0.2, 0.8])).toContain('0.50')
  expect(labels({ ...few, x: Float64Array.of(0, 0.5, 2) }).length).toBeGreaterThan(3)
})

test('a value between gaps is a point; one with a neighbour is the line’s', () => {
  const parted = series('a', [1, Number.NaN, 3, Infinity, 5, 6])
  const made = scene([parted])
  expect(lonePoints(parted, made).map(({ x }) => x)).toEqual([made.toX(0), made.toX(2)])
  expect(lonePoints(series('b', [1, 2]), made)).toEqual([])
})

test('values of one step stand over that step alone', () => {
  const once = (step: number, name: string): LineSeries => ({
    name,
    colour: 0,
    style: 0,
    x: Float64Array.of(step),
    y: Float64Array.of(0.95),
  })
  expect(scene([once(3, 'a'), once(3, 'b')]).xTicks).toEqual([{ at: 3, label: '3' }])
  expect(scene([once(3, 'a'), once(4, 'b')]).xTicks.length).toBeGreaterThan(1)
})
