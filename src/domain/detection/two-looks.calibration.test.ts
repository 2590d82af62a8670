import { expect, test } from 'vitest'
import { driveSync } from '~/drift/drive'
import { mmd } from '~/drift/detectors/kernel/mmd'
import { run as runTest } from '~/drift/detectors/kernel/mmd.run'
import { mmdWindow } from '~/drift/detectors/kernel/mmd-window'
import { run as runOverTime } from '~/drift/detectors/kernel/mmd-window.run'
import { LEVEL_TRIALS, levelBounds } from '~/drift/level-bounds.test-support'
import { normalSample } from '~/drift/samples-for-tests'
import { sharedAlpha, windowsDrift } from './two-looks'

/**
 * Of pairs without drift, no more than α are called drift by both looks together. With all of α for each look, more than
 * the bound are (the last line), so that this would notice.
 */
test('of pairs without drift the headline calls at most α drift', () => {
  const shared = sharedAlpha({ ...mmd.params.defaults, ...mmdWindow.params.defaults })
  const drifted = { halved: 0, whole: 0 }
  for (let trial = 0; trial < LEVEL_TRIALS; trial++) {
    const reference = normalSample(2 * trial, 60, 2)
    const stream = normalSample(2 * trial + 1, 60, 2)
    const looks = (alpha: number) => {
      const common = { alpha, seed: trial }
      const whole = driveSync(
        runTest(
          { reference, test: stream },
          { ...mmd.params.defaults, ...common, permutations: 199, pictures: false },
        ),
      )
      const overTime = driveSync(
        runOverTime(
          { reference, test: stream, times: null },
          { ...mmdWindow.params.defaults, ...common, window: 15, simulations: 199 },
        ),
      )
      return whole.drift || windowsDrift(overTime)
    }
    if (looks(Number(shared['alpha']))) drifted.halved++
    if (looks(mmd.params.defaults.alpha)) drifted.whole++
  }
  const { most } = levelBounds()
  expect(drifted.halved).toBeLessThanOrEqual(most)
  expect(drifted.whole).toBeGreaterThan(most)
}, 600_000)
