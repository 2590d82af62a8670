import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { fadingMean, fadingQuantiles, fadingVariance, settledAfter } from './fading-rate'

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
