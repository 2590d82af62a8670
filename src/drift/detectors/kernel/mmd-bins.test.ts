import { describe, expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { loadDetector } from '../../run'
import type { TwoSampleResult } from '../../results'
import { normalSample } from '../../samples-for-tests'
import type { Sample } from '../../sample'
import { planBins } from './mmd-bins'

const detect = await loadDetector('mmd')

const mmd = (reference: Sample, other: Sample, params: object = {}) =>
  driveSync(detect({ pictures: false, ...params }, { reference, test: other })) as TwoSampleResult

const BINS = { permute: 'bins', bins: 64 }

describe.each([
  ['by SIMD', 300, 260, 4],
  ['in plain TypeScript', 70, 60, 3],
  ['of a small rank', 300, 200, 1],
])('bins of rows %s', (_, n, m, d) => {
  const [a, b] = [normalSample(1, n, d), normalSample(2, m, d, 0.3)]

  test.each(['unbiased', 'biased', 'torchdrift'])(
    'leave the %s statistic, and come close to its p',
    (estimator) => {
      const byRows = mmd(a, b, { estimator, permutations: 1999 })
      const byBins = mmd(a, b, { estimator, permutations: 1999, ...BINS })
      expect(byBins.statistic).toEqual(byRows.statistic)
      expect(byBins.settings['sigma']).toBe(byRows.settings['sigma'])
      expect(Math.abs(byBins.pValue - byRows.pValue)).toBeLessThan(0.08)
      expect(byBins.drift).toBe(byBins.statistic.value > byBins.threshold)
      expect(mmd(b, a, { estimator, permutations: 99, ...BINS }).statistic.value).toBeCloseTo(
        byRows.statistic.value,
        12,
      )
    },
  )

  test('have splits of their own numbers, whatever was drawn before, and stop early', () => {
    const many = mmd(a, b, { permutations: 1500, ...BINS }).nullDistribution
    expect(mmd(a, b, { permutations: 150, ...BINS }).nullDistribution).toEqual(many.subarray(0, 150))
    const stopped = mmd(a, a, { ...BINS, stopAfter: 5 }).nullDistribution
    expect(stopped.length).toBeLessThan(999)
    expect(stopped).toEqual(mmd(a, a, BINS).nullDistribution.subarray(0, stopped.length))
  })
})

test('bins have one size; what is left over stays in its sample', () => {
  const plan = planBins(103, 57, 16)
  expect(plan).toMatchObject({ rows: 10, reference: 10, test: 5 })
  expect([...plan.starts]).toEqual([
    0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 103, 113, 123, 133, 143, 153, 160,
  ])
  expect([...planBins(4, 6, 5).starts]).toEqual([0, 2, 4, 6, 8, 10])
})

test('the result says what was permuted', () => {
  const r = mmd(normalSample(3, 400, 2), normalSample(4, 240, 2), BINS)
  expect(r.settings).toMatchObject({
    permutationRule: 'random splits of whole bins, the observed one counted',
    bins: 64,
    binRows: 10,
  })
  expect(r.notes).toEqual([
    'Whole bins of 10 consecutive rows were reshuffled, not single rows: 40 of the reference and 24 of the test sample.',
  ])
})

test('a sample that fills no bin, and an estimator without all pairs, are refused with a sentence', () => {
  const [a, b] = [normalSample(5, 400, 2), normalSample(6, 12, 2)]
  expect(() => mmd(a, b, { ...BINS, bins: 16 })).toThrow(
    /With 16 bins each has 25 rows, and the test sample has only 12\. Set Bins to 36 or more/,
  )
  expect(mmd(a, b, { ...BINS, bins: 36 }).pValue).toBeGreaterThan(0)
  expect(() => mmd(a, a, { ...BINS, estimator: 'linear' })).toThrow(/set Permute to Rows/)
})
