import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../drive'
import { below, createRandom, normal, PURPOSE } from '../random'
import { lowRankKernel, plainFactor } from './low-rank'
import { pairDistances } from './pairs'
import { exactKernel, plainKernel } from './plain-kernel'
import type { PooledKernel } from './pooled-kernel'
import type { RowBins } from './row-bins'
import { createRowSets, markRange } from './row-sets'
import { giveBack } from './simd/engine'
import { distanceRange } from './simd/panel-distances'
import { createPanels } from './simd/panels'
import { simdKernel } from './simd/simd-kernel'

const samples = (all: number, d: number, seed: number): Float64Array => {
  const random = createRandom(seed, PURPOSE.test)
  return Float64Array.from({ length: all * d }, () => normal(random))
}

/** Bins of any sizes, some of a single row. */
function anyBins(all: number, seed: number): RowBins {
  const random = createRandom(seed, PURPOSE.test, 1)
  const starts = [0]
  while (starts.at(-1)! < all) starts.push(Math.min(all, starts.at(-1)! + 1 + below(random, 40)))
  return Uint32Array.from(starts)
}

/** Sums of q inside all bins up to each, from the sets of their rows. */
function insideOfFirst(kernel: PooledKernel, all: number, bins: RowBins): Float64Array {
  const sets = createRowSets(all, bins.length - 1)
  for (let b = 0; b < sets.count; b++) markRange(sets, b, 0, bins[b + 1]!)
  return driveSync(kernel.setSums(sets)).inside
}

function sumOfFirst(sums: Float64Array, count: number): Float64Array {
  return Float64Array.from({ length: count }, (_, last) => {
    let sum = 0
    for (let a = 0; a <= last; a++) for (let b = a; b <= last; b++) sum += sums[a * count + b]!
    return sum
  })
}

const expectBins = (kernel: PooledKernel, all: number, bins: RowBins): Float64Array => {
  const sums = driveSync(kernel.binSums(bins))
  expect(sumOfFirst(sums, bins.length - 1)).toEqual(insideOfFirst(kernel, all, bins))
  return sums
}

test('bins add up to what sets of their rows do, in plain TypeScript and by SIMD alike', () => {
  fc.assert(
    fc.property(
      // More than 512 rows may be rounded to 11 bits.
      fc.oneof(fc.integer({ min: 4, max: 300 }), fc.integer({ min: 520, max: 700 })),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 0, max: 1e6 }),
      (all, d, seed) => {
        const n = all >> 1
        const pooled = samples(all, d, seed)
        const bins = anyBins(all, seed)
        const plain = driveSync(plainKernel(driveSync(pairDistances(pooled, all, d)), n, all - n, 0.2))
        const expected = expectBins(plain, all, bins)
        const kept = seed % 2 === 0 ? undefined : { distances: 0, wideDistances: 0, kernel: 0, bracket: 0 }
        const panels = driveSync(createPanels(pooled, n, all - n, d, kept))
        try {
          const fast = driveSync(simdKernel(panels, driveSync(distanceRange(panels)), 0.2))
          expect(expectBins(fast, all, bins)).toEqual(expected)
        } finally {
          giveBack(panels.engine)
        }
      },
    ),
    { numRuns: tries(25) },
  )
})

test('they do so for kernels that are exact and for those of a small rank', () => {
  const pooled = samples(400, 1, 3)
  const lowRank = driveSync(lowRankKernel(pooled, 150, 250, 0.5, plainFactor))!
  expectBins(lowRank, 400, anyBins(400, 4))
  const exact = driveSync(exactKernel(driveSync(pairDistances(pooled, 400, 1)), 150, 250, 0.5))
  expectBins(exact, 400, anyBins(400, 5))
})
