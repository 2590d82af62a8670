import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { loadDetector } from '../../run'
import { normalSample } from '../../samples-for-tests'

const detect = await loadDetector('mmd-window')

test('pointwise, a window of an undisturbed stream alarms about α of the time', () => {
  let above = 0
  const trials = 1000
  for (let trial = 0; trial < trials; trial++)
    if (
      driveSync(
        detect(
          { window: 15, simulations: 99, control: 'pointwise', seed: trial },
          { reference: normalSample(2 * trial, 60, 2), test: normalSample(2 * trial + 1, 15, 2) },
        ),
      ).drift
    )
      above++
  expect(above / trials).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / trials))
  expect(above / trials).toBeGreaterThan(0.02)
})
