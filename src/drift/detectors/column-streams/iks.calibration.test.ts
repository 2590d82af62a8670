import { expect, test } from 'vitest'
import { LEVEL, LEVEL_TRIALS, levelBounds } from '../../level-bounds.test-support'
import { normalSample } from '../../samples-for-tests'
import { openStream } from '../../stream'

test.each([
  [200, 40],
  [90, 60],
])(
  'a false alarm in a single window (%i reference rows, %i in the window) has probability α',
  async (rows, window) => {
    let alarms = 0
    for (let trial = 0; trial < LEVEL_TRIALS; trial++) {
      const reference = normalSample(2 * trial, rows, 1)
      const stream = await openStream('iks', { window, alpha: LEVEL, reset: 'none' }, { reference })
      let drift = false
      for (const x of normalSample(2 * trial + 1, window, 1).values) ({ drift } = stream.update(x))
      if (drift) alarms++
    }
    expect(alarms).toBeLessThanOrEqual(levelBounds().most)
    // D takes few values, so that α cannot quite be reached.
    expect(alarms).toBeGreaterThan(0.03 * LEVEL_TRIALS)
  },
)
