import { expect, test } from 'vitest'
import { createRandom, normal, PURPOSE } from '~/drift/random'
import { sampleOf } from '~/drift/samples-for-tests'
import { monthOf, seasonNotes } from './seasons'

const HOUR = 3_600_000
const DAY = 24 * HOUR
/** A Monday. */
const START = Date.UTC(2024, 0, 1)

/** One value an hour from an hour on; `levelOf` tells it by the hour since the start. */
function hourly(seed: number, [from, to]: readonly [number, number], levelOf: (hour: number) => number) {
  const random = createRandom(seed, PURPOSE.test)
  const hours = Array.from({ length: to - from }, (_, i) => from + i)
  return {
    sample: sampleOf(hours.map((hour) => [levelOf(hour) + normal(random)])),
    instants: Float64Array.from(hours, (hour) => START + hour * HOUR),
  }
}

const notesOf = (a: ReturnType<typeof hourly>, b: ReturnType<typeof hourly>) =>
  seasonNotes(
    { reference: a.sample, test: b.sample },
    { column: 'time', reference: a.instants, test: b.instants },
  )

const weekend = (hour: number): number => (Math.floor(hour / 24) % 7 >= 5 ? 4 : 0)
const daily = (hour: number): number => (hour % 24 < 12 ? 0 : 3)
const twoWeeks = [0, 14 * 24] as const

test('half a week against whole weeks is named, where the column follows the week', () => {
  const [note] = notesOf(hourly(1, twoWeeks, weekend), hourly(2, [19 * 24, 21 * 24], weekend))
  expect(note).toMatch(
    /^By 'time', the test rows are of 2 of 7 days of the week\. In the reference 'x1' is different in these \(D = 0\.9\d*\)/,
  )
  // Saturdays and Sundays against those: no difference beyond chance.
  const alike = Number(/same weekdays the test rows differ by D = (0\.\d+)/.exec(note!)![1])
  expect(alike).toBeLessThan(0.3)
})

test('some hours of the day are, where the column follows the day', () => {
  const [note] = notesOf(hourly(1, twoWeeks, daily), hourly(2, [14 * 24 + 12, 14 * 24 + 18], daily))
  expect(note).toContain('of 6 of 24 hours of the day')
  const real = notesOf(
    hourly(1, twoWeeks, daily),
    hourly(2, [14 * 24 + 12, 14 * 24 + 18], (hour) => daily(hour) + 5),
  )
  // A drift beside it is no smaller against the same hours.
  expect(Number(/same hours the test rows differ by D = (\d\.?\d*)/.exec(real[0]!)![1])).toBeGreaterThan(0.9)
})

test('a winter against two years is', () => {
  const days = (seed: number, [from, to]: readonly [number, number]) => {
    const random = createRandom(seed, PURPOSE.test)
    const at = Array.from({ length: to - from }, (_, i) => from + i)
    return {
      sample: sampleOf(at.map((day) => [-10 * Math.cos((2 * Math.PI * day) / 365.25) + normal(random)])),
      instants: Float64Array.from(at, (day) => START + day * DAY),
    }
  }
  expect(notesOf(days(1, [0, 731]), days(2, [731, 780]))[0]).toContain('of 2 of 12 months of the year')
})

test('nothing is said of whole periods, of what follows none, of one period and of values that wander once', () => {
  const flat = (): number => 0
  expect(notesOf(hourly(1, twoWeeks, weekend), hourly(2, [14 * 24, 21 * 24], weekend))).toEqual([])
  expect(notesOf(hourly(1, twoWeeks, flat), hourly(2, [14 * 24, 14 * 24 + 84], flat))).toEqual([])
  expect(notesOf(hourly(1, [0, 7 * 24], weekend), hourly(2, [7 * 24, 7 * 24 + 48], weekend))).toEqual([])
  // Up in the one week, down in the other.
  const turned = (hour: number): number => (hour < 7 * 24 ? 1 : -1) * weekend(hour)
  expect(notesOf(hourly(1, twoWeeks, turned), hourly(2, [19 * 24, 21 * 24], turned))).toEqual([])
  expect(seasonNotes({ reference: sampleOf([[1]]), test: sampleOf([[1]]) }, null)).toEqual([])
})

test('months are those of the calendar', () => {
  for (let day = -200_000; day < 200_000; day += 7) {
    const month = Number(new Date(day * DAY).toISOString().slice(-19, -17))
    expect(monthOf(day)).toBe((month + 9) % 12)
  }
})
