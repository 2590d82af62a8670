import { describe, expect, test } from 'vitest'
import { driveSync } from '../drive'
import { LEVEL, LEVEL_TRIALS, levelBounds } from '../level-bounds.test-support'
import { loadDetector } from '../run'
import { normalSample } from '../samples-for-tests'

/** Permutation tests of two samples as a whole, MMD apart (it has its own). */
const family: [string, object][] = [
  ['lsdd', { centres: 4, permutations: 39 }],
  ['kdq-tree', { mostRows: 5, draws: 39 }],
  ['nn-dvi', { neighbours: 6, permutations: 39 }],
]

describe.each(family)('%s', (id, small) => {
  test.each([
    [24, 24],
    [40, 16],
    [16, 40],
  ])('of %i and %i equal samples, α are called different', async (n, m) => {
    const detect = await loadDetector(id)
    let rejected = 0
    for (let trial = 0; trial < LEVEL_TRIALS; trial++) {
      const samples = { reference: normalSample(2 * trial, n, 2), test: normalSample(2 * trial + 1, m, 2) }
      if (driveSync(detect({ ...small, alpha: LEVEL, seed: trial }, samples)).drift) rejected++
    }
    const { fewest, most } = levelBounds()
    expect(rejected).toBeLessThanOrEqual(most)
    // Ties (few cells) make a permutation test cautious, never eager.
    expect(rejected).toBeGreaterThanOrEqual(fewest - 0.01 * LEVEL_TRIALS)
  })
})
