import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../drive'
import { expNegative, powerOfTwo } from '../math/exp'
import { below, createRandom, PURPOSE, uniform } from '../random'
import { normalSample } from '../samples-for-tests'
import { exactMedian } from './median'
import { pairCount, pairDistances, pairRow, squaredDistances } from './pairs'
import { fixedPointScale, givenBandwidth, medianBandwidth, roundWhole } from './rbf'
import { slidingMmd } from './sliding'
import { createSubsets, setSubset, subsetSums } from './subset-sums'
import { rowWindows, windowCount } from './windows'

const random = (seed: number) => createRandom(seed, PURPOSE.test)

test('e to the x is within one unit in the last place of Math.exp', () => {
  const r = random(1)
  const check = (x: number) => {
    const theirs = Math.exp(x)
    const ulp = theirs > 2 ** -1022 ? 2 ** (Math.floor(Math.log2(theirs)) - 52) : 2 ** -1074
    expect(Math.abs(expNegative(x) - theirs)).toBeLessThanOrEqual(ulp)
  }
  for (let i = 0; i < 20_000; i++) check(-uniform(r) * (i % 2 === 0 ? 2 : 744))
  for (const x of [0, -0, -1e-300, -Math.LN2 / 2, -Math.LN2, -708.4, -745.1]) check(x)
  expect([expNegative(-746), expNegative(-Infinity), expNegative(Number.NaN)]).toEqual([0, 0, Number.NaN])
})

test('2 to the y is within two units in the last place of 2 ** y, and 1 and powers of two are exact', () => {
  const r = random(2)
  const check = (y: number) => {
    const theirs = 2 ** y
    const ulp = theirs > 2 ** -1022 ? 2 ** (Math.floor(Math.log2(theirs)) - 52) : 2 ** -1074
    expect(Math.abs(powerOfTwo(y) - theirs)).toBeLessThanOrEqual(2 * ulp)
  }
  for (let i = 0; i < 20_000; i++) check(-uniform(r) * (i % 2 === 0 ? 3 : 1074))
  for (const y of [0, -0, -1e-300, -0.5, -1, -1.5, -1022, -1022.5, -1074]) check(y)
  for (let k = 0; k <= 1074; k++) expect(powerOfTwo(-k)).toBe(2 ** -k)
  expect([powerOfTwo(-1076), powerOfTwo(-Infinity), powerOfTwo(Number.NaN)]).toEqual([0, 0, Number.NaN])
})

describe('median', () => {
  const sorted = (values: Float64Array) => {
    const s = values.slice().sort()
    return ((s[Math.floor((s.length - 1) / 2)] as number) + (s[Math.floor(s.length / 2)] as number)) / 2
  }

  test('of few values equals sorting', () => {
    fc.assert(
      fc.property(
        fc.float64Array({
          minLength: 1,
          maxLength: 50,
          noNaN: true,
          noDefaultInfinity: true,
          min: 0,
          max: 1e9,
        }),
        (values) => {
          expect(driveSync(exactMedian(values))).toBe(sorted(values))
        },
      ),
    )
    expect(driveSync(exactMedian(new Float64Array()))).toBeNaN()
  })

  test('of many values equals sorting, with any amount of ties and in any order', () => {
    const r = random(2)
    for (const n of [8193, 65_536, 100_001]) {
      const draws = [
        () => uniform(r),
        () => below(r, 2),
        () => below(r, 50),
        () => 7,
        () => (below(r, 3) === 0 ? uniform(r) : 0.5),
        () => 1 / uniform(r),
      ]
      for (const draw of draws) {
        const values = Float64Array.from({ length: n }, draw)
        expect(driveSync(exactMedian(values))).toBe(sorted(values))
        values.sort()
        expect(driveSync(exactMedian(values))).toBe(sorted(values))
      }
    }
  })
})

