import { describe, expect, test } from 'vitest'
import { readTable } from './read-file'
import type { ReadOptions } from './read-options'

/** One column `x` of these cells, beside one that makes the file a table; what it became. */
async function columnOf(cells: readonly string[], options: ReadOptions = {}, name = 'x') {
  const text = `${name}\tn\n${cells.map((cell, i) => `${cell}\t${i}`).join('\n')}\n`
  const { columns, summary } = await readTable(new File([text], 'dates.tsv'), {}, options)
  const [column] = columns.columns
  if (column?.type !== 'time') return { type: column?.type, notes: summary.notes }
  const iso = [...column.values].map((x) => (Number.isNaN(x) ? null : new Date(x).toISOString()))
  return { type: 'time', iso, notes: summary.notes }
}

const DAYS = ['2024-12-31', '2024-02-01', '1999-03-15'].map((day) => `${day}T00:00:00.000Z`)

describe('days', () => {
  test.each([
    ['31/12/24', '01/02/24', '15/03/99'],
    ['12/31/24', '02/01/24', '03/15/99'],
    ['31.12.24', '01.02.24', '15.03.99'],
    ['31-12-24', '01-02-24', '15-03-99'],
    ['31-Dec-24', '01-Feb-24', '15-Mar-99'],
    ['31. 12. 2024', '1. 2. 2024', '15. 3. 1999'],
    ['2024.12.31', '2024.02.01', '1999.03.15'],
    ['2024. 12. 31.', '2024. 2. 1.', '1999. 3. 15.'],
    ['2024年12月31日', '2024年2月1日', '1999年3月15日'],
    ['2024-Dec-31', '2024-Feb-01', '1999-Mar-15'],
    ['31. Dezember 2024', '1. Februar 2024', '15. März 1999'],
    ['31 décembre 2024', '1er février 2024', '15 mars 1999'],
    ['31 de diciembre de 2024', '1 de febrero de 2024', '15 de marzo de 1999'],
    ['31 dez. 2024', '1 fev. 2024', '15 mar. 1999'],
    ['31 grudnia 2024', '1 lutego 2024', '15 marca 1999'],
    ['December 31st, 2024', 'February 1st, 2024', 'March 15th, 1999'],
    ['Tue, 31 Dec 2024', 'Thu, 1 Feb 2024', 'Mon, 15 Mar 1999'],
    ['Dienstag, 31. Dezember 2024', 'Donnerstag, 1. Februar 2024', 'Montag, 15. März 1999'],
    ['2024-W01-1', '2024-W09-7', '2020-W53-5'],
  ])('%s', async (...cells) => {
    const { type, iso } = await columnOf(cells)
    expect(type).toBe('time')
    const weeks = ['2024-01-01', '2024-03-03', '2021-01-01'].map((day) => `${day}T00:00:00.000Z`)
    expect(iso).toEqual(cells[0]?.includes('W') ? weeks : DAYS)
  })

  test('months, quarters and weeks begin with their first day', async () => {
    const first = async (cells: string[]) => (await columnOf(cells)).iso?.map((text) => text?.slice(0, 10))
    expect(await first(['Dec 2024', 'Jan 2025'])).toEqual(['2024-12-01', '2025-01-01'])
    expect(await first(['12/2024', '01/2025'])).toEqual(['2024-12-01', '2025-01-01'])
    expect(await first(['2024Q4', '2025-Q1'])).toEqual(['2024-10-01', '2025-01-01'])
    expect(await first(['2024-W52', '2025-W01'])).toEqual(['2024-12-23', '2024-12-30'])
    expect(await first(['2024-W52', '2024-W53'])).toBeUndefined()
  })

  test('years of two digits: what can be read in several ways is asked', async () => {
    const asked = await columnOf(['24-12-11', '24-12-12'])
    expect(asked.type).toBe('text')
    expect(asked.notes).toEqual([
      "Column 'x' is text because its dates, with years of two digits, can be read in several ways: set its type, ymd (year first), dmy (day first) or mdy.",
    ])
    const told = await columnOf(['24-12-11', '24-12-12'], { types: { x: 'ymd' } })
    expect(told.iso).toEqual(['2024-12-11T00:00:00.000Z', '2024-12-12T00:00:00.000Z'])
    expect(told.notes).toEqual([
      "Dates in 'x' have the year first.",
      "Years of two digits in 'x' are 1969 to 2068.",
    ])
    expect((await columnOf(['99-12-31', '98-01-15'])).iso?.[0]).toBe('1999-12-31T00:00:00.000Z')
    expect((await columnOf(['01/02/24', '03/04/24'])).notes.join(' ')).toMatch(/order of day and month/)
  })

  test("MySQL's zero is no date: it counts as missing, with a note", async () => {
    for (const zero of ['0000-00-00', '0000-00-00 00:00:00']) {
      const { iso, notes } = await columnOf(['2024-12-31', '2024-02-01', '1999-03-15', zero, zero])
      expect(iso).toEqual([...DAYS, null, null])
      expect(notes).toContain(
        `Column 'x' holds times; '${zero}' (2 cells, first in row 4) counts as missing.`,
      )
    }
  })

  test('what only looks like a date stays text', async () => {
    for (const cells of [
      ['Room 12', 'Room 14'],
      ['2024-001', '2024-002'],
      ['31/31/2024', '30/30/2024'],
      ['12-5', '12-6'],
      ['v1.2.24', 'v1.3.24'],
      ['Paris 2024', 'Tokyo 2020'],
    ])
      expect([cells[0], (await columnOf(cells)).type]).toEqual([cells[0], 'text'])
  })
})

