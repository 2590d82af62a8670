import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { binned } from './bins'

test('bins hold every finite value once and span the range', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.double({ min: -1e3, max: 1e3, noNaN: true }), fc.constant(NaN)), {
        maxLength: 500,
      }),
      (list) => {
        const finite = list.filter((v) => !Number.isNaN(v))
        const bins = binned(Float64Array.from(list))
        expect(bins === null).toBe(finite.length === 0)
        expect([...(bins?.counts ?? [])].reduce((a, b) => a + b, 0)).toBe(finite.length)
        expect(bins?.counts.length ?? 0).toBeLessThanOrEqual(48)
        expect(bins?.width ?? 1).toBeGreaterThan(0)
        expect(bins?.start ?? -Infinity).toBeLessThanOrEqual(Math.min(...finite, Infinity))
      },
    ),
  )
})

test('equal values make one bin around them', () => {
  const bins = binned(Float64Array.of(2, 2, 2))!
  expect([...bins.counts]).toEqual([3])
  expect(bins.start).toBeLessThan(2)
  expect(bins.start + bins.width).toBeGreaterThan(2)
})
