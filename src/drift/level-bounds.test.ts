import { expect, test } from 'vitest'
import {
  LEVEL,
  LEVEL_TRIALS,
  levelBounds,
  RUN_TIME_SPREAD,
  RUN_TIME_TRIALS,
  runTimeBounds,
} from './level-bounds.test-support'
import { binomialCdf } from './math/binomial'
import { binomialTail } from './math/binomial.test-support'
import { normalCdf } from './math/normal'
import { detectors } from './registry'

test('calibration tells a level of 7 % from one of 5 %', () => {
  const { fewest, most } = levelBounds()
  const passes = (level: number): number =>
    binomialCdf(most, LEVEL_TRIALS, level) - binomialCdf(fewest - 1, LEVEL_TRIALS, level)
  expect(passes(LEVEL)).toBeGreaterThanOrEqual(0.999)
  expect(binomialTail(most + 1, LEVEL_TRIALS, 0.07)).toBeGreaterThan(0.9)
  expect(passes(0.07)).toBeLessThan(0.1)
})

test('calibration tells a rate of false alarms that is 40 % higher', () => {
  const { shortest, longest } = runTimeBounds(100)
  const error = RUN_TIME_SPREAD / Math.sqrt(RUN_TIME_TRIALS)
  const isShorter = (mean: number): number => normalCdf(Math.log(shortest / mean) / error)
  expect(isShorter(100)).toBeLessThan(0.0006)
  expect(normalCdf(-Math.log(longest / 100) / error)).toBeLessThan(0.0006)
  expect(isShorter(100 / 1.4)).toBeGreaterThan(0.9)
})

test('what a detector promises is held by a calibration with these bounds', () => {
  const calibrations = Object.values(
    import.meta.glob<string>('./detectors/**/*.calibration.test.ts', {
      eager: true,
      query: '?raw',
      import: 'default',
    }),
  )
  const bounds = { alpha: 'levelBounds()', 'run-time': 'runTimeBounds(' }
  const unheld = detectors.filter(
    ({ id, promise }) =>
      promise !== 'none' &&
      !calibrations.some((text) => new RegExp(`['/]${id}'`).test(text) && text.includes(bounds[promise])),
  )
  expect(unheld.map(({ id }) => id)).toEqual([])
})
