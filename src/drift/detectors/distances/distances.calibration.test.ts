import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { LEVEL, LEVEL_TRIALS, levelBounds } from '../../level-bounds.test-support'
import { loadDetector } from '../../run'
import { normalSample } from '../../samples-for-tests'

/** Of the permutation tests, on samples of unequal size from the same distribution. */
const cases: [string, object][] = [
  ['hellinger', {}],
  ['hellinger', { profile: 'evidently' }],
  ['bhattacharyya', {}],
  ['histogram-intersection', {}],
  ['psi', {}],
  ['psi', { binning: 'equal' }],
  ['kl', {}],
  ['kl', { profile: 'frouros', bins: 5 }],
  ['js', {}],
  ['js', { profile: 'frouros' }],
  ['emd', {}],
  ['energy', {}],
]

test.each(cases)('%s keeps its level, also with samples of unequal size %j', async (id, params) => {
  const detect = await loadDetector(id)
  let rejected = 0
  for (let trial = 0; trial < LEVEL_TRIALS; trial++) {
    const [n, m] = trial % 2 === 0 ? [40, 15] : [15, 40]
    const samples = {
      reference: normalSample(2 * trial, n, 1),
      test: normalSample(2 * trial + 1, m, 1),
    }
    const run = detect({ permutations: 39, alpha: LEVEL, seed: trial, ...params }, samples)
    if (driveSync(run).drift) rejected++
  }
  const { fewest, most } = levelBounds()
  expect(rejected).toBeLessThanOrEqual(most)
  // Ties of a coarse histogram make it conservative.
  expect(rejected).toBeGreaterThanOrEqual(fewest - 0.02 * LEVEL_TRIALS)
})
