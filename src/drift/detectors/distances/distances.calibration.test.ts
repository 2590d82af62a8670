import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
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
  const trials = 400
  let rejected = 0
  for (let trial = 0; trial < trials; trial++) {
    const [n, m] = trial % 2 === 0 ? [40, 15] : [15, 40]
    const samples = {
      reference: normalSample(2 * trial, n, 1),
      test: normalSample(2 * trial + 1, m, 1),
    }
    const run = detect({ permutations: 39, alpha: 0.1, seed: trial, ...params }, samples)
    if (driveSync(run).drift) rejected++
  }
  const error = 3 * Math.sqrt((0.1 * 0.9) / trials)
  expect(rejected / trials).toBeLessThan(0.1 + error)
  // Ties of a coarse histogram make it conservative.
  expect(rejected / trials).toBeGreaterThan(0.1 - error - 0.02)
})
