import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createRandom, PURPOSE, subset } from '../random'
import {
  autoCells,
  cellOf,
  countBetween,
  countCells,
  equalEdges,
  quantileEdges,
  quantileOf,
  sturgesCells,
} from './histogram'
import { createSubsetCounts } from './hypergeometric-draws'

const finite = fc.double({ min: -1e9, max: 1e9, noNaN: true })

test('every value between the edges has the cell that holds it', () => {
  fc.assert(
    fc.property(finite, finite, finite, fc.integer({ min: 1, max: 60 }), (a, b, x, cells) => {
      const [lo, hi] = [Math.min(a, b), Math.max(a, b)]
      const edges = equalEdges(lo, hi, cells)
      const i = cellOf(edges, x)
      if (x < edges[0]! || x > edges[cells]!) expect(i).toBe(-1)
      else if (i === cells - 1) expect(x).toBeGreaterThanOrEqual(edges[i]!)
      else {
        expect(x).toBeGreaterThanOrEqual(edges[i]!)
        expect(x).toBeLessThan(edges[i + 1]!)
      }
    }),
  )
  expect([...countCells(Float64Array.of(3, 3, 3), equalEdges(3, 3, 4))]).toEqual([0, 0, 3, 0])
  expect([...countCells(Float64Array.of(3, 3, 3), Float64Array.of(3, 3, 3))]).toEqual([0, 3])
  expect([...countCells(Float64Array.of(0, 1, 2, 3, Number.NaN), equalEdges(0, 3, 3))]).toEqual([1, 1, 2])
})

/** Of numpy before 2.3, which bounded `auto`: quantiles of [3, 1, 4, 1, 5, 9, 2, 6], and cells of the rules `sturges` and `auto`. */
test('quantiles and rules are those of numpy', () => {
  const sorted = Float64Array.of(1, 1, 2, 3, 4, 5, 6, 9)
  expect([0, 0.1, 0.25, 0.5, 1].map((q) => quantileOf(sorted, q))).toEqual([1, 1, 1.75, 3.5, 9])
  expect(sturgesCells(8, 1, 9)).toBe(4)
  expect(sturgesCells(5, 2, 2)).toBe(1)
  expect(autoCells(sorted)).toBe(4)
  expect(autoCells(Float64Array.of(0, 0, 0, 0, 1))).toBe(4)
  expect(autoCells(Float64Array.of(2, 2))).toBe(1)
})

describe('cells by quantiles', () => {
  test('hold equal shares of different values', () => {
    const sorted = Float64Array.from({ length: 100 }, (_, i) => i)
    expect([...countBetween(sorted, quantileEdges(sorted, 10))]).toEqual(Array(10).fill(10))
  })

  test('of a constant are below, at and above it', () => {
    const edges = quantileEdges(Float64Array.of(-2, -2, -2), 10)
    expect([...countBetween(Float64Array.of(-3, -2, -2, -1.9999999, 5), edges)]).toEqual([1, 2, 2])
  })

  test('lose no value, and their edges ascend', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), finite), { minLength: 1, maxLength: 50 }),
        fc.array(fc.oneof(fc.integer({ min: 0, max: 4 }), finite), { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 20 }),
        (a, b, cells) => {
          const edges = quantileEdges(Float64Array.from(a).sort(), cells)
          for (let i = 1; i < edges.length; i++) expect(edges[i]!).toBeGreaterThan(edges[i - 1]!)
          const counts = countBetween(Float64Array.from(b).sort(), edges)
          expect(counts.reduce((sum, c) => sum + c, 0)).toBe(b.length)
          expect(counts.every((c) => c >= 0)).toBe(true)
        },
      ),
    )
  })
})

describe('permuted counts', () => {
  /** Of each outcome in `draws` draws. */
  const tally = (draws: number, draw: () => Float64Array): Map<string, number> => {
    const seen = new Map<string, number>()
    for (let i = 0; i < draws; i++) {
      const key = draw().join()
      seen.set(key, (seen.get(key) ?? 0) + 1)
    }
    return seen
  }

  test('come as often as they should', () => {
    const counts = Float64Array.of(3, 0, 4, 1, 5)
    const size = 6
    const random = createRandom(1, PURPOSE.test)
    const next = createSubsetCounts(counts, size)
    const draws = 200_000
    const seen = tally(draws, () => next(random))
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k)
    let chi2 = 0
    let outcomes = 0
    for (let a = 0; a <= 3; a++)
      for (let c = 0; c <= 4; c++)
        for (let d = 0; d <= 1; d++) {
          const e = size - a - c - d
          if (e < 0 || e > 5) continue
          const expected =
            (draws * choose(3, a) * choose(4, c) * choose(1, d) * choose(5, e)) / choose(13, size)
          chi2 += ((seen.get([a, 0, c, d, e].join()) ?? 0) - expected) ** 2 / expected
          outcomes++
        }
    expect([...seen.values()].reduce((sum, c) => sum + c, 0)).toBe(draws)
    expect(seen.size).toBeLessThanOrEqual(outcomes)
    // 5 standard deviations of chi-square.
    expect(chi2).toBeLessThan(outcomes - 1 + 5 * Math.sqrt(2 * (outcomes - 1)))
  })

  test('of a million rows have the mean and the spread of random subsets', () => {
    const counts = Float64Array.of(400_000, 599_000, 1000)
    const size = 300_000
    const random = createRandom(2, PURPOSE.test)
    const next = createSubsetCounts(counts, size)
    const draws = 3000
    let sum = 0
    let squares = 0
    for (let i = 0; i < draws; i++) {
      const x = next(random)[0]! - 120_000
      sum += x
      squares += x * x
    }
    const deviation = Math.sqrt((size * 0.4 * 0.6 * 700_000) / 999_999)
    expect(Math.abs(sum / draws)).toBeLessThan((4 * deviation) / Math.sqrt(draws))
    expect(Math.sqrt(squares / draws) / deviation).toBeGreaterThan(0.95)
    expect(Math.sqrt(squares / draws) / deviation).toBeLessThan(1.05)
  })

  test('add up, and stay within what there is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 99 }),
        (all, share, seed) => {
          const total = all.reduce((sum, c) => sum + c, 0)
          const size = Math.round(share * total)
          const drawn = createSubsetCounts(Float64Array.from(all), size)(createRandom(seed, PURPOSE.test))
          expect(drawn.reduce((sum, c) => sum + c, 0)).toBe(size)
          drawn.forEach((c, i) => expect(c >= 0 && c <= all[i]!).toBe(true))
        },
      ),
    )
    expect(subset(createRandom(1, PURPOSE.test), 5, 5)).toHaveLength(5)
  })
})
