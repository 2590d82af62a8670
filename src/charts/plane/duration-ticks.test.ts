import { expect, test } from 'vitest'
import { durationTicks } from './duration-ticks'

const labels = (high: number, count: number) => durationTicks(high, count).map(({ label }) => label)

test('round as people count time', () => {
  expect(labels(25 * 60_000, 4)).toEqual(['0', '10min', '20min'])
  expect(labels(95_000, 4)).toEqual(['0', '30 s', '1min', '1min 30s'])
  expect(labels(900, 5)).toEqual(['0', '200 ms', '400 ms', '600 ms', '800 ms'])
  expect(labels(9 * 3_600_000, 4)).toEqual(['0', '3h', '6h', '9h'])
  expect(labels(0, 4)).toEqual(['0'])
  expect(labels(4000 * 86_400_000, 4)).toHaveLength(5)
})
