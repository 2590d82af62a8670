import { expect, test } from 'vitest'
import { LEVEL, LEVEL_TRIALS, levelBounds } from './level-bounds.test-support'
import { binomialCdf } from './math/binomial'
import { binomialTail } from './math/binomial.test-support'

test('calibration tells a level of 7 % from one of 5 %', () => {
  const { fewest, most } = levelBounds()
  const passes = (level: number): number =>
    binomialCdf(most, LEVEL_TRIALS, level) - binomialCdf(fewest - 1, LEVEL_TRIALS, level)
  expect(passes(LEVEL)).toBeGreaterThanOrEqual(0.999)
  expect(binomialTail(most + 1, LEVEL_TRIALS, 0.07)).toBeGreaterThan(0.9)
  expect(passes(0.07)).toBeLessThan(0.1)
})
