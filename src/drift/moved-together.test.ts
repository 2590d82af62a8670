import { expect, test } from 'vitest'
import { movedTogetherP } from './moved-together'
import { createRandom, normal, PURPOSE, uniform } from './random'

/** Two columns of n rows whose correlation is ρ, or of other shape. */
function columns(seed: number, n: number, rho: number, bits = false): Float64Array[] {
  const random = createRandom(seed, PURPOSE.test)
  const x = new Float64Array(n)
  const y = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    if (bits) {
      x[i] = uniform(random) < 0.5 ? 1 : 0
      y[i] = uniform(random) < 0.9 === rho > 0 ? x[i]! : 1 - x[i]!
    } else {
      x[i] = normal(random)
      y[i] = rho * x[i]! + Math.sqrt(1 - rho * rho) * normal(random)
    }
  }
  return [x, y]
}

test.each([50, 128, 400])('keeps its level without a change, in %i rows', (n) => {
  const p = Array.from({ length: 400 }, (_, k) =>
    movedTogetherP(columns(2 * k, n, 0.3), columns(2 * k + 1, n, 0.3)),
  )
  const below = (level: number): number => p.filter((one) => one <= level).length / p.length
  // 400 draws: three standard errors around 5 % and 1 %.
  expect(below(0.05)).toBeLessThan(0.085)
  expect(below(0.05)).toBeGreaterThan(0.015)
  expect(below(0.01)).toBeLessThan(0.027)
})

test('sees what columns do only together', () => {
  expect(movedTogetherP(columns(1, 200, 0.9), columns(2, 200, -0.9))).toBeLessThan(1e-6)
  expect(movedTogetherP(columns(1, 200, 1, true), columns(2, 200, -1, true))).toBeLessThan(1e-6)
})

test('says nothing where there is nothing to compare', () => {
  const still = [new Float64Array(20), new Float64Array(20)]
  expect(movedTogetherP(still, still)).toBe(1)
  expect(movedTogetherP(columns(1, 3, 0), columns(2, 50, 0))).toBe(1)
  const missing = columns(1, 20, 0).map((c) => c.fill(Number.NaN))
  expect(movedTogetherP(missing, columns(2, 50, 0))).toBe(1)
})
