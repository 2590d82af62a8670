import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { openStream } from '../../stream'
import { errorStream, feed, firstAlarm } from './error-streams.test-support'

test('HDDM-A: Hoeffding’s bound, by hand', async () => {
  // 20 right answers are the best moment; then errors alone.
  const { steps, internals } = await feed('hddm-a', [...Array.from({ length: 20 }, () => 0), 1, 1, 1])
  expect(internals).toMatchObject({ lowMean: 0, lowRows: 20, rows: 23 })
  const bound = (n: number) => Math.sqrt(((n - 20) / (2 * 20 * n)) * Math.log(2 / 0.001))
  expect(steps[22]).toMatchObject({
    statistic: expect.closeTo(3 / 23, 12),
    threshold: expect.closeTo(bound(23), 12),
  })
  expect(steps[19]!.statistic).toBeNaN()
  const more = Array.from({ length: 60 }, (_, i) => i + 1).find((k) => k / (20 + k) >= bound(20 + k))!
  const errors = [...Array.from({ length: 20 }, () => 0), ...Array.from({ length: 60 }, () => 1)]
  expect(await firstAlarm('hddm-a', errors)).toBe(19 + more)
})

test('HDDM-W: McDiarmid’s bound, by hand', async () => {
  const { steps, internals } = await feed('hddm-w', [0, 0, 1, 1], { lambda: 0.5 })
  // m + b is smallest at row 2, where the weights are ½ and ½: then m₂ = 1 from two rows.
  expect(internals).toMatchObject({
    mean: 0.75,
    squares: 0.25 + 0.25 * (0.25 + 0.25 * 0.5),
    before: 0,
    after: 1,
  })
  expect(steps[3]!.threshold).toBeCloseTo(Math.sqrt(((0.5 + 0.5) * Math.log(1000)) / 2), 12)
  expect(steps[3]!.statistic).toBe(1)
})

describe.each(['hddm-a', 'hddm-w'])('%s', (id) => {
  const params = { twoSided: true, alphaDrift: 0.01, alphaWarning: 0.05 }

  test('two-sided: errors and right answers change places, and so do rise and fall', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(1e6),
        fc.constantFrom(0.1, 0.3, 0.6, 0.9),
        fc.constantFrom(0.1, 0.3, 0.6, 0.9),
        async (seed, before, after) => {
          const errors = errorStream(seed, 300, before, after, 150)
          const turned = errors.map((x) => 1 - x)
          const flags = async (e: number[]) => (await feed(id, e, params)).steps.map(({ drift }) => drift)
          expect(await flags(turned)).toEqual(await flags(errors))
        },
      ),
      { numRuns: tries(25) },
    )
  })

  test('a fall is an alarm in the two-sided test alone; MOA starts afresh without saying so', async () => {
    const errors = errorStream(3, 600, 0.9, 0.05, 300)
    expect(await firstAlarm(id, errors)).toBe(-1)
    const at = await firstAlarm(id, errors, { twoSided: true })
    expect(at).toBeGreaterThan(300)
    const moa = { twoSided: true, profile: 'moa' }
    expect(await firstAlarm(id, errors, moa)).toBe(-1)
    const after = (await feed(id, errors.slice(0, at + 1), moa)).internals
    // All but the estimate is forgotten.
    expect(after).toMatchObject({ mean: 0 })
  })

  test('the two-sided test of Frouros is refused, with what to do', async () => {
    await expect(openStream(id, { profile: 'frouros', twoSided: true })).rejects.toThrow(
      /Falls too is not offered in the profile of Frouros, .* turn it off, or choose another profile/,
    )
  })

  test('Frouros waits for its warm-up once, unless it is told to start afresh', async () => {
    const errors = [
      ...errorStream(5, 100, 0),
      ...Array.from({ length: 60 }, () => 1),
      ...errorStream(5, 12, 0),
      ...Array.from({ length: 12 }, () => 1),
    ]
    const alarms = async (reset: string) =>
      (
        await feed(id, errors, { profile: 'frouros', reset, alphaDrift: 0.05, alphaWarning: 0.1 })
      ).steps.flatMap(({ drift }, i) => (drift ? [i] : []))
    const [first, ...rest] = await alarms('none')
    expect(first).toBeGreaterThan(99)
    expect((await alarms('auto'))[0]).toBe(first)
    for (const at of (await alarms('auto')).slice(1)) expect(at - first!).toBeGreaterThanOrEqual(30)
    expect(rest.length).toBeGreaterThanOrEqual((await alarms('auto')).length - 1)
  })
})

test('HDDM-A: a bound that holds: no alarm in 20,000 rows without a change', async () => {
  expect(await firstAlarm('hddm-a', errorStream(8, 20_000, 0.1))).toBe(-1)
})
