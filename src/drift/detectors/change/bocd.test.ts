import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { logGamma } from '../../math/log-gamma'
import { createRandom, normal, PURPOSE } from '../../random'
import { loadDetector } from '../../run'
import type { TraceResult, TraceView } from '../../results'
import { sampleOf } from '../../samples-for-tests'
import { openStream } from '../../stream'

const random = createRandom(12, PURPOSE.test)
const step = Array.from({ length: 400 }, (_, i) => normal(random) + (i < 200 ? 0 : 3))

const run = async (params: object, values: readonly number[]) => {
  const detect = await loadDetector('bocd')
  return driveSync(detect(params, { reference: null, test: sampleOf(values.map((x) => [x])) })) as TraceResult
}

const picture = ({ views }: TraceResult) =>
  views.find((view): view is Extract<TraceView, { kind: 'run-length' }> => view.kind === 'run-length')!

test('without changes to expect, the evidence is the marginal likelihood in closed form', async () => {
  // P(start) after two values against a change before the second, H = ½: densities of x₁x₂ as one run and as two.
  const [x1, x2] = [0.3, -1.1]
  const marginal = (xs: number[]) => {
    const n = xs.length
    const mean = xs.reduce((a, b) => a + b, 0) / n
    const squares = xs.reduce((a, b) => a + (b - mean) ** 2, 0)
    const beta = 1 + squares / 2 + (n * mean * mean) / (2 * (n + 1))
    return Math.exp(
      logGamma(1 + n / 2) -
        (1 + n / 2) * Math.log(beta) -
        0.5 * Math.log(n + 1) -
        (n / 2) * Math.log(2 * Math.PI),
    )
  }
  const stream = await openStream('bocd', { hazard: 0.5, scale: 'given', reset: 'none' })
  stream.update(x1)
  stream.update(x2)
  const one = marginal([x1, x2])
  const two = marginal([x1]) * marginal([x2])
  const { logStart, logNew, expected } = stream.internals()
  expect(Math.exp(logNew!)).toBeCloseTo(0.5, 12)
  expect(Math.exp(logStart!)).toBeCloseTo((0.5 * one) / (one + two), 12)
  expect(expected).toBeCloseTo((0.5 * two) / (one + two) + 2 * ((0.5 * one) / (one + two)), 12)
})

test('a change of the mean, of the spread, and neither', async () => {
  const up = await run({}, step)
  expect(up.alarms[0]!.start).toBeGreaterThanOrEqual(200)
  expect(up.alarms[0]!.start).toBeLessThan(215)
  const wider = await run({}, [...step.slice(0, 200), ...step.slice(0, 200).map((x) => 5 * x)])
  expect(wider.alarms[0]!.start).toBeGreaterThanOrEqual(200)
  expect(wider.alarms[0]!.start).toBeLessThan(220)
  expect((await run({}, step.slice(0, 200))).drift).toBe(false)
  // Without a reset the flag stands as long as the change does, and the run's length counts from it.
  const on = await run({ reset: 'none' }, step)
  expect(on.alarms.at(-1)!.end).toBe(399)
  const lengths = on.views[0]!.kind === 'lines' ? on.views[0]!.series[1]!.values : null
  expect(Math.abs(lengths![399]! - 200)).toBeLessThan(4)
})

test('more evidence takes longer, and is not reached without a change', async () => {
  const starts: number[] = []
  for (const evidence of [0, 3, 10]) {
    const r = await run({ evidence, reset: 'none' }, step)
    r.series[0]!.values.forEach((y, i) => {
      if (r.alarms.every((a) => i < a.start || i > a.end)) expect(y > evidence).toBe(false)
    })
    starts.push(r.alarms.find((a) => a.start >= 200)!.start)
  }
  expect(starts).toEqual([...starts].sort((a, b) => a - b))
  expect((await run({ evidence: 10 }, step.slice(0, 200))).drift).toBe(false)
})

test('log odds above 0 are an alarm and the reverse', async () => {
  const r = await run({ reset: 'none' }, step)
  const flagged = new Set(
    r.alarms.flatMap(({ start, end }) => Array.from({ length: end - start + 1 }, (_, k) => start + k)),
  )
  r.series[0]!.values.forEach((y, i) => expect(flagged.has(i)).toBe(y > 0))
})

test('what is dropped changes nothing that can be seen', async () => {
  const whole = await run({ reset: 'none', pruneBelow: 1e6, maxRuns: 20_000 }, step)
  const pruned = await run({ reset: 'none' }, step)
  expect(pruned.alarms).toEqual(whole.alarms)
  const [a, b] = [whole.views[0]!, pruned.views[0]!]
  if (a.kind !== 'lines' || b.kind !== 'lines') throw new Error('the first view is of lines')
  a.series[0]!.values.forEach((y, i) => {
    if (!Number.isNaN(y)) expect(Math.abs(y - b.series[0]!.values[i]!)).toBeLessThan(1e-6)
  })
  const few = await openStream('bocd', { maxRuns: 20, reset: 'none' })
  for (const x of step) few.update(x)
  expect(few.internals()['runs']).toBe(20)
})

test('the picture: each column is a distribution, its mode the most probable length, of bounded size', async () => {
  const r = await run({ reset: 'none', scale: 'given' }, step)
  const { starts, cells, rowsPerCell, values } = picture(r)
  expect(starts.length).toBe(400)
  expect(rowsPerCell).toBe(4)
  expect(cells).toBeLessThanOrEqual(200)
  for (let k = 0; k < starts.length; k++) {
    const column = values.subarray(k * cells, (k + 1) * cells)
    expect(column.reduce((sum, y) => sum + y, 0)).toBeCloseTo(1, 5)
  }
  const long = await run(
    { maxRuns: 30 },
    Array.from({ length: 7000 }, (_, i) => step[i % 400]!),
  )
  const view = picture(long)
  expect(view.starts.length).toBeLessThanOrEqual(600)
  expect(view.cells).toBeLessThanOrEqual(200)
  expect(view.values.length).toBe(view.starts.length * view.cells)
})

test('the scale of the warm-up makes the unit of the data irrelevant', async () => {
  const here = await run({}, step)
  const there = await run(
    {},
    step.map((x) => 1000 + 250 * x),
  )
  expect(there.alarms).toEqual(here.alarms)
  await expect(run({ minInstances: 1000 }, step)).rejects.toThrow(/from 2 to 500/)
  await expect(run({ hazard: 1 }, step)).rejects.toThrow(/above 0 and below 1/)
})

test.each([{ scale: 'given' }, { scale: 'given', model: 'gaussian' }, {}])(
  'outliers of any size leave numbers: %j',
  async (params) => {
    const values = step.map((x, i) => (i % 60 === 45 ? (i % 120 === 45 ? 1e200 : -1.7e308) : x))
    const stream = await openStream('bocd', { ...params, reset: 'none' })
    for (const x of values) {
      stream.update(x)
      const { expected, recent } = stream.internals()
      expect(expected).toBeGreaterThanOrEqual(0)
      expect(recent).toBeLessThanOrEqual(1 + 1e-9)
    }
  },
)
