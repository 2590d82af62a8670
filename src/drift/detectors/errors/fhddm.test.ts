import { expect, test } from 'vitest'
import { openStream } from '../../stream'
import { errorStream, feed } from './error-streams.test-support'

const share = (errors: number[]) => errors.filter((x) => x === 0).length / errors.length

test('windows by definition, and ε by hand', async () => {
  const errors = errorStream(4, 400, 0.1, 0.6, 250)
  const { steps, internals } = await feed('fhddm', errors, { reset: 'none' })
  expect(internals['epsilon']).toBeCloseTo(0.2628, 4)
  let best = 0
  errors.forEach((_, i) => {
    if (i < 99) return expect(steps[i]!.statistic).toBeNaN()
    const now = share(errors.slice(i - 99, i + 1))
    best = Math.max(best, now)
    expect(steps[i]!.statistic).toBe(best - now)
    expect(steps[i]!.drift).toBe(best - now > internals['epsilon']!)
  })
  expect(steps.some(({ drift }) => drift)).toBe(true)
})

test('FHDDMS: the short window by definition, sooner than the long one', async () => {
  const errors = errorStream(4, 400, 0.1, 0.9, 250)
  const first = async (params: object) =>
    (await feed('fhddm', errors, params)).steps.findIndex(({ drift }) => drift)
  const bound = Math.sqrt(Math.log(1e6) / (2 * 25))
  let best = 0
  let expected = -1
  for (let i = 99; expected < 0; i++) {
    const now = share(errors.slice(i - 24, i + 1))
    best = Math.max(best, now)
    if (best - now > bound) expected = i
  }
  expect(await first({ shortWindow: 25 })).toBe(expected)
  expect(expected).toBeLessThan(await first({}))
  await expect(openStream('fhddm', { shortWindow: 101 })).rejects.toThrow(/Short window must not be longer/)
})
