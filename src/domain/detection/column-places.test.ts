import { expect, test } from 'vitest'
import { columnPlaces } from './column-places'
import { verdictOf } from './verdict'
import { trace } from './verdict.test-support'

const DAY = 86_400_000

test('a stream that dates order is spoken of in dates, a clock where they have one', () => {
  const byDay = columnPlaces({ name: 'date', kind: 'time' }, (_, index) => index * DAY)
  expect(verdictOf(trace([[365, 400]]), null, byDay).title).toBe(
    'Drift detected on 1 Jan 1971 (began between 24 Sep 1970 and 1 Jan 1971)',
  )
  const byHour = columnPlaces({ name: 'date', kind: 'time' }, (_, index) => (index * DAY) / 24)
  expect(byHour.when(trace([]), 25)).toBe('at 2 Jan 1970, 01:00')
})

test('one that numbers order is spoken of by their column', () => {
  const byYear = columnPlaces({ name: 'year', kind: 'number' }, (_, index) => 1871 + index)
  expect(byYear.when(trace([]), 28)).toBe('at year 1899')
})
