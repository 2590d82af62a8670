import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import { createRandom, normal, PURPOSE, uniform } from '../../random'
import { pairDistances } from '../pairs'
import { centredDistances } from '../product-distances'
import { exactKernel, plainKernel } from '../plain-kernel'
import type { PooledKernel } from '../pooled-kernel'
import { createRowSets, drawSets, markRange } from '../row-sets'
import { estimators, splitStatistic } from '../two-sample'
import { giveBack, hasSimd } from './engine'
import { distanceRange, panelDistances } from './panel-distances'
import { createPanels } from './panels'
import { simdKernel } from './simd-kernel'

/** As samples too large to be kept are computed. */
const KEEP_NOTHING = { distances: 0, wideDistances: 0, kernel: 0, bracket: 0 }

type Draw = (random: () => number, i: number, k: number) => number

const kinds: Record<string, Draw> = {
  normal: (random) => normal(random),
  'far from zero': (random) => 1e6 + normal(random),
  'many equal rows': (random) => Math.round(uniform(random)),
  'a constant column': (random, _, k) => (k === 0 ? 7 : normal(random)),
  'an outlier': (random, i) => (i === 3 ? 1e4 : normal(random)),
  'far outliers': (random, i) => (i % 50 === 3 ? 1e160 : normal(random)),
}

function samples(draw: Draw, all: number, d: number, seed: number): Float64Array {
  const random = createRandom(seed, PURPOSE.test)
  return Float64Array.from({ length: all * d }, (_, at) => draw(random, Math.floor(at / d), at % d))
}

const plain = (pooled: Float64Array, n: number, m: number, d: number, gamma: number) =>
  driveSync(plainKernel(driveSync(centredDistances(pooled, n + m, d)), n, m, gamma))

/** What a kernel says, without its function. */
const numbersOf = (kernel: PooledKernel) => ({ ...kernel, setSums: null, binSums: null })

const sets = (all: number, size: number, count: number) => {
  const drawn = createRowSets(all, count)
  const mark = drawSets(size, 11)
  for (let b = 1; b < count; b++) mark(b, drawn, b)
  markRange(drawn, 0, 0, size)
  return drawn
}

describe('by SIMD and in plain TypeScript every number has the same bits', () => {
  test.each(Object.entries(kinds))('%s', (_, draw) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 400 }),
        fc.integer({ min: 2, max: 300 }),
        fc.oneof(fc.integer({ min: 1, max: 9 }), fc.constantFrom(33, 70)),
        fc.integer(),
        fc.constantFrom(0.001, 0.1, 1, 300),
        (n, m, d, seed, width) => {
          const pooled = samples(draw, n + m, d, seed)
          const gamma = width / d
          const panels = driveSync(createPanels(pooled, n, m, d, seed % 2 === 0 ? undefined : KEEP_NOTHING))
          try {
            const fast = driveSync(simdKernel(panels, driveSync(distanceRange(panels)), gamma))
            const slow = plain(pooled, n, m, d, gamma)
            expect(numbersOf(fast)).toEqual(numbersOf(slow))
            // So few are added up by tables of 16, so many by tables of 256.
            for (const count of [20, 145]) {
              const splits = sets(n + m, Math.min(n, m), count)
              expect(driveSync(fast.setSums(splits))).toEqual(driveSync(slow.setSums(splits)))
            }
          } finally {
            giveBack(panels.engine)
          }
        },
      ),
      { numRuns: tries(10) },
    )
  })
})

test('node has SIMD', () => expect(hasSimd()).toBe(true))

test('the middle of the distances is that of the sorted ones, kept or not', () => {
  for (const [kind, all, d] of [
    ['many equal rows', 160, 3],
    ['many equal rows', 555, 1],
    ['many equal rows', 700, 20],
    ['normal', 1200, 2],
  ] as const) {
    const pooled = samples(kinds[kind]!, all, d, 5).map((x, i) => x + (i % 7 === 0 ? i / 1e3 : 0))
    const sorted = driveSync(pairDistances(pooled, all, d)).sort()
    for (const kept of [undefined, KEEP_NOTHING]) {
      const panels = driveSync(createPanels(pooled, 100, all - 100, d, kept))
      const { middle } = panelDistances(panels)
      const { length } = sorted
      for (const rank of [0, Math.floor(length / 3), Math.floor(length / 2), length - 1])
        expect(driveSync(middle(rank, rank))).toBe(sorted[rank])
      giveBack(panels.engine)
    }
  }
})

