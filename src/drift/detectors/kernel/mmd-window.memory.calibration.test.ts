import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { autoregressive } from '../../samples-for-tests'
import { mmdWindow } from './mmd-window'
import { run } from './mmd-window.run'

const TRIALS = 400

/** What results say of rows with memory: at a lag-1 autocorrelation of 0.5, half of all null streams alarm at α = 5 %. */
test.each([
  [0, 0, 0.09],
  [0.5, 0.4, 0.75],
])('of streams with φ = %d and no change, a share of %d to %d alarms', (phi, least, most) => {
  let alarmed = 0
  for (let trial = 0; trial < TRIALS; trial++) {
    const result = driveSync(
      run(
        {
          reference: autoregressive(2 * trial, 200, phi),
          test: autoregressive(2 * trial + 1, 200, phi),
          times: null,
        },
        { ...mmdWindow.params.defaults, window: 20, simulations: 199, seed: trial },
      ),
    )
    if (result.drift) alarmed++
  }
  expect(alarmed / TRIALS).toBeGreaterThanOrEqual(least)
  expect(alarmed / TRIALS).toBeLessThanOrEqual(most)
})
