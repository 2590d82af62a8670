import { describe, expect, test } from 'vitest'
import { mmd } from '../detectors/kernel/mmd'
import { quadraticTest } from '../detectors/kernel/mmd-quadratic'
import { driveSync } from '../drive'
import { createRandom, normal, PURPOSE } from '../random'
import { normalSample } from '../samples-for-tests'
import { lineDistances } from './line-distances'
import { lowRankKernel, plainFactor } from './low-rank'
import { pairDistances } from './pairs'
import type { SetSums } from './pooled-kernel'
import { exactKernel } from './plain-kernel'
import { createRowSets, drawSets, rowSetSums } from './row-sets'
import { simdFactor } from './simd/factor-sums'
import { estimators, splitStatistic } from './two-sample'

const kinds: Record<string, (random: () => number, i: number) => number> = {
  normal: (random) => normal(random),
  'far from zero': (random) => 1e6 + normal(random),
  'a few whole numbers': (random) => Math.round(2 * normal(random)),
  'mostly equal': (random, i) => (i % 9 === 0 ? normal(random) : 7),
  'an outlier': (random, i) => (i === 3 ? 1e4 : normal(random)),
  'two clusters': (random, i) => normal(random) / 20 + (i % 2),
}

const numbers = (kind: string, all: number) => {
  const random = createRandom(5, PURPOSE.test)
  return Float64Array.from({ length: all }, (_, i) => kinds[kind]!(random, i))
}

describe.each(Object.keys(kinds))('one column: %s', (kind) => {
  const [n, m] = [430, 370]
  const values = numbers(kind, n + m)
  const squared = driveSync(pairDistances(values, n + m, 1))

  test('distances of any rank are those of all pairs, sorted', () => {
    const sorted = squared.toSorted()
    const { middle } = lineDistances(values, n)
    for (const rank of [0, 1, 1000, Math.floor(sorted.length / 2), sorted.length - 2])
      expect(driveSync(middle(rank, rank + 1))).toBe((sorted[rank]! + sorted[rank + 1]!) / 2)
  })

  test('MMD² to 1e-10, and no split moves by more than 2 % of the null distribution’s sd', () => {
    const gamma = 1 / (squared.toSorted()[squared.length >> 1]! || 1)
    const kernel = driveSync(lowRankKernel(values, n, m, gamma, plainFactor))!
    const exact = driveSync(exactKernel(squared.slice(), n, m, gamma))
    expect(Math.abs(kernel.unbiased - exact.unbiased)).toBeLessThanOrEqual(
      1e-10 * Math.abs(exact.unbiased) + 1e-13,
    )
    expect(Math.abs(kernel.mean - exact.mean)).toBeLessThan(1e-11)
    expect(Math.abs(kernel.centredSquares / exact.centredSquares - 1)).toBeLessThan(1e-9)

    const sets = createRowSets(n + m, 300)
    const mark = drawSets(m, 3)
    for (let b = 0; b < 300; b++) mark(b, sets, b)
    const found = driveSync(kernel.setSums(sets))
    const bySimd = driveSync(lowRankKernel(values, n, m, gamma, simdFactor))!
    const without = { setSums: null, binSums: null }
    expect({ ...bySimd, ...without }).toEqual({ ...kernel, ...without })
    expect(driveSync(bySimd.setSums(sets))).toEqual(found)

    expect(found.marked).toEqual(rowSetSums(sets, kernel.rowSums))

    const statistics = ({ inside, marked }: SetSums, of: typeof kernel) =>
      Array.from(inside, (sum, b) => splitStatistic(sum, marked[b]!, m, n, of, estimators.unbiased))
    const moved = statistics(found, kernel)
    const expected = statistics(driveSync(exact.setSums(sets)), exact)
    const mean = expected.reduce((a, b) => a + b) / 300
    const sd = Math.sqrt(expected.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 299)
    expected.forEach((x, b) => expect(Math.abs(moved[b]! - x)).toBeLessThanOrEqual(0.02 * sd))
  })
})

test('equal rows have no variance, and no other statistic', () => {
  const kernel = driveSync(lowRankKernel(new Float64Array(300).fill(3), 200, 100, 1, simdFactor))!
  expect(kernel).toMatchObject({ unbiased: 0, mean: 1, centredSquares: 0 })
})

test('samples whose kernel has no small rank are left to the other way', () => {
  // So far apart that no number is near another.
  const apart = Float64Array.from({ length: 400 }, (_, i) => 100 * i)
  expect(driveSync(lowRankKernel(apart, 200, 200, 1, plainFactor))).toBeNull()
})

test('the test of one column finds the same with and without SIMD', () => {
  for (const bandwidth of ['median', 'reference', 'torchdrift'] as const) {
    const params = { ...mmd.params.defaults, bandwidth, permutations: 200 }
    const input = { reference: normalSample(1, 300, 1), test: normalSample(2, 200, 1, 0.2) }
    expect(driveSync(quadraticTest(input, params, true))).toEqual(
      driveSync(quadraticTest(input, params, false)),
    )
  }
})
