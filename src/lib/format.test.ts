import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  exponentOf,
  formatBytes,
  formatChange,
  formatCount,
  formatDelta,
  formatDuration,
  formatFixed,
  formatNumber,
  formatPercent,
  formatPlain,
  significant,
} from './format'

const spaced = (text: string) => text.replaceAll('\u00A0', ' ')

describe('formatNumber', () => {
  it.each([
    [0.028371, '0.02837'],
    [11.0743, '11.07'],
    [0.05, '0.05'],
    [1346, '1 346'],
    [12345.6, '12 346'],
    [999_999, '999 999'],
    [999_999.7, '1e6'],
    [1_234_567, '1.235e6'],
    [0.00001234567, '1.235e-5'],
    [0.0001, '0.0001'],
    [9.99996, '10'],
    [-0.0123456, '-0.01235'],
    [-1_234.56, '-1 235'],
    [0, '0'],
    [-0, '0'],
    [Number.POSITIVE_INFINITY, '∞'],
    [Number.NEGATIVE_INFINITY, '-∞'],
    [Number.NaN, '–'],
    [null, '–'],
    [undefined, '–'],
  ])('prints %s as %s', (x, printed) => {
    expect(spaced(formatNumber(x))).toBe(printed)
  })

  it('reads back within half a unit of the fourth digit, and never as -0', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }), (x) => {
        const printed = formatNumber(x).replaceAll('\u00A0', '')
        expect(printed).not.toBe('-0')
        expect(Math.abs(Number(printed) - x)).toBeLessThanOrEqual(Math.abs(x) * 5.0001e-4)
      }),
    )
  })
})

describe('formatCount', () => {
  it.each([
    [0, '0'],
    [-0.2, '0'],
    [451, '451'],
    [1346, '1 346'],
    [10_000_000, '10 000 000'],
    [Number.NaN, '–'],
    [null, '–'],
  ])('prints %s as %s', (n, printed) => {
    expect(spaced(formatCount(n))).toBe(printed)
  })
})

describe('formatBytes', () => {
  it.each([
    [0, '0 B'],
    [512, '512 B'],
    [999, '999 B'],
    [1000, '1 kB'],
    [1234, '1.23 kB'],
    [41_234_567, '41.2 MB'],
    [300_000_000, '300 MB'],
    [999_600_000, '1 GB'],
    [5e15, '5 000 TB'],
    [Number.NaN, '–'],
  ])('prints %s as %s', (bytes, printed) => {
    expect(spaced(formatBytes(bytes))).toBe(printed)
  })
})

describe('formatDuration', () => {
  it.each([
    [0, '0 ms'],
    [0.04, '0.04 ms'],
    [38.4, '38 ms'],
    [999.6, '1 s'],
    [4_200, '4.2 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1min'],
    [434_000, '7min 14s'],
    [3_599_700, '1h'],
    [11_520_000, '3h 12min'],
    [86_400_000, '1d'],
    [190_800_000, '2d 5h'],
    [-1500, '-1.5 s'],
    [Number.NaN, '–'],
    [null, '–'],
  ])('prints %s ms as %s', (ms, printed) => {
    expect(spaced(formatDuration(ms))).toBe(printed)
  })
})

describe('shares and changes', () => {
  it.each([
    [0.4123, '41.2 %', '+41 %'],
    [0.41, '41 %', '+41 %'],
    [0.0004, '0 %', '0 %'],
    [-0.126, '-12.6 %', '−13 %'],
    [12.5, '1 250 %', '+1 250 %'],
    [0, '0 %', '0 %'],
    [-0, '0 %', '0 %'],
    [Number.NaN, '–', '–'],
    [null, '–', '–'],
  ])('%s is %s, and as a change %s', (share, percent, change) => {
    expect(spaced(formatPercent(share))).toBe(percent)
    expect(spaced(formatChange(share))).toBe(change)
  })

  it.each([
    [4200, '+4.2 s'],
    [-120_000, '−2min'],
    [0, '0'],
    [null, '–'],
  ])('a change by %s ms is %s', (ms, printed) => {
    expect(formatDelta(ms)).toBe(printed)
  })
})

describe('decimals and digits', () => {
  it.each([
    [0.05, 4, '0.0500'],
    [-0.0001, 2, '0.00'],
    [-1234.5, 1, '-1 234.5'],
    [Number.POSITIVE_INFINITY, 2, '∞'],
    [Number.NaN, 2, '–'],
  ])('%s in %s decimals is %s', (x, decimals, printed) => {
    expect(spaced(formatFixed(x, decimals))).toBe(printed)
  })

  it('a value of a column may be a year', () => {
    expect(formatFixed(1900, 0, 'plain')).toBe('1900')
    expect(formatPlain(1900)).toBe('1900')
    expect(formatPlain(0.1 + 0.2)).toBe('0.3')
  })

  it('digits that count, and where the first of them stands', () => {
    expect(significant(0.1 + 0.2, 12)).toBe(0.3)
    expect([0.05, 999, 1000].map(exponentOf)).toEqual([-2, 2, 3])
  })
})