test('packed distances are those of each pair, whatever the tiling, bit for bit', () => {
  for (const [n, d] of [
    [2, 1],
    [5, 3],
    [9, 2],
    [30, 7],
  ] as const) {
    const { values } = normalSample(n, n, d)
    const packed = driveSync(pairDistances(values, n, d))
    expect(packed).toHaveLength(pairCount(n))
    const single = new Float64Array(1)
    for (let i = 0; i < n; i++)
      for (let j = i + 1; j < n; j++) {
        squaredDistances(values, j * d, values, d, i, i + 1, single, -i)
        expect(packed[pairRow(n, i) + j]).toBe(single[0])
      }
  }
})

test('sums over pairs inside subsets equal adding them up', () => {
  const r = random(3)
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 45 }), fc.integer({ min: 1, max: 40 }), (n, count) => {
      const packed = Float64Array.from({ length: pairCount(n) }, () => below(r, 1 << 30))
      const subsets = createSubsets(n, count)
      const expected = new Float64Array(count)
      for (let b = 0; b < count; b++) {
        const marks = Uint8Array.from({ length: n }, () => below(r, 2))
        const words = new Uint32Array(Math.ceil(n / 32))
        marks.forEach((mark, i) => (words[i >>> 5]! |= mark << (i & 31)))
        setSubset(subsets, b, words, 0)
        for (let i = 0; i < n; i++)
          for (let j = i + 1; j < n; j++)
            if (marks[i] === 1 && marks[j] === 1)
              expected[b] = (expected[b] as number) + (packed[pairRow(n, i) + j] as number)
      }
      expect(driveSync(subsetSums(packed, n, subsets))).toEqual(expected)
    }),
    { numRuns: tries(60) },
  )
})

test('kernel values at the fixed point add up exactly', () => {
  for (const n of [2, 80, 1797, 11_585]) {
    const scale = fixedPointScale(n * n)
    expect(n * n * scale).toBeLessThanOrEqual(2 ** 53)
    expect(Number.isInteger(Math.log2(scale))).toBe(true)
    expect(scale).toBeGreaterThan(2 ** 25)
    expect(roundWhole(0.3 * scale)).toBe(Math.round(0.3 * scale))
  }
})

test('the bandwidth of equal rows is 1, and one outside the range of numbers is refused', () => {
  expect(medianBandwidth(0, 'x')).toMatchObject({ sigma: 1, gamma: 0.5 })
  expect(medianBandwidth(4, 'x')).toMatchObject({
    sigma: Math.SQRT2,
    gamma: 0.25,
  })
  expect(() => medianBandwidth(Infinity, 'x')).toThrow(/range/)
  expect(() => givenBandwidth(1e-200)).toThrow(/range/)
})

test('windows of a stream equal the statistic computed afresh, at any step and after many rows', () => {
  const gamma = 0.2
  const d = 2
  const comparison = { ...normalSample(1, 15, d), d }
  const stream = { ...normalSample(2, 3000, d), d }
  const k = (a: Float64Array, i: number, b: Float64Array, j: number) =>
    Math.exp(
      -gamma *
        (((a[i * d] as number) - (b[j * d] as number)) ** 2 +
          ((a[i * d + 1] as number) - (b[j * d + 1] as number)) ** 2),
    )
  const off = (values: Float64Array, from: number, to: number) => {
    let sum = 0
    for (let i = from; i < to; i++)
      for (let j = from; j < to; j++) if (i !== j) sum += k(values, i, values, j)
    return sum / ((to - from) * (to - from - 1))
  }
  const within = off(comparison.values, 0, 15)
  for (const [window, step] of [
    [2, 1],
    [10, 1],
    [10, 3],
    [7, 20],
  ] as const) {
    const values = driveSync(slidingMmd(comparison, within, stream, rowWindows(3000, window, step), gamma))
    expect(values).toHaveLength(windowCount(3000, window, step))
    for (const at of [0, 1, Math.floor(values.length / 2), values.length - 1]) {
      let cross = 0
      for (let t = at * step; t < at * step + window; t++)
        for (let i = 0; i < 15; i++) cross += k(comparison.values, i, stream.values, t)
      const fresh = within + off(stream.values, at * step, at * step + window) - (2 * cross) / (15 * window)
      expect(Math.abs((values[at] as number) - fresh)).toBeLessThan(1e-11)
    }
  }
})
