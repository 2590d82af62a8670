import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { LEVEL, LEVEL_TRIALS, levelBounds } from '../../level-bounds.test-support'
import { exactTwoSample } from '../../math/kolmogorov'
import { createRandom, normal, PURPOSE } from '../../random'
import { openStream } from '../../stream'

/** Of so many rows against as many, D ≥ 9/22 has a probability of 4.93 %: α is nearly reached, where others stay far below. */
const RECENT = 22
const FIRST_SIGNIFICANT = 9
const WINDOW = 60

test('of so many rows, α is nearly reached', () => {
  const level = (h: number): number => driveSync(exactTwoSample(RECENT, RECENT, h, false))
  expect(level(FIRST_SIGNIFICANT)).toBeLessThan(LEVEL)
  expect(level(FIRST_SIGNIFICANT)).toBeGreaterThan(0.98 * LEVEL)
})

test.each(['random', 'stride'])(
  'a single row’s test calls α of the windows without a change drift, older rows by %s',
  async (sampling) => {
    const stream = await openStream('kswin', { window: WINDOW, recent: RECENT, alpha: LEVEL, sampling })
    const random = createRandom(9, PURPOSE.test)
    let rejected = 0
    for (let trial = 0; trial < LEVEL_TRIALS; trial++) {
      stream.reset()
      let drift = false
      for (let i = 0; i < WINDOW; i++) ({ drift } = stream.update(normal(random)))
      if (drift) rejected++
    }
    const { fewest, most } = levelBounds()
    expect(rejected).toBeLessThanOrEqual(most)
    expect(rejected).toBeGreaterThanOrEqual(fewest)
  },
)
