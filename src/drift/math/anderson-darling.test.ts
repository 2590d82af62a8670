import { expect, test } from 'vitest'
import { andersonDarlingTail, LIMIT_DEVIATION, LIMIT_MEAN } from './anderson-darling'

test('the published percentage points', () => {
  // Anderson & Darling (1954), doi 10.1080/01621459.1954.10501232; at 1 % as Marsaglia & Marsaglia (2004) correct it.
  expect(andersonDarlingTail(1.933)).toBeCloseTo(0.1, 4)
  expect(andersonDarlingTail(2.492)).toBeCloseTo(0.05, 4)
  expect(andersonDarlingTail(3.878)).toBeCloseTo(0.01, 4)
})

test('the areas below the tail are the moments of Σ χ² / (j (j + 1))', () => {
  const step = 0.01
  let [mean, square] = [0, 0]
  for (let i = 0; i < 6000; i++) {
    const x = (i + 0.5) * step
    const tail = andersonDarlingTail(x)
    mean += tail * step
    square += 2 * x * tail * step
  }
  expect(mean).toBeCloseTo(LIMIT_MEAN, 6)
  expect(Math.sqrt(square - mean * mean)).toBeCloseTo(LIMIT_DEVIATION, 4)
})

test('it falls all the way, from 1 to what no number holds', () => {
  let last = 1
  for (let x = 0; x < 1600; x += x < 1 ? 0.01 : 1) {
    const tail = andersonDarlingTail(x)
    expect(tail).toBeLessThanOrEqual(last)
    last = tail
  }
  expect(last).toBe(0)
  expect(andersonDarlingTail(Number.NaN)).toBeNaN()
})
