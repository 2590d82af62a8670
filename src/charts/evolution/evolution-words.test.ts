import { expect, test } from 'vitest'
import { csvText } from '../frame/export'
import { evolutionCsv, peakValue, reading, rowsText } from './evolution-words'

const data = {
  xKind: 'row' as const,
  xLabel: 'row',
  x: Float64Array.of(100, 101, 102, 103),
  rowNumbers: Uint32Array.of(100, 101, 102, 103),
  windowStarts: Uint32Array.of(1, 2, 3, 4),
  series: [{ name: 'MMD²', values: Float64Array.of(-0.1, 0.1 + 0.2, NaN, 0.012) }],
  threshold: { value: 0.012, label: 'drift' },
  alarms: [{ start: 1, end: 1, peak: 1, series: 'MMD²' }],
}

test('CSV holds every point at full precision, gaps empty, alarms numbered', () => {
  expect(evolutionCsv(data)).toBe(
    [
      'row_from,row_to,MMD²,threshold,alarm',
      '1,100,-0.1,0.012,0',
      '2,101,0.30000000000000004,0.012,1',
      '3,102,,0.012,0',
      '4,103,0.012,0.012,0',
      '',
    ].join('\r\n'),
  )
})

test('times are ISO 8601 in UTC, a missing threshold is empty', () => {
  const x = Float64Array.of(0, 1.5, 8.64e15 + 1, NaN)
  const lines = evolutionCsv({ ...data, xKind: 'time', x, threshold: null, alarms: [] }).split('\r\n')
  expect(lines[0]).toBe('row_from,row_to,time,MMD²,threshold,alarm')
  expect(lines[1]).toBe('1,100,1970-01-01T00:00:00.000Z,-0.1,,0')
  expect(lines[2]).toContain('1970-01-01T00:00:00.001Z')
  expect(lines[3]).toBe('3,102,,,,0')
})

test('CSV text is quoted where it must be, and no formula', () => {
  expect(csvText(['a,b', 'say "x"', '=1+1', 'plain'], [['line\nbreak', ' pad', -1, null]])).toBe(
    `"a,b","say ""x""",'=1+1,plain\r\n"line\nbreak"," pad",-1,\r\n`,
  )
})

test('a reading says where, how much, and on which side of the threshold', () => {
  expect(reading(data, 1)).toEqual({
    place: 'rows 2–101',
    values: [{ name: 'MMD²', value: '0.3' }],
    verdict: 'above drift 0.012',
  })
  // Strictly above: a value on the threshold is no drift.
  expect(reading(data, 3).verdict).toBe('not above drift 0.012')
  expect(reading(data, 2)).toMatchObject({ values: [{ value: 'not defined' }], verdict: null })
})

test('several series are named, and so are those above', () => {
  const two = {
    ...data,
    xKind: 'time' as const,
    x: Float64Array.of(0, 60_000, 0, 0),
    series: [
      { name: 'up', values: Float64Array.of(0, 1, 0, 0) },
      { name: 'down', values: Float64Array.of(0, 0, 0, 0) },
    ],
    alarms: [{ start: 1, end: 1, peak: 1, series: 'up' }],
  }
  expect(reading(two, 1)).toEqual({
    place: '1 Jan 1970, 00:01, rows 2–101',
    values: [
      { name: 'up', value: '1' },
      { name: 'down', value: '0' },
    ],
    verdict: 'up above drift 0.012',
  })
  expect(peakValue(two, two.alarms[0]!)).toBe(1)
})

test('a column as the axis is printed as it is: a year is not 1 902', () => {
  const years = {
    ...data,
    xKind: 'number' as const,
    xLabel: 'year',
    x: Float64Array.of(1899, 1900, 1901, 1902),
  }
  expect(reading(years, 3).place).toBe('year 1902, rows 4–103')
  expect(evolutionCsv(years).split('\r\n')[0]).toBe('row_from,row_to,year,MMD²,threshold,alarm')
})

test('rows without a window, and windows out of row order', () => {
  const odd = { ...data, windowStarts: Uint32Array.of(100, 400, 3, 4) }
  expect(rowsText(odd, 0)).toBe('row 100')
  expect(rowsText(odd, 1)).toBe('rows 400 … 101')
})

test('limits that move stand in the readout and in the CSV; warnings too', () => {
  const moving = {
    ...data,
    threshold: null,
    side: 'below' as const,
    limits: [{ name: 'limit', level: 'drift' as const, values: Float64Array.of(NaN, 0.5, 0.5, 0.012) }],
    warnings: [{ start: 3, end: 3, peak: 3, series: 'MMD²' }],
  }
  expect(reading(moving, 1)).toEqual({
    place: 'rows 2–101',
    values: [
      { name: 'MMD²', value: '0.3' },
      { name: 'limit', value: '0.5' },
    ],
    verdict: 'below its limit',
  })
  expect(reading(moving, 0).verdict).toBeNull()
  // On the limit is not below it.
  expect(reading(moving, 3).verdict).toBe('not below its limit; warning')
  const lines = evolutionCsv(moving).split('\r\n')
  expect(lines[0]).toBe('row_from,row_to,MMD²,limit,threshold,alarm,warning')
  expect(lines[4]).toBe('4,103,0.012,0.012,,0,1')
  const band = {
    ...moving,
    limits: [...moving.limits, { ...moving.limits[0]!, name: 'upper', values: Float64Array.of(1, 1, 1, 1) }],
  }
  expect(reading(band, 1).verdict).toBe('beyond its limits')
})
