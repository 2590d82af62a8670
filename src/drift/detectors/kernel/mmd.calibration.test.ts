import { describe, expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { LEVEL_TRIALS, levelBounds } from '../../level-bounds.test-support'
import { normalSample } from '../../samples-for-tests'
import { mmd as detector } from './mmd'
import { run } from './mmd.run'

const mmd = (...[input, params]: Parameters<typeof run>) => driveSync(run(input, params))

describe('level and power', () => {
  const rejections = (n: number, m: number, shift: number, trials: number, params: object = {}) => {
    let count = 0
    for (let trial = 0; trial < trials; trial++) {
      const reference = normalSample(2 * trial, n, 3)
      const test = normalSample(2 * trial + 1, m, 3, shift)
      if (
        mmd(
          { reference, test },
          { ...detector.params.defaults, permutations: 99, pictures: false, seed: trial, ...params },
        ).drift
      )
        count++
    }
    return count / trials
  }

  test.each([
    [30, 30],
    [60, 12],
    [12, 60],
    // By SIMD, where there is.
    [120, 120],
    [150, 40],
  ])('of %i and %i equal samples, α are called different', (n, m) => {
    const rejected = rejections(n, m, 0, LEVEL_TRIALS) * LEVEL_TRIALS
    const { fewest, most } = levelBounds()
    expect(Math.round(rejected)).toBeLessThanOrEqual(most)
    expect(Math.round(rejected)).toBeGreaterThanOrEqual(fewest)
  })

  test('stopped early, α of equal samples are called different, after a small part of the permutations', () => {
    const rejected = rejections(60, 12, 0, LEVEL_TRIALS, { permutations: 199, stopAfter: 5 }) * LEVEL_TRIALS
    const { fewest, most } = levelBounds()
    expect(Math.round(rejected)).toBeLessThanOrEqual(most)
    expect(Math.round(rejected)).toBeGreaterThanOrEqual(fewest)
  })

  test('by bins of rows, α of equal samples are called different', () => {
    const rejected = rejections(90, 50, 0, LEVEL_TRIALS, { permute: 'bins', bins: 32 }) * LEVEL_TRIALS
    const { fewest, most } = levelBounds()
    expect(Math.round(rejected)).toBeLessThanOrEqual(most)
    expect(Math.round(rejected)).toBeGreaterThanOrEqual(fewest)
  })

  test('by random features, α of equal samples are called different', () => {
    const rejected =
      rejections(60, 40, 0, LEVEL_TRIALS, { estimator: 'features', features: 32 }) * LEVEL_TRIALS
    const { fewest, most } = levelBounds()
    expect(Math.round(rejected)).toBeLessThanOrEqual(most)
    expect(Math.round(rejected)).toBeGreaterThanOrEqual(fewest)
  })

  test('bins of rows find nearly as many shifts as rows', () => {
    const byRows = rejections(100, 100, 0.3, 300)
    expect(byRows).toBeGreaterThan(0.5)
    expect(byRows).toBeLessThan(0.95)
    expect(rejections(100, 100, 0.3, 300, { permute: 'bins', bins: 64 })).toBeGreaterThan(byRows - 0.08)
  })

  test('a shift of one standard deviation in three columns is nearly always found', () => {
    expect(rejections(40, 30, 1, 50)).toBeGreaterThan(0.95)
  })
})
