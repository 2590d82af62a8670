import { expect, test } from 'vitest'
import { belowPath, farPath, linePath, loneDots, stepPath, stepsOf } from './history-paths'

const same = (v: number) => v
const box = { left: 0, right: 100, top: 0, bottom: 50 }
const x = Float64Array.of(0, 10, 20, 30, 40)
const line = (values: number[]) => ({
  x,
  values: Float64Array.from(values),
  kept: values.map((_, i) => i),
  toX: same,
  toY: same,
})

test('a record without a value parts the line, and is never a zero', () => {
  expect(linePath(line([1, 2, NaN, 4, 5]))).toBe('M0,1L10,2M30,4L40,5')
  expect(linePath(line([1, NaN, 3, NaN, 5]))).toBe('M0,1h0M20,3h0M40,5h0')
  expect(linePath(line([NaN, NaN, NaN, NaN, NaN]))).toBe('')
})

test('the area stands on the side it is told, and a lone point has none', () => {
  expect(belowPath(line([1, 2, NaN, 4, NaN]), 50)).toBe('M0,50L0,1L10,2V50Z')
})

test('dots: where the line shows nothing, or all of few', () => {
  const drawn = line([1, NaN, 3, 4, NaN])
  expect(loneDots(drawn, 0, 5, 0)).toEqual([0])
  expect(loneDots(drawn, 0, 5, 5)).toEqual([0, 2, 3])
})

test('a threshold changes halfway between two records and reaches both ends', () => {
  const values = Float64Array.of(1, 1, NaN, 1, 1)
  const steps = stepsOf({ x, values }, Float64Array.of(5, 5, NaN, 7, 7), [0, 5], 100)
  expect(steps).toEqual([
    { from: -Infinity, to: 20, value: 5 },
    { from: 20, to: Infinity, value: 7 },
  ])
  expect(stepPath(steps, same, same, box)).toBe('M0,5V5H20V7H100')
  expect(farPath(steps, same, same, box, 'above')).toBe('M-2,-2V5H20V7H102V-2Z')
  expect(farPath(steps, same, same, box, 'below')).toBe('M-2,52V5H20V7H102V52Z')
})

test('where values stop to compare, a threshold changes at the record, and no line leads over', () => {
  const values = Float64Array.of(1, 1, 1, 1, 1)
  const steps = stepsOf({ x, values }, Float64Array.of(5, 5, 7, 7, 7), [0, 5], 100, [2])
  expect(stepPath(steps, same, same, box)).toBe(`M0,5V5H${x[2]}M${x[2]},7V7H100`)
  // Nor where both happen to be drawn at the same height.
  const level = stepsOf({ x, values }, new Float64Array(5).fill(5), [0, 5], 100, [2])
  expect(stepPath(level, same, same, box)).toBe(`M0,5V5H${x[2]}M${x[2]},5V5H100`)
})

test('a value without a threshold has no step; a failed record passes one on', () => {
  const limits = Float64Array.of(5, NaN, NaN, 5, 5)
  const judged = Float64Array.of(1, 1, 1, 1, 1)
  const steps = stepsOf({ x, values: judged }, limits, [0, 5], 100)
  expect(steps).toEqual([
    { from: -Infinity, to: 5, value: 5 },
    { from: 25, to: Infinity, value: 5 },
  ])
  expect(stepPath(steps, same, same, box)).toBe('M0,5V5H5M25,5V5H100')
  const failed = Float64Array.of(1, NaN, NaN, 1, 1)
  expect(stepsOf({ x, values: failed }, limits, [0, 5], 100)).toEqual([
    { from: -Infinity, to: Infinity, value: 5 },
  ])
  expect(stepsOf({ x, values: judged }, new Float64Array(5).fill(NaN), [0, 5], 100)).toEqual([])
})

test('a view between two records still shows the threshold of both', () => {
  const limits = Float64Array.of(5, 7, 7, 7, 7)
  const values = new Float64Array(5).fill(1)
  // Only record 1 is in view, and the step is at 5, left of it.
  expect(stepsOf({ x, values }, limits, [1, 2], 100)).toEqual([
    { from: -Infinity, to: 5, value: 5 },
    { from: 5, to: Infinity, value: 7 },
  ])
})
