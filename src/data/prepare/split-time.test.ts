import { expect, test } from 'vitest'
import { prepare } from './prepare'
import type { TimeCut } from './selection'
import { instantOf, splitByTime } from './split-time'
import { unorderedTime } from './time-order'

const DAY = 86_400_000
const at = (text: string) => instantOf(text) ?? Number.NaN

/** Forty days from 1 August 2024, one row a day, the value is the day's number; in the order given. */
function table(days = Array.from({ length: 40 }, (_, i) => i)) {
  return {
    name: 'days.csv',
    columns: {
      rows: days.length,
      columns: [
        {
          type: 'time' as const,
          name: 'day',
          values: Float64Array.from(days, (d) => at('2024-08-01') + d * DAY),
        },
        { type: 'number' as const, name: 'x', values: Float64Array.from(days) },
      ],
    },
  }
}

const split = (cut: TimeCut, of = table(), column = 'day') => splitByTime(of, { by: 'time', column, cut })

test('before a date and from it on', () => {
  const { reference, test: later, notes } = split({ kind: 'at', at: at('2024-09-02') })
  expect([reference.length, later.length, later[0]]).toEqual([32, 8, 32])
  expect(notes).toEqual([
    "Reference: 32 rows from 1 Aug 2024 to before 2 Sep 2024; test sample: 8 rows from 2 Sep 2024 up to 9 Sep 2024 (UTC, by 'day').",
  ])
})

test('the last 7 days are 7 daily rows, the 30 before them 30, whatever the order of the rows', () => {
  const cut = { kind: 'last', last: 7 * DAY, against: 30 * DAY } as const
  const sides = split(cut)
  expect([sides.reference.length, sides.test.length]).toEqual([30, 7])
  expect([sides.reference[0], sides.test[0]]).toEqual([3, 33])
  expect(sides.notes[0]).toContain(
    'after 3 Aug 2024 up to 2 Sep 2024; test sample: 7 rows after 2 Sep 2024 up to 9 Sep 2024',
  )
  const turned = split(cut, table(Array.from({ length: 40 }, (_, i) => 39 - i)))
  expect([...turned.test]).toEqual([0, 1, 2, 3, 4, 5, 6])
  expect(split({ ...cut, against: null }).reference).toHaveLength(33)
})

test('rows without a time are in neither sample, and counted', () => {
  const holed = table()
  holed.columns.columns[0]!.values[0] = Number.NaN
  const { reference, notes } = split({ kind: 'at', at: at('2024-08-05') }, holed)
  expect(reference).toHaveLength(3)
  expect(notes[1]).toBe("1 row of days.csv without a time in 'day' is in neither sample.")
})

test.each<[string, TimeCut, RegExp]>([
  [
    'early',
    { kind: 'at', at: at('2024-08-01') },
    /No row of days\.csv is before 1 Aug 2024: column 'day' runs from 1 Aug 2024 to 9 Sep 2024 \(UTC\)\. Choose a date between these\./,
  ],
  ['late', { kind: 'at', at: at('2024-09-09 00:01') }, /is at 9 Sep 2024, 00:01 or later/],
  ['long', { kind: 'last', last: 90 * DAY, against: null }, /is before the last 90d/],
  [
    'no month before',
    { kind: 'last', last: 50 * DAY, against: 30 * DAY },
    /is in the 30d before the last 50d/,
  ],
])('an empty side has a sentence: %s', (_, cut, sentence) => {
  expect(() => split(cut)).toThrow(sentence)
})

test('a column that holds no times, or is not there, has one too', () => {
  expect(() => split({ kind: 'at', at: 0 }, table(), 'x')).toThrow(
    /'x' of days\.csv holds numbers and no times/,
  )
  expect(() => split({ kind: 'at', at: 0 }, table(), 'y')).toThrow(/has no column 'y' to split by/)
})

test('a run takes the rows so, and sorts the test rows where asked', () => {
  const shuffled = table(Array.from({ length: 40 }, (_, i) => (i * 7) % 40))
  const prepared = prepare(
    { reference: shuffled, test: null },
    {
      reference: { digest: '', name: 'days.csv' },
      test: null,
      split: { by: 'time', column: 'day', cut: { kind: 'last', last: 7 * DAY, against: null } },
      columns: ['x'],
      standardise: false,
      timeColumn: 'day',
    },
  )
  expect([...prepared.test.values]).toEqual([33, 34, 35, 36, 37, 38, 39])
  expect(prepared.reference.rows).toBe(33)
})

test('rows that are not in the order of any time column are told apart', () => {
  const time = (name: string, ascending: boolean, missing = 0) =>
    ({ type: 'time', name, missing, min: 0, max: 1, ascending, histogram: null }) as const
  const of = (...columns: ReturnType<typeof time>[]) => unorderedTime({ rows: 9, columns })
  expect(of()).toBeNull()
  expect(of(time('t', true))).toBeNull()
  expect(of(time('born', false), time('t', true))).toBeNull()
  expect(of(time('empty', false, 9), time('t', false))).toBe('t')
})
