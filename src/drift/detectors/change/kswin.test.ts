import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import { exactTwoSample } from '../../math/kolmogorov'
import { createRandom, normal, PURPOSE } from '../../random'
import { loadDetector } from '../../run'
import type { TraceResult } from '../../results'
import { sampleOf } from '../../samples-for-tests'
import { openStream } from '../../stream'

/** sup |F − G| of two lists, by its definition. */
function distance(a: readonly number[], b: readonly number[]): number {
  const share = (list: readonly number[], x: number) => list.filter((y) => y <= x).length
  return Math.max(...[...a, ...b].map((x) => Math.abs(share(a, x) - share(b, x)))) / a.length
}

test('with as many older rows as are drawn, D and p are those of the two halves, ties included', async () => {
  const values = fc.array(
    fc.oneof(fc.integer({ min: 0, max: 4 }), fc.double({ min: 0, max: 4, noNaN: true })),
    {
      minLength: 16,
      maxLength: 60,
    },
  )
  await fc.assert(
    fc.asyncProperty(values, async (list) => {
      const stream = await openStream('kswin', { window: 16, recent: 8, reset: 'none' })
      for (const [i, x] of list.entries()) {
        const { statistic } = stream.update(x)
        if (i < 15) {
          expect(statistic).toBeNaN()
          continue
        }
        const d = distance(list.slice(i - 15, i - 7), list.slice(i - 7, i + 1))
        expect(statistic).toBeCloseTo(d, 12)
        const p = driveSync(exactTwoSample(8, 8, Math.round(8 * d), false))
        expect(stream.internals()['pValue']).toBeCloseTo(p, 12)
      }
    }),
    { numRuns: tries(40) },
  )
})

test('at even distances every so many of the older rows is compared, and the seed does not matter', async () => {
  const random = createRandom(2, PURPOSE.test)
  const list = Array.from({ length: 80 }, () => normal(random))
  const open = (seed: number) => openStream('kswin', { window: 20, recent: 5, sampling: 'stride', seed })
  const [one, other] = [await open(1), await open(2)]
  for (const [i, x] of list.entries()) {
    const { statistic } = one.update(x)
    expect(other.update(x).statistic).toEqual(statistic)
    if (i < 19) continue
    const older = [1, 4, 7, 10, 13].map((k) => list[i - 19 + k]!)
    expect(statistic).toBeCloseTo(distance(older, list.slice(i - 4, i + 1)), 12)
  }
})

test('it asks for the order of values alone', async () => {
  const random = createRandom(4, PURPOSE.test)
  const list = Array.from({ length: 400 }, (_, i) => normal(random) + (i < 200 ? 0 : 1))
  const detect = await loadDetector('kswin')
  const run = (f: (x: number) => number) =>
    driveSync(
      detect({ alpha: 0.01 }, { reference: null, test: sampleOf(list.map((x) => [f(x)])) }),
    ) as TraceResult
  expect(run(Math.exp).series).toEqual(run((x) => x).series)
  expect(run((x) => x ** 3 - 5).alarms).toEqual(run((x) => x).alarms)
})

test('after an alarm the newest rows are the window; the same seed draws the same', async () => {
  const random = createRandom(8, PURPOSE.test)
  const list = Array.from({ length: 300 }, (_, i) => normal(random) + (i < 120 ? 0 : 3))
  const detect = await loadDetector('kswin')
  const run = (params: object) =>
    driveSync(detect(params, { reference: null, test: sampleOf(list.map((x) => [x])) })) as TraceResult
  const r = run({ seed: 5 })
  expect(run({ seed: 5 }).series).toEqual(r.series)
  expect(run({ seed: 6 }).series).not.toEqual(r.series)
  const start = r.alarms[0]!.start
  expect(r.series[0]!.values.subarray(start + 1, start + 70).every(Number.isNaN)).toBe(true)
  expect(r.series[0]!.values[start + 70]).not.toBeNaN()
  const river = run({ profile: 'river', alpha: 0.0001 })
  const again = river.alarms[0]!.start
  expect(river.series[0]!.values.subarray(again + 1, again + 100).every(Number.isNaN)).toBe(true)
})

test('too few rows for any alarm are said, and a window that is too short is refused', async () => {
  const detect = await loadDetector('kswin')
  const run = (params: object) =>
    driveSync(detect(params, { reference: null, test: sampleOf([[1]]) })) as TraceResult
  expect(run({ recent: 5 }).thresholdRule).toMatch(
    /No alarm is possible: of 5 rows, no p-value is below 0.0079/,
  )
  expect(() => run({ window: 50, recent: 30 })).toThrow(/at most half of the window, from 1 to 25/)
})
