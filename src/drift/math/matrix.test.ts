import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { createRandom, normal, PURPOSE } from '../random'
import { positiveInverse, product, quadraticForm, symmetricEigen } from './matrix'

function randomSymmetric(n: number, seed: number): Float64Array {
  const random = createRandom(seed, PURPOSE.test)
  const a = new Float64Array(n * n)
  for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = normal(random)
  return a
}

const size = fc.integer({ min: 1, max: 12 })
const seed = fc.integer({ min: 0, max: 1e6 })

describe('eigen-decomposition', () => {
  test('of a matrix that can be done by hand', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2), 2)
    expect([...values]).toEqual([expect.closeTo(3, 14), expect.closeTo(1, 14)])
    expect(vectors[0]).toBeCloseTo(Math.SQRT1_2, 14)
    expect(vectors[1]).toBeCloseTo(Math.SQRT1_2, 14)
  })

  test('puts the matrix together again, with orthonormal vectors and descending values', () => {
    fc.assert(
      fc.property(size, seed, (n, s) => {
        const a = randomSymmetric(n, s)
        const { values, vectors } = symmetricEigen(a, n)
        for (let k = 1; k < n; k++) expect(values[k]).toBeLessThanOrEqual(values[k - 1]!)
        for (let i = 0; i < n; i++)
          for (let j = 0; j < n; j++) {
            let again = 0
            let dot = 0
            for (let k = 0; k < n; k++) {
              again += values[k]! * vectors[k * n + i]! * vectors[k * n + j]!
              dot += vectors[i * n + k]! * vectors[j * n + k]!
            }
            expect(Math.abs(again - a[i * n + j]!)).toBeLessThan(1e-12)
            expect(Math.abs(dot - (i === j ? 1 : 0))).toBeLessThan(1e-12)
          }
      }),
      { numRuns: tries(50) },
    )
  })
})

test('the inverse of a positive definite matrix times the matrix is the identity', () => {
  fc.assert(
    fc.property(size, seed, (n, s) => {
      const a = randomSymmetric(n, s)
      const definite = product(a, a, n)
      for (let i = 0; i < n; i++) definite[i * n + i]! += 1
      const inverse = positiveInverse(definite, n)!
      product(definite, inverse, n).forEach((x, at) =>
        expect(Math.abs(x - (at % (n + 1) === 0 ? 1 : 0))).toBeLessThan(1e-10),
      )
    }),
    { numRuns: tries(50) },
  )
})

test('a matrix that is not positive definite has no such inverse', () => {
  expect(positiveInverse(Float64Array.of(1, 2, 2, 1), 2)).toBeNull()
  expect(positiveInverse(Float64Array.of(1, 1, 1, 1), 2)).toBeNull()
})

test('a quadratic form', () => {
  expect(quadraticForm(Float64Array.of(1, 2, 2, 3), Float64Array.of(1, -1), 2)).toBe(0)
})
