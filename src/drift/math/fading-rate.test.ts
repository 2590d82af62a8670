import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { createRandom, PURPOSE, uniform } from '../random'
import { fadingMean, fadingQuantiles, fadingVariance, settledAfter } from './fading-rate'

const LEVELS = [0.0001, 0.01, 0.05, 0.5, 0.95, 0.99, 0.9999]

/** Quantiles of simulated sums. */
function simulated(eta: number, p: number, n: number, draws: number): number[] {
  const random = createRandom(3, PURPOSE.test)
  const sums = Float64Array.from({ length: draws }, () => {
    let sum = 0
    for (let i = 0; i < n; i++) sum = eta * sum + (uniform(random) < p ? 1 - eta : 0)
    return sum
  }).sort()
  return LEVELS.map((level) => sums[Math.round(level * (draws - 1))]!)
}

test.each([
  [0.9, 0.8, 30],
  [0.9, 0.02, 60],
  [0.5, 0.5, 12],
  [0.98, 0.9, 400],
  [0.995, 0.7, 800],
])('quantiles at η = %d, P = %d, N = %d are those of simulated sums', (eta, p, n) => {
  const draws = 40_000
  const ours = driveSync(fadingQuantiles(eta, p, [n], LEVELS))
  const sd = Math.sqrt(fadingVariance(eta, p, n))
  simulated(eta, p, n, draws).forEach((x, k) => {
    // The two outermost rest on four values each.
    const slack = k === 0 || k === LEVELS.length - 1 ? 0.6 : 0.12
    expect(Math.abs(ours[k]! - x), `level ${LEVELS[k]}`).toBeLessThan(slack * sd)
  })
})

test('mean and variance of the computed distribution are the exact ones', () => {
  const levels = Array.from({ length: 999 }, (_, i) => (i + 1) / 1000)
  for (const [eta, p, n] of [
    [0.9, 0.3, 40],
    [0.99, 0.5, 600],
  ] as const) {
    const q = driveSync(fadingQuantiles(eta, p, [n], levels))
    const mean = q.reduce((a, b) => a + b, 0) / q.length
    const variance = q.reduce((a, b) => a + (b - mean) ** 2, 0) / q.length
    expect(mean).toBeCloseTo(fadingMean(eta, p, n), 3)
    expect(variance / fadingVariance(eta, p, n)).toBeCloseTo(1, 1)
  }
})

test('a certain rate has no spread, and old values are forgotten', () => {
  expect(driveSync(fadingQuantiles(0.9, 0, [10], [0.5]))[0]).toBe(0)
  expect(driveSync(fadingQuantiles(0.9, 1, [10], [0.5]))[0]).toBeCloseTo(1 - 0.9 ** 10, 3)
  expect(settledAfter(0.9)).toBe(110)
  expect(settledAfter(0)).toBe(1)
})
