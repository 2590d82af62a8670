import { expect, test } from 'vitest'
import { formatP, pWords, writtenP } from './p-value'

test('a p-value is never printed as 0', () => {
  expect([0.05, 1, 1e-299, 1e-301, 5e-324, 0].map(formatP)).toEqual([
    '0.05',
    '1',
    '1e-299',
    '< 1e-300',
    '< 1e-300',
    '< 1e-300',
  ])
  expect([null, undefined, Number.NaN].map(formatP)).toEqual(['–', '–', '–'])
  expect(pWords('p', 0)).toBe('p < 1e-300')
  expect(pWords('adjusted p', 0.25)).toBe('adjusted p = 0.25')
  expect(pWords('p', 2e-5, 1e-4)).toBe('p < 0.0001')
  // What a library lets through is shown as it is.
  expect(pWords('p', -0.1)).toBe('p = -0.1')
})

test('in files it stays a number above 0', () => {
  expect([0, 0.5, null].map((p) => writtenP(p))).toEqual([Number.MIN_VALUE, 0.5, null])
  expect(JSON.parse(JSON.stringify({ p: writtenP(0) }))).toEqual({ p: 5e-324 })
})
