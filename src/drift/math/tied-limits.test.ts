import { expect, test } from 'vitest'
import type { Pooled } from './pooled'
import { gapMoments, hasTiedLimit } from './tied-limits'

/** So many rows of each value, half of them of either sample. */
function pooled(counts: readonly number[]): Pooled {
  const reference = Uint32Array.from(counts, (count) => count >> 1)
  const test = Uint32Array.from(counts, (count) => count - (count >> 1))
  const sum = (rows: Uint32Array): number => rows.reduce((a, b) => a + b, 0)
  return {
    n: sum(reference),
    m: sum(test),
    reference,
    test,
    values: Float64Array.from(counts.keys()),
    ties: true,
  }
}

const repeated = (count: number, times: number) => Array.from({ length: times }, () => count)

test('of values that are nearly all different the moments are those of the limits', () => {
  const fine = pooled(repeated(2, 20_000))
  const cvm = gapMoments(fine, 'end')
  expect(cvm.mean).toBeCloseTo(1 / 6, 8)
  expect(cvm.variance).toBeCloseTo(1 / 45, 8)
  const ad = gapMoments(fine, 'weighted middle')
  expect(ad.mean).toBeCloseTo(1, 12)
  expect(ad.variance).toBeCloseTo((2 * Math.PI ** 2) / 3 - 6, 2)
})

test('two values leave one normal gap', () => {
  // Shares 0.3 and 0.7: one gap of variance 0.3 · 0.7, times its share; its square has twice the square as variance.
  const { mean, variance } = gapMoments(pooled([300, 700]), 'end')
  expect(mean).toBeCloseTo(0.3 * 0.21, 12)
  expect(variance).toBeCloseTo(2 * (0.3 * 0.21) ** 2, 12)
  // In the middle of either run lies half of it: both are χ² of weights 0.3 and 0.7, and the same one.
  const middle = gapMoments(pooled([300, 700]), 'weighted middle')
  expect(middle.mean).toBeCloseTo(1, 12)
  expect(middle.variance).toBeCloseTo(2, 12)
})

test('a limit needs many rows, in both samples, and no common value', () => {
  expect(hasTiedLimit(pooled(repeated(200, 100)))).toBe(true)
  expect(hasTiedLimit(pooled(repeated(200, 99)))).toBe(false)
  expect(hasTiedLimit(pooled([4000, ...repeated(160, 100)]))).toBe(true)
  expect(hasTiedLimit(pooled([4002, ...repeated(160, 100)]))).toBe(false)
  const uneven = pooled(repeated(2, 20_000))
  expect(hasTiedLimit({ ...uneven, n: 20, m: 39_980 })).toBe(true)
  expect(hasTiedLimit({ ...uneven, n: 19, m: 39_981 })).toBe(false)
})
