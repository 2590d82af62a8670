import { expect, test } from 'vitest'
import { pointAfter, stateAt } from './playback'

const data = {
  xKind: 'row' as const,
  xLabel: 'row',
  x: Float64Array.of(1, 2, 3, 4, 5),
  rowNumbers: Uint32Array.of(1, 2, 3, 4, 5),
  windowStarts: Uint32Array.of(1, 2, 3, 4, 5),
  series: [{ name: 'rate', values: Float64Array.of(NaN, 0.1, 0.3, 0.6, 0.2) }],
  threshold: { value: 0.5, label: 'drift' },
  alarms: [{ start: 3, end: 3, peak: 3, series: 'rate' }],
  warnings: [{ start: 2, end: 2, peak: 2, series: 'rate' }],
}

test('a point says what is known there, and nothing of what comes', () => {
  expect(stateAt(data, 0)).toEqual({
    mark: 'ok',
    text: 'row 1: rate not defined, drift above 0.5. No alarm here; alarms: none so far.',
  })
  expect(stateAt(data, 2)).toMatchObject({
    mark: 'warning',
    text: expect.stringContaining('In the warning zone; alarms: none so far.'),
  })
  expect(stateAt(data, 3)).toMatchObject({
    mark: 'drift',
    text: 'row 4: rate 0.6, drift above 0.5. Alarm; alarms: 1 so far.',
  })
  expect(stateAt(data, 4)).toMatchObject({
    mark: 'ok',
    text: expect.stringContaining('No alarm here; alarms: 1 so far.'),
  })
})

test('the play is steady and ends at the last point in view', () => {
  expect(pointAfter(0, 500, 1, [0, 100])).toBe(50)
  expect(pointAfter(20, 100, 1, [0, 100])).toBe(30)
  expect(pointAfter(20, 99_999, 1, [0, 100])).toBe(99)
  // A million rows take as long as a hundred.
  expect(pointAfter(0, 500, 1, [0, 1_000_000])).toBe(500_000)
})
