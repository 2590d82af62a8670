import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { createRandom, normal, PURPOSE } from '../random'
import { pairDistances } from './pairs'
import { centre, centredDistances } from './product-distances'

const [ROWS, D] = [60, 100]

function table(draw: (random: () => number, i: number, k: number) => number): Float64Array {
  const random = createRandom(3, PURPOSE.test)
  return Float64Array.from({ length: ROWS * D }, (_, at) => draw(random, Math.floor(at / D), at % D))
}

/** Largest relative difference to sums of squared differences of the values as they were. */
function largestError(values: Float64Array): number {
  const direct = driveSync(pairDistances(values, ROWS, D))
  const centred = values.slice()
  centre(centred, ROWS, D)
  const found = driveSync(centredDistances(centred, ROWS, D))
  return Math.max(...found.map((x, i) => Math.abs(x - direct[i]!) / direct[i]!))
}

test('distances by products are those of differences, far from zero, in groups and beside outliers', () => {
  expect(largestError(table((random) => normal(random)))).toBeLessThan(1e-14)
  // Numbers around 10⁶ have no more than ten digits of their differences.
  expect(largestError(table((random) => 1e6 + normal(random)))).toBeLessThan(1e-9)
  expect(largestError(table((random, i) => 1e3 * (i % 3) + normal(random)))).toBeLessThan(1e-11)
  expect(largestError(table((random, i) => (i === 5 ? 1e8 : 1) * normal(random)))).toBeLessThan(1e-7)
})

test('equal rows have no distance, wherever they are', () => {
  const values = table((_, i, k) => 1e5 + (i % 2) * k)
  centre(values, ROWS, D)
  const found = driveSync(centredDistances(values, ROWS, D))
  expect(new Set(found)).toEqual(new Set([0, driveSync(pairDistances(values, ROWS, D))[0]]))
})

test('numbers whose squares leave the range of numbers are infinitely far from others, and 0 from their like', () => {
  const found = driveSync(
    centredDistances(
      table((_, i) => (i < 2 ? 1e200 : 1)),
      ROWS,
      D,
    ),
  )
  expect(found.slice(0, 3)).toEqual(Float64Array.of(0, Infinity, Infinity))
  expect(found.at(-1)).toBe(0)
})
