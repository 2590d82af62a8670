import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extent, nearestIndex, rangeInView, sampleRange } from './downsample'

/** Ascending x with ties, values with gaps, long enough to be thinned. */
const traces = fc
  .tuple(
    fc.array(
      fc.record({
        step: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 5, noNaN: true })),
        value: fc.oneof(
          { weight: 6, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
          { weight: 1, arbitrary: fc.constant(NaN) },
        ),
      }),
      { minLength: 1, maxLength: 400 },
    ),
    fc.integer({ min: 8, max: 80 }),
  )
  .map(([points, most]) => {
    let at = 0
    const x = Float64Array.from(points, (p) => (at += p.step))
    return { x, values: Float64Array.from(points, (p) => p.value), most }
  })

describe('sampleRange', () => {
  test('keeps the extremes, both ends, the order, and the budget', () => {
    fc.assert(
      fc.property(traces, fc.nat(), fc.nat(), ({ x, values, most }, a, b) => {
        const range = [a % (x.length + 1), b % (x.length + 1)].sort((p, q) => p - q)
        const [from = 0, to = 0] = range
        const kept = sampleRange(x, values, from, to, most)
        expect(kept.length).toBeLessThanOrEqual(Math.max(most, 0))
        expect(kept.every((i, k) => i >= from && i < to && (k === 0 || i > kept[k - 1]!))).toBe(true)
        const raw = extent(values, from, to)
        const drawn = Float64Array.from(kept, (i) => values[i]!)
        expect(extent(drawn, 0, drawn.length)).toEqual(raw)
        const defined = [...values.keys()].filter((i) => i >= from && i < to && !Number.isNaN(values[i]!))
        const ends = [defined.at(0), defined.at(-1)].filter((i) => i !== undefined)
        expect(ends.filter((i) => !kept.includes(i))).toEqual([])
      }),
    )
  })

  test('draws no line across a gap', () => {
    fc.assert(
      fc.property(traces, ({ x, values, most }) => {
        const kept = sampleRange(x, values, 0, x.length, most)
        const crossed = [...kept].filter((b, k) => {
          const a = kept[k - 1]
          if (a === undefined || Number.isNaN(values[a]!) || Number.isNaN(values[b]!)) return false
          return values.subarray(a, b).some(Number.isNaN)
        })
        expect(crossed).toEqual([])
      }),
    )
  })

  test('returns everything that fits', () => {
    const x = Float64Array.of(1, 2, 3)
    expect([...sampleRange(x, Float64Array.of(5, NaN, 5), 0, 3, 8)]).toEqual([0, 1, 2])
    expect([...sampleRange(x, x, 2, 2, 8)]).toEqual([])
  })

  test('keeps one spike among a million points', () => {
    const n = 1_000_000
    const x = Float64Array.from({ length: n }, (_, i) => i)
    const values = new Float64Array(n)
    values[765_432] = 3
    const kept = sampleRange(x, values, 0, n, 800)
    expect(kept).toContain(765_432)
    expect(kept.length).toBeLessThanOrEqual(800)
  })

  test('an undefined stretch without any value is empty', () => {
    const n = 100
    const x = Float64Array.from({ length: n }, (_, i) => i)
    expect(sampleRange(x, new Float64Array(n).fill(NaN), 0, n, 8).length).toBe(0)
  })
})

test('rangeInView holds exactly the points inside, ends included', () => {
  const x = Float64Array.of(1, 2, 2, 2, 3, 7)
  expect(rangeInView(x, [2, 3])).toEqual([1, 5])
  expect(rangeInView(x, [4, 6])).toEqual([5, 5])
  expect(rangeInView(x, null)).toEqual([0, 6])
})

test('nearestIndex is the nearest of all points, the first of equals', () => {
  fc.assert(
    fc.property(traces, fc.double({ min: -10, max: 2000, noNaN: true }), ({ x }, at) => {
      const found = nearestIndex(x, at)
      const best = Math.min(...x.map((v) => Math.abs(v - at)))
      expect(Math.abs(x[found]! - at)).toBe(best)
      expect(x.indexOf(x[found]!)).toBe(found)
    }),
  )
  expect(nearestIndex(new Float64Array(0), 1)).toBe(-1)
})