describe('times of day', () => {
  test.each([
    ['12/31/2024 10:15:00 PM', '2024-12-31T22:15:00.000Z'],
    ['12/31/2024 12 AM', '2024-12-31T00:00:00.000Z'],
    ['31/12/2024 10:15:00 p. m.', '2024-12-31T22:15:00.000Z'],
    ['31-12-2024 22.15', '2024-12-31T22:15:00.000Z'],
    ['31.12.2024, 22:15 Uhr', '2024-12-31T22:15:00.000Z'],
    ['31/Dec/2024:10:15:00 +0000', '2024-12-31T10:15:00.000Z'],
    ['Tue, 31 Dec 2024 10:15:00 GMT', '2024-12-31T10:15:00.000Z'],
    ['Tue Dec 31 10:15:00 2024', '2024-12-31T10:15:00.000Z'],
    ['Tue Dec 31 10:15:00 CET 2024', '2024-12-31T09:15:00.000Z'],
    ['Tue Dec 31 2024 10:15:00 GMT+0100 (Central European Standard Time)', '2024-12-31T09:15:00.000Z'],
    ['2024-12-31 10:15:00 CEST', '2024-12-31T08:15:00.000Z'],
    ['2024-12-31T10:15:00+01:00[Europe/Berlin]', '2024-12-31T09:15:00.000Z'],
    ['2024-12-31 10:15:00 EST', '2024-12-31T15:15:00.000Z'],
    ['2024-12-31T24:00:00Z', '2025-01-01T00:00:00.000Z'],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['20241231T101500.250Z', '2024-12-31T10:15:00.250Z'],
  ])('%s', async (cell, iso) => {
    const read = await columnOf([cell, cell])
    expect(read.iso).toEqual([iso, iso])
  })

  test('letters that are no zone make no time', async () => {
    expect((await columnOf(['2024-12-31 10:15 IST', '2024-12-31 10:15 IST'])).type).toBe('text')
  })
})

describe('clocks', () => {
  const at = '2024-12-31T10:15:00.000Z'
  test.each([
    ['seconds', '1735640100'],
    ['milliseconds', '1735640100000'],
    ['microseconds', '1735640100000000'],
    ['nanoseconds', '1735640100000000000'],
  ] as const)('%s since 1970, where the name says so, or it is told', async (type, count) => {
    expect((await columnOf([count, count], {}, 'ts')).iso).toEqual([at, at])
    expect((await columnOf([count, count])).type).toBe('number')
    expect((await columnOf([count, count], { types: { x: type } })).iso).toEqual([at, at])
  })

  test('nanoseconds that no double holds', async () => {
    const cells = ['1735640100123456789', '1735640100123456790', '']
    const iso = ['2024-12-31T10:15:00.123Z', '2024-12-31T10:15:00.123Z', null]
    expect((await columnOf(cells, {}, 'timestamp')).iso).toEqual(iso)
    expect((await columnOf(cells, { types: { x: 'nanoseconds' } })).iso).toEqual(iso)
    expect((await columnOf(cells)).type).toBe('text')
  })

  test('an hour of ten digits is no count of seconds', async () => {
    const read = await columnOf(['2024123109', '2024123110', '2024123123'], {}, 'time')
    expect(read.iso?.[1]).toBe('2024-12-31T10:00:00.000Z')
  })
})
