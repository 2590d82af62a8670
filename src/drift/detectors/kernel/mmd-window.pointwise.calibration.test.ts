import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { LEVEL_TRIALS, levelBounds } from '../../level-bounds.test-support'
import { loadDetector } from '../../run'
import { normalSample } from '../../samples-for-tests'

const detect = await loadDetector('mmd-window')

test('pointwise, a window of an undisturbed stream alarms about α of the time', () => {
  let above = 0
  for (let trial = 0; trial < LEVEL_TRIALS; trial++)
    if (
      driveSync(
        detect(
          { window: 15, simulations: 99, control: 'pointwise', seed: trial },
          { reference: normalSample(2 * trial, 60, 2), test: normalSample(2 * trial + 1, 15, 2) },
        ),
      ).drift
    )
      above++
  expect(above).toBeLessThanOrEqual(levelBounds().most)
  expect(above).toBeGreaterThan(0.02 * LEVEL_TRIALS)
})
