import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { normalTail } from '../../math/normal'
import { createRandom, PURPOSE, shuffle } from '../../random'
import { errorStream, feed } from './error-streams.test-support'

test('the tail of the normal distribution', () => {
  // As scipy.stats.norm.sf gives them.
  expect(normalTail(0)).toBeCloseTo(0.5, 15)
  expect(normalTail(1)).toBeCloseTo(0.15865525393145707, 15)
  expect(normalTail(-1)).toBeCloseTo(0.8413447460685429, 15)
  expect(normalTail(10) / 7.61985302416e-24).toBeCloseTo(1, 11)
  expect([normalTail(Infinity), normalTail(-Infinity)]).toEqual([0, 1])
})

test('the test of equal proportions, by hand', async () => {
  // 18 of 20 right, then 5 of 10.
  const errors = [
    ...Array.from({ length: 20 }, (_, i) => (i % 10 === 0 ? 1 : 0)),
    1,
    0,
    1,
    0,
    1,
    0,
    1,
    0,
    1,
    0,
  ]
  const { internals, steps } = await feed('stepd', errors, { window: 10 })
  const inverse = 1 / 20 + 1 / 10
  const all = 23 / 30
  const t = (0.9 - 0.5 - inverse / 2) / Math.sqrt(all * (1 - all) * inverse)
  expect(internals).toMatchObject({ t: expect.closeTo(t, 12), past: 0.9, recent: 0.5 })
  expect(steps.at(-1)).toMatchObject({ warning: true, drift: false, threshold: 0.003 })
  expect(steps.at(-1)!.statistic).toBeCloseTo(normalTail(t), 12)
  expect(steps[18]!.statistic).toBeNaN()
  expect(steps[19]!.statistic).not.toBeNaN()
})

test('no order within the recent rows nor before them changes the test', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(1e6), fc.integer({ min: 30, max: 200 }), async (seed, rows) => {
      const errors = errorStream(seed, rows, 0.3)
      const random = createRandom(seed, PURPOSE.test, 1)
      const shuffled = [...shuffle(random, errors.slice(0, -15)), ...shuffle(random, errors.slice(-15))]
      const params = { window: 15, reset: 'none' }
      const last = async (e: number[]) => (await feed('stepd', e, params)).internals
      expect(await last(shuffled)).toEqual(await last(errors))
    }),
    { numRuns: tries(30) },
  )
})

test('a classifier that never errs, or improves, alarms in the profiles of Frouros and MOA alone', async () => {
  const firstAlarm = async (errors: number[], profile: string) =>
    (await feed('stepd', errors, { profile })).steps.findIndex(({ drift }) => drift)
  const perfect = Array.from({ length: 100 }, () => 0)
  const better = errorStream(1, 160, 0.8, 0.05, 100)
  for (const errors of [perfect, better]) {
    expect(await firstAlarm(errors, 'canonical')).toBe(-1)
    expect(await firstAlarm(errors, 'frouros')).toBeGreaterThanOrEqual(59)
    expect(await firstAlarm(errors, 'moa')).toBeGreaterThanOrEqual(59)
  }
})
