import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ColumnSummary } from '../columns'
import { summariseColumn } from './summary'

function summarise(values: number[]): Extract<ColumnSummary, { type: 'number' }> {
  const work = summariseColumn({ type: 'number', name: 'x', values: Float64Array.from(values) }, true)
  for (;;) {
    const step = work.next()
    if (!step.done) continue
    if (step.value.type !== 'number') throw new Error('a number column was given')
    return step.value
  }
}

/** Exact sums of doubles by rational arithmetic in BigInt, for magnitudes of 2^-40 to 2^40. */
function exactMoments(values: number[]): { mean: number; sd: number } {
  const scaled = values.map((x) => BigInt(Math.round(x * 2 ** 20)))
  const n = BigInt(values.length)
  const sum = scaled.reduce((a, b) => a + b, 0n)
  // n²·variance·(n − 1)/n as one integer.
  const squares = scaled.reduce((a, b) => a + (b * n - sum) ** 2n, 0n)
  return {
    mean: Number(sum) / values.length / 2 ** 20,
    sd: Math.sqrt(Number(squares) / values.length ** 2 / (values.length - 1)) / 2 ** 20,
  }
}

test('mean and sd agree with exact arithmetic, far from zero too', () => {
  const grid = fc.integer({ min: -1000, max: 1000 })
  fc.assert(
    fc.property(
      fc.array(grid, { minLength: 2, maxLength: 50 }),
      fc.constantFrom(0, 1e9, -3e9),
      (steps, offset) => {
        const values = steps.map((s) => offset + s / 2 ** 10)
        const { mean, sd } = summarise(values)
        const exact = exactMoments(values)
        expect(Math.abs(mean - exact.mean)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(exact.mean)))
        expect(Math.abs(sd - exact.sd)).toBeLessThanOrEqual(1e-9 * Math.max(1e-3, exact.sd))
      },
    ),
  )
})

test('extreme magnitudes neither overflow nor vanish', () => {
  expect(summarise([1e308, -1e308, 1e308])).toMatchObject({
    mean: expect.closeTo(1e308 / 3, -295) as number,
    min: -1e308,
    max: 1e308,
  })
  expect(summarise([1e308, -1e308]).sd / 1e308).toBeCloseTo(Math.SQRT2, 12)
  expect(summarise([1e-300, 3e-300]).sd / 1e-300).toBeCloseTo(Math.SQRT2, 12)
  // Below 2.2e-308 a number has fewer digits, and one over it overflows.
  expect(summarise([1e-310, 3e-310]).sd / 1e-310).toBeCloseTo(Math.SQRT2, 9)
  expect(summarise([1e-310, 3e-310]).mean / 1e-310).toBeCloseTo(2, 9)
  expect(summarise([5e-324, 0]).histogram?.counts.reduce((a, b) => a + b, 0)).toBe(2)
})

test('the histogram holds every value that is not missing, once', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ noDefaultInfinity: true }), fc.constant(Number.NaN)), {
        minLength: 1,
        maxLength: 100,
      }),
      (values) => {
        const present = values.filter((x) => !Number.isNaN(x))
        const { histogram, missing, min, max } = summarise(values)
        expect(missing).toBe(values.length - present.length)
        if (present.length === 0 || min === max) {
          expect(histogram).toBeNull()
          return
        }
        expect(histogram).toMatchObject({ min, max })
        expect(histogram?.counts).toHaveLength(24)
        expect(histogram?.counts.reduce((a, b) => a + b, 0)).toBe(present.length)
      },
    ),
  )
})

test('nothing but missing values', () => {
  expect(summarise([Number.NaN, Number.NaN])).toEqual({
    type: 'number',
    name: 'x',
    missing: 2,
    min: Number.NaN,
    max: Number.NaN,
    mean: Number.NaN,
    sd: Number.NaN,
    integers: false,
    distinct: 0,
    unique: false,
    counter: false,
    ascending: false,
    histogram: null,
  })
})

test('different values are counted up to 1 000', () => {
  expect(summarise([0, -0, 1, 1, Number.NaN]).distinct).toBe(2)
  expect(summarise(Array.from({ length: 5000 }, (_, i) => i)).distinct).toBe(1000)
})

test('whole numbers that are spread evenly fill all bars evenly', () => {
  const { histogram } = summarise(Array.from({ length: 100 }, (_, i) => 1871 + i))
  expect(histogram?.counts).toEqual(Array.from({ length: 20 }, () => 5))
  expect(summarise([0, 16, 1, 15]).histogram?.counts).toHaveLength(17)
})
