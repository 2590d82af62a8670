import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { loadDetector } from '../../run'
import type { PerColumnResult } from '../../results'
import type { Sample } from '../../sample'
import { normalSample } from '../../samples-for-tests'

const detect = await loadDetector('ks')

const ks = (reference: Sample, test: Sample) => driveSync(detect({}, { reference, test })) as PerColumnResult

test('the level is kept, also over several columns', () => {
  let rejected = 0
  const trials = 1500
  for (let trial = 0; trial < trials; trial++)
    if (ks(normalSample(2 * trial, 40, 3), normalSample(2 * trial + 1, 25, 3)).drift) rejected++
  expect(rejected / trials).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials))
  expect(rejected / trials).toBeGreaterThan(0.02)
})
