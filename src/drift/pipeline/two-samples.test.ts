import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { exp } from '../math/exp'
import { createRandom, normal, PURPOSE } from '../random'
import { loadDetector } from '../run'
import type { PerColumnResult } from '../results'
import { sampleOf } from '../samples-for-tests'
import { compareStages, LEAST_TIMES } from './two-samples'

const times = (seed: number, n: number, factor: number): number[] => {
  const random = createRandom(seed, PURPOSE.test)
  return Array.from({ length: n }, () => 60_000 * factor * exp(0.2 * normal(random)))
}

test('by hand: five against five, the median of 25 differences and the third from each end', () => {
  const [found] = compareStages([{ key: 'A', before: [1, 2, 3, 4, 5], after: [11, 12.5, 13, 14, 16] }])
  // U is 25 of 25: 2 of the 252 orders are as far apart.
  expect(found).toEqual({
    key: 'A',
    n: 5,
    m: 5,
    medianBefore: 3,
    medianAfter: 13,
    test: { shift: 10, low: 7.5, high: 13, pValue: 2 / 252 },
  })
})

test('its p is the detector’s, with and without ties, of small and large samples', async () => {
  const detector = await loadDetector('mann-whitney')
  for (const [before, after] of [
    [times(1, 6, 1), times(2, 30, 1.2)],
    [times(3, 40, 1), times(4, 25, 1.05)],
    [
      [1, 2, 2, 3, 3, 3, 4],
      [2, 3, 4, 4, 5, 5],
    ],
  ] as const) {
    const samples = { reference: sampleOf(before.map((x) => [x])), test: sampleOf(after.map((x) => [x])) }
    const { columns } = driveSync(detector({}, samples)) as PerColumnResult
    expect(compareStages([{ key: 'A', before, after }])[0]!.test!.pValue).toBeCloseTo(columns[0]!.pValue!, 12)
  }
})

test('few times are not tested, and do not count for those that are', () => {
  const pair = { before: times(5, 20, 1), after: times(6, 20, 1.5) }
  const alone = compareStages([{ key: 'A', ...pair }])
  const found = compareStages([
    { key: 'few', before: times(7, LEAST_TIMES - 1, 1), after: times(8, 20, 1) },
    { key: 'none', before: [], after: [5] },
    { key: 'A', ...pair },
  ])
  expect(found.map((one) => one.test !== null)).toEqual([false, false, true])
  expect(found[2]).toEqual(alone[0])
  expect(found[1]).toMatchObject({ n: 0, m: 1, medianBefore: null, medianAfter: 5 })
})

test('its interval holds the true shift nineteen times of twenty; without one, few of many stages are told', () => {
  let held = 0
  let told = 0
  const rounds = 400
  for (let seed = 0; seed < rounds; seed++) {
    const random = createRandom(seed + 1000, PURPOSE.test)
    const before = Array.from({ length: 14 }, () => normal(random))
    const after = Array.from({ length: 11 }, () => normal(random) + 0.7)
    const { low, high } = compareStages([{ key: 'A', before, after }])[0]!.test!
    if (low <= 0.7 && high >= 0.7) held++
    const same = Array.from({ length: 10 }, (_, k) => ({
      key: String(k),
      before: Array.from({ length: 10 }, () => normal(random)),
      after: Array.from({ length: 10 }, () => normal(random)),
    }))
    if (compareStages(same).some(({ test: one }) => one!.pValue <= 0.05)) told++
  }
  // Of 400: 380 ± 4.4, and at most 20 ± 4.4.
  expect(held).toBeGreaterThan(366)
  expect(held).toBeLessThan(396)
  expect(told).toBeLessThan(36)
})
