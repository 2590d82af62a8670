import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import { loadDetector } from '../../run'
import type { TwoSampleResult } from '../../results'
import { normalSample } from '../../samples-for-tests'
import type { Sample } from '../../sample'

const detect = await loadDetector('mmd')

const mmd = (reference: Sample, other: Sample, params: object = {}) =>
  driveSync(detect({ pictures: false, ...params }, { reference, test: other })) as TwoSampleResult

/** The rule of Besag & Clifford, from all permutations. */
function byHand({ nullDistribution }: TwoSampleResult, p: number, stopAfter: number) {
  const observedRank = Math.round(p * (nullDistribution.length + 1)) - 1
  const least = nullDistribution.toSorted().at(-observedRank)
  let atLeast = 0
  for (const [i, value] of nullDistribution.entries()) {
    if (observedRank > 0 && value >= least!) atLeast++
    if (atLeast === stopAfter) return { drawn: i + 1, pValue: stopAfter / (i + 1) }
  }
  return { drawn: nullDistribution.length, pValue: p }
}

describe.each(['unbiased', 'biased', 'linear', 'features'] as const)('%s, stopped early', (estimator) => {
  // 120 + 90 rows: by SIMD, where there is, beyond the first chunk and within it.
  test.each([0, 0.15, 0.25, 1])('at a shift of %d has the permutations and the p of the rule', (shift) => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 99 }), (stopAfter, seed) => {
        const [a, b] = [normalSample(1, 120, 3), normalSample(2, 90, 3, shift)]
        const params = { estimator, features: 32, seed, permutations: 499 }
        const all = mmd(a, b, params)
        const stopped = mmd(a, b, { ...params, stopAfter })
        const expected = byHand(all, all.pValue, stopAfter)
        expect(stopped.pValue).toBe(expected.pValue)
        expect(stopped.nullDistribution).toEqual(all.nullDistribution.subarray(0, expected.drawn))
        expect(stopped.statistic).toEqual(all.statistic)
        expect(stopped.drift).toBe(stopped.pValue <= stopped.alpha)
        expect(stopped.drift).toBe(stopped.statistic.value > stopped.threshold)
        expect(stopped.settings['permutations']).toBe(499)
      }),
      { numRuns: tries(12) },
    )
  })
})

test('the result says where it stopped, and a link without the parameter draws all', () => {
  const [a, b] = [normalSample(3, 60, 2), normalSample(4, 60, 2)]
  const r = mmd(a, b, { stopAfter: 10 })
  const drawn = r.nullDistribution.length
  expect(drawn).toBeLessThan(999)
  expect(r.settings).toMatchObject({ permutations: 999, stopAfter: 10, stoppedAt: drawn })
  expect(r.notes).toEqual([
    `Stopped after ${drawn} of 999 permutations: 10 of them were at least as large as the observed statistic, and p is their share (Besag and Clifford).`,
  ])
  // That few were drawn is no want of data.
  expect(r).not.toHaveProperty('undecidable')
  expect(mmd(a, b, { stopAfter: 1 })).not.toHaveProperty('undecidable')
  expect(mmd(a, b).settings).not.toHaveProperty('stopAfter')
})

test('where all are drawn before, nothing is said and p is as ever', () => {
  const [a, b] = [normalSample(5, 60, 2), normalSample(6, 60, 2, 2)]
  const [stopped, all] = [mmd(a, b, { stopAfter: 10 }), mmd(a, b)]
  expect({ ...stopped, settings: all.settings }).toEqual(all)
  expect(stopped.settings).toEqual({ ...all.settings, stopAfter: 10 })
})

test('blocks of rows cannot stop, and say so', () => {
  const a = normalSample(7, 40, 1)
  expect(() => mmd(a, a, { estimator: 'block', stopAfter: 10 })).toThrow(/Stop after must be 0 for blocks/)
})
