import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { createRandom, PURPOSE, uniform } from '../random'
import { fadingQuantiles, fadingVariance } from './fading-rate'

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
