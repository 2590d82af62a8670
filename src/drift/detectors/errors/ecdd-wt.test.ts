import { expect, test } from 'vitest'
import { errorStream, feed } from './error-streams.test-support'

test('a false alarm in about 400 rows, and a band that is never upside down', async () => {
  const alarms = async (rate: number, params: object) =>
    (await feed('ecdd-wt', errorStream(6, 40_000, rate), params)).steps.filter(({ drift }) => drift).length
  const rate = (await alarms(0.1, {})) / 40_000
  expect(1 / rate).toBeGreaterThan(250)
  expect(1 / rate).toBeLessThan(500)
  const { steps } = await feed('ecdd-wt', errorStream(6, 2000, 0.5), {
    averageRunLength: '1000',
    reset: 'none',
  })
  const frouros = await feed('ecdd-wt', errorStream(6, 2000, 0.5), {
    averageRunLength: '1000',
    reset: 'none',
    profile: 'frouros',
  })
  const count = (s: typeof steps) => s.filter(({ drift }) => drift).length
  // Where the fitted limit is negative, Frouros alarms below the mean as well.
  expect(count(steps)).toBeLessThan(count(frouros.steps))
})
