import { expect, test } from 'vitest'
import { shortNames } from './short-names'

test('words that three names begin with are left out', () => {
  expect(
    shortNames([
      'Metadata tests',
      'AI4OS Hub metadata V1 validation',
      'AI4OS Hub metadata V2 validation (JSON)',
      'AI4OS Hub metadata V2 validation (YAML)',
      'AI4OS Hub Docker images build',
      'Docker build and delivery',
    ]),
  ).toEqual([
    'Metadata tests',
    'V1 validation',
    'V2 validation (JSON)',
    'V2 validation (YAML)',
    'Docker images build',
    'Docker build and delivery',
  ])
})

test('what would become the same, or nothing, stays whole', () => {
  expect(shortNames(['A x', 'A y', 'A z', 'x'])).toEqual(['A x', 'y', 'z', 'x'])
  expect(shortNames(['A', 'A', 'A'])).toEqual(['A', 'A', 'A'])
  expect(shortNames(['__proto__ a', '__proto__ b', '__proto__ c'])).toEqual(['a', 'b', 'c'])
})
