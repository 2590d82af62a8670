import { expect, test } from 'vitest'
import { movedTogetherP } from './moved-together'
import { columns } from './moved-together.test-support'

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
