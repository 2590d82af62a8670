import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import { createRandom, normal, PURPOSE, uniform } from '../../random'
import { loadDetector } from '../../run'
import type { TraceResult } from '../../results'
import { sampleOf } from '../../samples-for-tests'
import { openStream } from '../../stream'

const random = createRandom(3, PURPOSE.test)
const step = Array.from({ length: 1200 }, (_, i) => normal(random) + (i < 600 ? 0 : 1))

test('the window holds the latest rows: its mean and spread are theirs', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 2, maxLength: 200 }),
      fc.integer({ min: 1, max: 7 }),
      async (values, maxBuckets) => {
        const stream = await openStream('adwin', { clock: 2, maxBuckets, delta: 0.3 })
        for (const [i, x] of values.entries()) {
          stream.update(x)
          const { width, mean, variance } = stream.internals()
          const rows = values.slice(i + 1 - width!, i + 1)
          const average = rows.reduce((sum, y) => sum + y, 0) / rows.length
          const squares = rows.reduce((sum, y) => sum + (y - average) ** 2, 0)
          expect(Math.abs(mean! - average)).toBeLessThan(1e-9)
          expect(Math.abs(variance! - squares)).toBeLessThan(1e-6)
        }
      },
    ),
    { numRuns: tries(30) },
  )
})

test('after a change the window is the rows since it; without one it only grows', async () => {
  const stream = await openStream('adwin', {})
  const widths = step.map((x) => {
    stream.update(x)
    return stream.internals()['width']!
  })
  expect(widths[598]).toBe(599)
  // What is left begins near row 600: buckets are dropped whole.
  expect(1200 - widths.at(-1)!).toBeGreaterThan(540)
  expect(1200 - widths.at(-1)!).toBeLessThan(650)
})

test('an alarm is a largest difference above 1, and both charts come with it', async () => {
  const detect = await loadDetector('adwin')
  const r = driveSync(
    detect({ delta: 0.05 }, { reference: null, test: sampleOf(step.map((x) => [x])) }),
  ) as TraceResult
  const alarms = r.alarms.map((a) => a.start)
  expect([...r.series[0]!.values].flatMap((y, i) => (y > 1 ? [i] : []))).toEqual(alarms)
  expect(alarms.every((at) => (at + 1) % 32 === 0)).toBe(true)
  expect(r.views.map((view) => view.kind === 'lines' && view.title)).toEqual(['Window', 'Mean of the window'])
})

describe('rows that were searched by each library for N(0, 1) to N(1, 1)', () => {
  const first = async (params: object) => {
    const stream = await openStream('adwin', params)
    return step.findIndex((x, i) => stream.update(x).drift && i >= 600)
  }
  test('Frouros, which never tries the newest bucket of a size, is later', async () => {
    expect(await first({ profile: 'frouros' })).toBeGreaterThan((await first({})) + 31)
  })
  test('MOA is silent where the mean falls', async () => {
    const fallen = step.map((x) => -x)
    const [moa, ours] = [await openStream('adwin', { profile: 'moa' }), await openStream('adwin', {})]
    expect(fallen.filter((x) => moa.update(x).drift)).toEqual([])
    expect(fallen.filter((x) => ours.update(x).drift).length).toBeGreaterThan(0)
  })
})

test('errors of 0 and 1 without change: a share of false alarms within its δ', async () => {
  // The guarantee of Bifet & Gavaldà is at most δ for each row that is searched; in practice it is far less.
  const stream = await openStream('adwin', { delta: 0.05, bound: 'conservative' })
  let alarms = 0
  for (let i = 0; i < 40_000; i++) if (stream.update(uniform(random) < 0.2 ? 1 : 0).drift) alarms++
  expect(alarms / (40_000 / 32)).toBeLessThan(0.05)
})

test('negative values are as good as others, and profiles that do not fit are refused', async () => {
  await expect(openStream('adwin', { profile: 'river' })).rejects.toThrow(
    /set After an alarm to Start afresh/,
  )
  await expect(openStream('adwin', { profile: 'moa', bound: 'conservative' })).rejects.toThrow(
    /set Bound to By the variance/,
  )
  const frouros = await openStream('adwin', { profile: 'frouros' })
  expect(() => step.forEach((x) => frouros.update(x - 50))).not.toThrow()
})
