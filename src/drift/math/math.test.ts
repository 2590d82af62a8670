import { describe, expect, test } from 'vitest'
import { driveSync } from '../drive'
import { createRandom, PURPOSE, uniform } from '../random'
import { incompleteBeta, proportionInterval } from './beta'
import { equalSizesTail, exactTwoSample, kolmogorovTail, oneSidedTail, smirnovTail } from './kolmogorov'
import { logGamma } from './log-gamma'
import { pairwiseSum } from './pairwise'
import { sortedCopy } from './sort'

test('the gamma function at whole numbers and halves', () => {
  let factorial = 1
  for (let n = 1; n <= 170; n++) {
    expect(Math.abs(logGamma(n) - Math.log(factorial))).toBeLessThan(1e-12 * Math.max(1, Math.log(factorial)))
    factorial *= n
  }
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13)
})

test('the incomplete beta function is the tail of the binomial distribution', () => {
  for (const [n, k, p] of [
    [10, 3, 0.2],
    [100, 50, 0.5],
    [999, 40, 0.05],
    [50, 50, 0.99],
  ] as const) {
    let tail = 0
    for (let i = k; i <= n; i++)
      tail += Math.exp(
        logGamma(n + 1) - logGamma(i + 1) - logGamma(n - i + 1) + i * Math.log(p) + (n - i) * Math.log1p(-p),
      )
    expect(incompleteBeta(k, n - k + 1, p)).toBeCloseTo(tail, 11)
  }
  expect([incompleteBeta(2, 3, 0), incompleteBeta(2, 3, 1)]).toEqual([0, 1])
})

test('the interval of a proportion covers it at least as often as it says', () => {
  // Clopper & Pearson by definition: at its ends, the tails hold half of what is left.
  const { low, high } = proportionInterval(7, 60, 0.99)
  expect(incompleteBeta(7, 54, low)).toBeCloseTo(0.005, 6)
  expect(1 - incompleteBeta(8, 53, high)).toBeCloseTo(0.005, 6)
  expect(proportionInterval(0, 100, 0.99)).toEqual({ low: 0, high: expect.closeTo(1 - 0.005 ** 0.01, 9) })
  expect(proportionInterval(100, 100, 0.99).high).toBe(1)
})

describe('Kolmogorov', () => {
  test('the one-sample tail is a continuous, falling function where its methods meet', () => {
    for (const n of [1, 2, 5, 30, 140, 141, 600, 1000, 1001, 5000, 200_000]) {
      let before = 1
      const points = n > 600 ? 300 : 800
      for (let i = 0; i <= points; i++) {
        const p = kolmogorovTail(n, i / points)
        expect(p >= 0 && p <= 1).toBe(true)
        // The approximations change at a method's border by less than their error.
        expect(p, `n ${n}, d ${i / points}`).toBeLessThanOrEqual(before + 3e-7)
        before = p
      }
    }
  })

  test('published values: Marsaglia, Tsang & Wang 2003', () => {
    expect(1 - kolmogorovTail(10, 0.274)).toBeCloseTo(0.628479615461, 11)
    // Kolmogorov's limit: P(√n D ≥ 1.3581) = 0.05.
    expect(kolmogorovTail(100_000, 1.3581 / Math.sqrt(100_000))).toBeCloseTo(0.05, 3)
  })

  test('exact and asymptotic agree for long samples, one-sided too', () => {
    const n = 900
    const m = 700
    for (const h of [200, 350, 500]) {
      const d = h / 6300
      const exact = driveSync(exactTwoSample(n, m, h, false))
      expect(kolmogorovTail(Math.round((n * m) / (n + m)), d)).toBeCloseTo(exact, 2)
      expect(oneSidedTail(n, m, d)).toBeCloseTo(driveSync(exactTwoSample(n, m, h, true)), 2)
    }
  })

  test("Smirnov's sum for one value is 1 − d, and meets its approximation for many", () => {
    expect(smirnovTail(1, 0.3)).toBeCloseTo(0.7, 14)
    const d = 1.2 / Math.sqrt(100_000)
    expect(smirnovTail(100_001, d) / smirnovTail(100_000, d)).toBeCloseTo(1, 4)
  })
})

test('sorting in runs is sorting', () => {
  const random = createRandom(1, PURPOSE.test)
  for (const n of [0, 1, 32_768, 32_769, 100_000, 200_000]) {
    const values = Float64Array.from({ length: n }, () => Math.floor(uniform(random) * 5000))
    const before = values.slice()
    const expected = values.slice().sort()
    expect(driveSync(sortedCopy(values)).every((x, i) => x === expected[i])).toBe(true)
    expect(values.every((x, i) => x === before[i])).toBe(true)
  }
})

test('the tail for two samples of one size agrees with the lattice paths, whatever the size', () => {
  for (const n of [1, 2, 5, 20, 30, 61, 200])
    for (let h = 0; h <= n; h += n > 60 ? 7 : 1) {
      const exact = driveSync(exactTwoSample(n, n, h, false))
      expect(Math.abs(equalSizesTail(n, h) / exact - 1)).toBeLessThan(1e-11)
    }
  // 2 of 252 orders separate two samples of five completely.
  expect(equalSizesTail(5, 5)).toBeCloseTo(2 / 252, 15)
  expect(equalSizesTail(5000, 5000)).toBeGreaterThan(0)
})

test('a sum by halves loses no more than a few bits, in any length', () => {
  const random = createRandom(5, PURPOSE.test)
  for (const n of [0, 1, 7, 8, 15, 128, 129, 1000, 100_000]) {
    // Whole numbers over 2²⁰ are summed exactly; the same far from zero are not.
    const values = Float64Array.from({ length: n }, () => Math.floor(uniform(random) * 2 ** 20) / 2 ** 20)
    const exact = values.reduce((sum, x) => sum + x, 0)
    expect(pairwiseSum(values)).toBe(exact)
    const far = pairwiseSum(values.map((x) => x / 3 + 1e6))
    expect(Math.abs(far / (exact / 3 + 1e6 * n || 1) - (n > 0 ? 1 : 0))).toBeLessThan(1e-15)
  }
})