test('MMD² is that of a plain sum to 1e-10, and no split moves by more than 2 % of the null distribution’s sd', () => {
  for (const [name, n, m, d] of [
    ['normal', 400, 200, 10],
    ['normal', 260, 270, 784],
    ['normal', 350, 350, 1],
    ['far from zero', 300, 300, 5],
    ['an outlier', 400, 200, 3],
    ['a constant column', 100, 100, 2000],
  ] as const) {
    const all = n + m
    const pooled = samples(kinds[name]!, all, d, 9)
    const panels = driveSync(createPanels(pooled, n, m, d))
    const range = driveSync(distanceRange(panels))
    const squared = driveSync(pairDistances(pooled, all, d))
    const gamma = 1 / squared.toSorted()[squared.length >> 1]!
    const kernel = driveSync(simdKernel(panels, range, gamma))
    const splits = sets(all, n, 200)
    const { inside, marked } = driveSync(kernel.setSums(splits))
    giveBack(panels.engine)

    const exact = driveSync(exactKernel(squared, n, m, gamma))
    const expectedSums = driveSync(exact.setSums(splits))
    const found = Array.from(inside, (sum, b) =>
      splitStatistic(sum, marked[b]!, n, m, kernel, estimators.unbiased),
    )
    const expected = Array.from(expectedSums.inside, (sum, b) =>
      splitStatistic(sum, expectedSums.marked[b]!, n, m, exact, estimators.unbiased),
    )
    const mean = expected.reduce((a, b) => a + b) / 200
    const sd = Math.sqrt(expected.reduce((sum, x) => sum + (x - mean) ** 2, 0) / 199)
    const direct = directMmd(pooled, n, m, d, gamma)
    expect(Math.abs(kernel.unbiased - direct)).toBeLessThanOrEqual(1e-10 * Math.abs(direct))
    expected.forEach((x, b) => expect(Math.abs(found[b]! - x)).toBeLessThanOrEqual(0.02 * sd))
  }
})

/** The definition (Gretton et al. 2012, eq. 3), with compensated sums. */
function directMmd(pooled: Float64Array, n: number, m: number, d: number, gamma: number): number {
  const mean = (from: number, to: number, first: number, last: number) => {
    let sum = 0
    let lost = 0
    for (let i = from; i < to; i++)
      for (let j = first; j < last; j++) {
        if (i === j) continue
        let squared = 0
        for (let k = 0; k < d; k++) squared += (pooled[i * d + k]! - pooled[j * d + k]!) ** 2
        const term = Math.exp(-gamma * squared) - lost
        const next = sum + term
        lost = next - sum - term
        sum = next
      }
    return sum
  }
  const all = n + m
  return (
    mean(0, n, 0, n) / (n * (n - 1)) +
    mean(n, all, n, all) / (m * (m - 1)) -
    (2 * mean(0, n, n, all)) / (n * m)
  )
}

test('a large sample takes the high bits alone, one with an outlier all of them', () => {
  const unitOf = (name: string) => {
    const pooled = samples(kinds[name]!, 600, 10, 3)
    const panels = driveSync(createPanels(pooled, 300, 300, 10))
    const { unit } = driveSync(
      simdKernel(panels, driveSync(distanceRange(panels)), name === 'normal' ? 0.05 : 1e-5),
    )
    giveBack(panels.engine)
    return unit
  }
  expect(unitOf('normal')).toBeGreaterThan(1e-4)
  expect(unitOf('an outlier')).toBeLessThan(1e-6)
})

test('distances of many columns come in slices, and are the same', () => {
  const [n, m, d] = [80, 90, 8000]
  const pooled = samples(kinds['normal']!, n + m, d, 4)
  const panels = driveSync(createPanels(pooled, n, m, d))
  let slices = 0
  const range = driveSync(distanceRange(panels), () => slices++)
  // 170² / 2 pairs of 8,000 columns are 115 million products: some 50 ms.
  expect(slices).toBeGreaterThan(20)
  expect(numbersOf(driveSync(simdKernel(panels, range, 1 / d)))).toEqual(
    numbersOf(plain(pooled, n, m, d, 1 / d)),
  )
  giveBack(panels.engine)
})

test('20,000 rows keep no matrix: the engine takes less than 30 MB', () => {
  const panels = driveSync(createPanels(new Float64Array(200_000), 10_000, 10_000, 10))
  expect(panels.engine.memory.buffer.byteLength).toBeLessThan(30 * 2 ** 20)
})
