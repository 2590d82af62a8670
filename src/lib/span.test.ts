import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseSpan, spanText } from './span'

test('lengths of time as people type them', () => {
  expect(['7d', '30 days', '12h', '90 min', '2w', '1.5h', '45s'].map(parseSpan)).toEqual(
    [7 * 24, 30 * 24, 12, 1.5, 14 * 24, 1.5, 0.0125].map((hours) => hours * 3_600_000),
  )
  expect(['', '7', 'd', '0d', '-1d', '3 months', '1y', '1e99d', '99999999999999d'].map(parseSpan)).toEqual(
    Array<null>(9).fill(null),
  )
})

test('what is written is read back', () => {
  expect([604_800_000, 129_600_000, 90_000, 1500].map(spanText)).toEqual(['7d', '36h', '90s', '1.5s'])
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1e13 }), (ms) => {
      expect(parseSpan(spanText(ms))).toBe(ms)
    }),
  )
})
