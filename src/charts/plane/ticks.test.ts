import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { niceTicks, numberLabels, timeTicks, wholeTicks } from './ticks'

const ascends = (list: readonly number[]) => list.every((v, k) => k === 0 || v > list[k - 1]!)

test('number ticks are round, inside, and about as many as asked for', () => {
  expect(niceTicks(-0.012, 0.055, 4)).toEqual([0, 0.02, 0.04])
  expect(niceTicks(85, 1346, 6)).toEqual([200, 400, 600, 800, 1000, 1200])
  expect(niceTicks(1, 1, 5)).toEqual([])
  fc.assert(
    fc.property(
      fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      fc.double({ min: 1e-6, max: 1e9, noNaN: true }),
      fc.integer({ min: 2, max: 12 }),
      (low, span, count) => {
        const ticks = niceTicks(low, low + span, count)
        expect(ticks.length).toBeLessThanOrEqual(2 * count + 1)
        expect(ascends(ticks)).toBe(true)
        for (const t of ticks) {
          const slack = 1e-8 * Math.max(Math.abs(low), span, 1)
          expect(t).toBeGreaterThanOrEqual(low - slack)
          expect(t).toBeLessThanOrEqual(low + span + slack)
        }
      },
    ),
  )
})

test('labels of an axis have one form', () => {
  expect(numberLabels([0, 0.02, 0.04])).toEqual(['0.00', '0.02', '0.04'])
  expect(numberLabels([-0.5, 0, 0.5])).toEqual(['-0.5', '0.0', '0.5'])
  expect(numberLabels([800, 1000])).toEqual(['800', '1\u00a0000'])
  expect(numberLabels([1900, 1920], 'plain')).toEqual(['1900', '1920'])
  expect(numberLabels([0, 0.00002])).toEqual(['0', '2e-5'])
})

test('row ticks are whole numbers', () => {
  expect(wholeTicks(0.9, 4, 8)).toEqual([1, 2, 3, 4])
  expect(wholeTicks(7, 7.4, 5)).toEqual([7])
})

const labels = (from: string, to: string, count: number) =>
  timeTicks(Date.parse(from), Date.parse(to), count, 'UTC').map((t) => t.label)

test('time ticks stand at round instants, weeks begin on Mondays', () => {
  expect(labels('2024-06-19T00:00Z', '2024-08-20T00:00Z', 5)).toEqual([
    '24 Jun',
    '8 Jul',
    '22 Jul',
    '5 Aug',
    '19 Aug',
  ])
  expect(labels('2024-06-19T22:10Z', '2024-06-20T04:00Z', 6)).toEqual([
    '23:00',
    '20 Jun',
    '01:00',
    '02:00',
    '03:00',
    '04:00',
  ])
  expect(labels('2012-01-01T00:00Z', '2015-12-31T00:00Z', 4)).toEqual(['2012', '2013', '2014', '2015'])
  expect(labels('1871-01-01T00:00Z', '1970-01-01T00:00Z', 5)).toEqual([
    '1880',
    '1900',
    '1920',
    '1940',
    '1960',
  ])
  expect(labels('2024-11-05T00:00Z', '2025-03-02T00:00Z', 4)).toEqual(['Dec', '2025', 'Feb', 'Mar'])
  expect(timeTicks(5, 5, 3, 'UTC')).toEqual([])
})

test('time ticks ascend inside the interval, however long it is', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -5e12, max: 5e12 }),
      fc.integer({ min: 1, max: 5e12 }),
      fc.integer({ min: 1, max: 12 }),
      (low, span, count) => {
        const ticks = timeTicks(low, low + span, count, 'UTC')
        expect(ticks.length).toBeLessThanOrEqual(3 * count + 2)
        expect(ascends(ticks.map((t) => t.at))).toBe(true)
        for (const t of ticks) {
          expect(t.at).toBeGreaterThanOrEqual(low - 1)
          expect(t.at).toBeLessThanOrEqual(low + span + 1)
        }
      },
    ),
  )
})
