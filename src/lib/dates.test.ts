import { expect, it } from 'vitest'
import {
  clockText,
  dayOfYearText,
  dayText,
  instantText,
  minuteText,
  monthText,
  partsOf,
  spokenDay,
  stageViewText,
} from './dates'

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

it('an instant says as much as it knows', () => {
  expect(instantText(Date.parse('2024-06-24T00:00Z'))).toBe('24 Jun 2024')
  expect(instantText(Date.parse('2024-10-02T04:12Z'))).toBe('2 Oct 2024, 04:12')
  expect(instantText(Date.parse('2024-10-02T04:12:30Z'))).toBe('2 Oct 2024, 04:12:30')
  expect(instantText(Date.parse('2024-10-02T04:12:05.250Z'))).toBe('2 Oct 2024, 04:12:05.250')
  expect(instantText(Number.NaN)).toBe('–')
})

it('a part of a date is said where the rest stands elsewhere', () => {
  const at = Date.parse('2024-09-02T04:12Z')
  expect([dayOfYearText(at), monthText(at), clockText(at, 'UTC'), stageViewText(at)]).toEqual([
    '2 Sep',
    'Sep',
    '04:12',
    'Sep 02 04:12',
  ])
  expect(monthText(Date.parse('2025-01-01T00:00Z'))).toBe('2025')
  expect([dayOfYearText(9e15), monthText(9e15), clockText(9e15, 'UTC'), stageViewText(9e15)]).toEqual([
    '–',
    '–',
    '–',
    '',
  ])
})

it('local time is that of this machine', () => {
  const at = Date.parse('2024-09-02T04:12Z')
  const there = new Date(at)
  expect(partsOf(at, 'local')).toMatchObject({ day: there.getDate(), hour: there.getHours() })
})
