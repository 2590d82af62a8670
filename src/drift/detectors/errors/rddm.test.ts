import { expect, test } from 'vitest'
import { openStream } from '../../stream'
import { feed } from './error-streams.test-support'

/** One error in five rows, up to `rows`. */
const regular = (rows: number) => Array.from({ length: rows }, (_, i) => (i % 5 === 4 ? 1 : 0))
const ones = (rows: number) => Array.from({ length: rows }, () => 1)

test('an alarm after a warning rebuilds the error rate from where the warning began', async () => {
  const { stream, steps } = await feed('rddm', [...regular(200), ...ones(40)])
  const warned = steps.findIndex(({ warning }, i) => warning && i >= 200)
  const alarm = steps.findIndex(({ drift }) => drift)
  expect(warned).toBeGreaterThan(200)
  expect(alarm).toBeGreaterThan(warned)
  // The rows since the warning, all errors.
  expect(stream.internals()).toMatchObject({ count: 240 - warned, p: 1 })
})

test('after a long quiet concept the error rate stands on the stored rows alone, without an alarm', async () => {
  const params = { minInstances: 30, maxConcept: 100, minConcept: 40 }
  const { stream, steps } = await feed('rddm', regular(100), params)
  expect(stream.internals()).toMatchObject({ count: 100, stored: 40 })
  stream.update(0)
  expect(stream.internals()).toMatchObject({ count: 41, p: expect.closeTo(8 / 41, 12) })
  expect(steps.some(({ drift }) => drift)).toBe(false)
})

test('a warning that lasts becomes an alarm', async () => {
  // Held inside the warning zone: an error whenever the rate has sunk to its middle.
  const stream = await openStream('rddm', { minInstances: 30, warningLimit: 25 })
  for (const x of regular(100)) stream.update(x)
  let inZone = 0
  let alarm = false
  for (let i = 0; i < 200 && !alarm; i++) {
    const { p, s, pMin, sMin } = stream.internals() as Record<'p' | 's' | 'pMin' | 'sMin', number>
    const step = stream.update(p + s < pMin + 2 * sMin ? 1 : 0)
    alarm = step.drift
    inZone = step.warning ? inZone + 1 : alarm ? inZone : 0
  }
  expect(alarm).toBe(true)
  expect(inZone).toBe(25)
  stream.update(0)
  expect(stream.internals()).toMatchObject({ count: 2, stored: 2 })
})
