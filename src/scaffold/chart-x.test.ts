import { expect, test } from 'vitest'
import { chartX } from './chart-x'

const MINUTES = { label: 'minutes', unitMs: 60_000 }

test('a linear axis has its own units, and the worker what was logged', () => {
  const x = chartX({ x: 'relative', log: false }, MINUTES)
  expect(x).toMatchObject({ label: 'minutes', kind: 'number', xScale: 'linear' })
  expect(x.requested([1, 2])).toEqual([60_000, 120_000])
  expect(x.shown([1, 2])).toEqual([1, 2])
  expect(x.toShown?.(120_000)).toBe(2)
})

test('a zoom of a logarithmic axis stands in the address as what it says, not as exponents', () => {
  const x = chartX({ x: 'step', log: true }, MINUTES)
  expect(x).toMatchObject({ label: 'step', kind: 'log', xScale: 'log', toShown: null })
  expect(x.shown([10, 1000])).toEqual([1, 3])
  expect(x.requested([10, 1000])).toEqual([1, 3])
  expect(x.zoomOf([1, 3])).toEqual([10, 1000])
  expect(x.zoomOf(null)).toBeNull()
  // Of a link by hand: nothing of it has a place.
  expect(x.shown([0, 1000])).toBeNull()
  expect(x.requested([-5, 1000])).toBeNull()
})

test('minutes on a logarithmic axis', () => {
  const x = chartX({ x: 'relative', log: true }, MINUTES)
  expect(x.toShown?.(Math.log10(60_000))).toBeCloseTo(0, 12)
  expect(x.requested([1, 10])?.[1]).toBeCloseTo(Math.log10(600_000), 12)
})

test('along another metric, and along time, which stays linear', () => {
  expect(chartX({ x: 'metric:lr', log: true }, MINUTES)).toMatchObject({
    label: 'lr',
    kind: 'log',
    axis: { metric: 'lr' },
  })
  expect(chartX({ x: 'time', log: true }, MINUTES)).toMatchObject({ kind: 'time', xScale: 'linear' })
})
