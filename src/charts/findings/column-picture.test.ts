import { expect, test } from 'vitest'
import { categoryShares, densities, finiteRange, largestGap, outlinePath, stepPath } from './column-picture'

const same = (v: number) => v

test('categories that differ most come first', () => {
  const shares = categoryShares({
    kind: 'categories',
    names: ['sun', 'fog', 'rain'],
    reference: Float64Array.of(0.5, 0.2, 0.3),
    test: Float64Array.of(0.45, 0.2, 0.35),
  })
  expect(shares.map((s) => s.name)).toEqual(['rain', 'sun', 'fog'])
})

test('areas are shares: a cell twice as wide is half as high', () => {
  expect([...densities(Float64Array.of(0, 1, 3), Float64Array.of(0.5, 0.5))]).toEqual([0.5, 0.25])
  // Open cells have no height.
  expect([...densities(Float64Array.of(-Infinity, 0, 1), Float64Array.of(0.2, 0.8))]).toEqual([0, 0.8])
  expect(finiteRange(Float64Array.of(-Infinity, 0, 4, Infinity))).toEqual([0, 4])
  expect(finiteRange(Float64Array.of(3, 3))).toEqual([2.5, 3.5])
})

test('the gap is read where both functions hold', () => {
  const view = {
    kind: 'cdf' as const,
    x: Float64Array.of(1, 2, 5),
    reference: Float64Array.of(0.2, 0.9, 1),
    test: Float64Array.of(0.1, 0.3, 1),
    gapAt: 2.5,
  }
  expect(largestGap(view)).toEqual({ at: 2.5, reference: 0.9, test: 0.3 })
  expect(stepPath(view.x, view.test, same, same, [0, 6])).toBe('M0,0H1V0.1H2V0.3H5V1H6')
})

test('a histogram is drawn from the axis back to it', () => {
  expect(outlinePath(Float64Array.of(0, 1, 3), Float64Array.of(2, 4), same, same, [0, 3])).toBe(
    'M0,0V2H1V4H3V0',
  )
})
