import { expect, it } from 'vitest'
import { dayText, minuteText, spokenDay } from './dates'

it.each([
  [Date.UTC(2024, 8, 2, 4, 5, 59), '2 Sep 2024', '2 Sep 2024, 04:05', '2 September', '2 September 2024'],
  [Date.UTC(1969, 11, 31, 23, 59), '31 Dec 1969', '31 Dec 1969, 23:59', '31 December', '31 December 1969'],
  [Number.NaN, '–', '–', '–', '–'],
  [9e15, '–', '–', '–', '–'],
])('%s is %s', (at, day, minute, spoken, spokenWithYear) => {
  expect(dayText(at)).toBe(day)
  expect(minuteText(at)).toBe(minute)
  expect(spokenDay(at, { year: false })).toBe(spoken)
  expect(spokenDay(at, { year: true })).toBe(spokenWithYear)
})

it('calls every month by three letters', () => {
  const months = Array.from({ length: 12 }, (_, month) => dayText(Date.UTC(2024, month, 1)).split(' ')[1])
  expect(months.join(' ')).toBe('Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec')
})
