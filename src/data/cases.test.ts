import { describe, expect, test } from 'vitest'
import { cells, fileOf, readText } from './fixtures/read'
import { readTable } from './read-file'
import type { ReadOptions } from './read-options'

// Files that people have. The right answers were computed with pandas and pyarrow.

const read = (name: string, options: ReadOptions = {}) => readTable(fileOf(`cases/${name}`), {}, options)
type Read = Awaited<ReturnType<typeof readTable>>
const columnOf = (table: Read, name: string): unknown[] => {
  const at = table.columns.columns.findIndex((column) => column.name === name)
  return cells(table).map((row) => row[at])
}
const columnText = (lines: readonly string[], options?: ReadOptions) =>
  readTable(fileOf('data.csv', `x\n${lines.map((line) => `"${line}"`).join('\n')}\n`), {}, options)
const values = (table: Read): unknown[] => cells(table).flat()

describe('thousands separators', () => {
  test('in a file with tabs are those of the plain file', async () => {
    const grouped = await read('c14-thousands-tab.tsv')
    const amounts = columnOf(grouped, 'amount').toSorted((a, b) => Number(a) - Number(b))
    expect(amounts[0]).toBe(187)
    expect(amounts.at(-1)).toBe(7122)
    expect(grouped.summary.notes.join(' ')).toContain('separates thousands')
    expect(grouped.summary.readAs.columns[1]).toMatchObject({ type: 'number' })
    const plain = await read('c14-plain.tsv')
    expect(columnOf(plain, 'amount').every((x) => Number.isInteger(x))).toBe(true)
  })

  test.each([
    [
      ['1,057', '832', '12,345,678.5'],
      [1057, 832, 12345678.5],
    ],
    [
      ['1.057,5', '832', '0,25'],
      [1057.5, 832, 0.25],
    ],
    [
      ['1 057', '832'],
      [1057, 832],
    ],
    [
      ['1\u202f057,5', '832'],
      [1057.5, 832],
    ],
    [
      ["1'057.5", '832'],
      [1057.5, 832],
    ],
    [
      ['12,34,567', '1,000'],
      [1234567, 1000],
    ],
    [
      ['\u22121.5', '2'],
      [-1.5, 2],
    ],
    [
      ['(1,250.00)', '17.00'],
      [-1250, 17],
    ],
    [
      ['$1,250.00', '-$17.00'],
      [1250, -17],
    ],
    [
      ['1.250,00 €', '17,00 €'],
      [1250, 17],
    ],
    [
      ['CHF 12.50', 'CHF 7'],
      [12.5, 7],
    ],
    [
      ['5%', '12.5 %', '0'],
      [5, 12.5, 0],
    ],
    [
      ['12.5 kg', '7 kg'],
      [12.5, 7],
    ],
    [
      ['3ms', '0.5ms'],
      [3, 0.5],
    ],
    [
      ['0,5', '12'],
      [0.5, 12],
    ],
    [
      ['1e3', '1,5E2'],
      [1000, 150],
    ],
  ])('%j', async (lines, expected) => {
    const table = await columnText(lines)
    expect(values(table)).toEqual(expected)
    // Whatever the order of the rows.
    expect(values(await columnText(lines.toReversed()))).toEqual(expected.toReversed())
  })

  test.each([
    [['1,057.5', '1.057,5']],
    [['5 kg', '5 g']],
    [['10.0.0.1', '192.168.0.1']],
    [['2024 AM', '12 PM']],
    [['1st', '2nd']],
    [['1,2,3', '4,5,6']],
    [['030 123 456', '040 123 456']],
  ])('%j is text', async (lines) => {
    expect(values(await columnText(lines))).toEqual(lines)
  })

  test('what two notations fit is decided by the other columns, and can be told', async () => {
    const german = await readText('a;b\n1.057;0,5\n2.500;1,25\n')
    expect(cells(german)).toEqual([
      [1057, 0.5],
      [2500, 1.25],
    ])
    const english = await readText('a;b\n1,057;0.5\n2,500;1.25\n')
    expect(cells(english)).toEqual([
      [1057, 0.5],
      [2500, 1.25],
    ])
    const told = await columnText(['1,057', '832'], { decimal: ',' })
    expect(values(told)).toEqual([1.057, 832])
  })
})

test('per cent and currency: the figures, and said', async () => {
  const table = await read('c14-percent.csv')
  expect(cells(table).slice(0, 3)).toEqual([
    [0, 0, 0.5],
    [1, 1, 3.5],
    [2, 2, 6.5],
  ])
  expect(table.summary.readAs.columns.map(({ written }) => written)).toEqual([null, 'in %', 'in $'])
  expect(table.summary.notes).toEqual([
    "Column 'share' was read as numbers: in % (5 % is 5).",
    "Column 'price' was read as numbers: in $.",
  ])
})

test.each(['c32-q-first.csv', 'c32-q-later.csv'])('%s: numbers with an unknown cell', async (name) => {
  const table = await read(name)
  expect(table.summary.columns[0]).toMatchObject({ type: 'number', missing: 1, min: 100 })
  expect(table.summary.notes[0]).toMatch(
    /^Column 'hp' holds numbers; '\?' \(1 cell, first in row \d\) counts as missing\.$/,
  )
})

test('one value is one category in CSV and in Parquet', async () => {
  const csv = await read('c40-test.csv')
  const parquet = await read('c40-test.parquet')
  expect(cells(csv)).toEqual(cells(parquet))
  expect(csv.columns.columns.map(({ name, type }) => [name, type])).toEqual(
    parquet.columns.columns.map(({ name, type }) => [name, type]),
  )
  // Namibia is a country: among codes of two letters NA is one, unless it is told to be a word for missing.
  expect(columnOf(csv, 'country')).toContain('NA')
  const told = await read('c40-test.csv', { missing: ['NA'] })
  expect(columnOf(told, 'country')).toContain(null)
  expect(cells(told)).toEqual(cells(await read('c40-test.parquet', { missing: ['NA'] })))
})

test('decimals of Parquet are those of the CSV', async () => {
  expect(cells(await read('c27-price-test.parquet'))).toEqual(cells(await read('c27-price-test.csv')))
})

test('two columns of one name keep their own values', async () => {
  const table = await read('c31-same-name.parquet')
  expect(columnOf(table, 'x')).toEqual(Array.from({ length: 40 }, (_, i) => i))
  expect(columnOf(table, 'x_2')).toEqual(Array.from({ length: 40 }, (_, i) => i * 10))
})

test('numbers that a double would round are text, and bytes that are no text too', async () => {
  const table = await read('c19-bigint.jsonl')
  expect(columnOf(table, 'id')[1]).toBe('1152921504606846977')
  expect(table.summary.notes.join(' ')).toContain('beyond 2^53')
  const binary = await read('c31-binary.parquet')
  expect(binary.summary.notes.join(' ')).toContain('hexadecimal')
})

test('the type of a column can be told', async () => {
  const text = 'zip,day,code,t,n\n01067,3/4/2024,1.0,1700000000,5\n01069,3/5/2024,1,1700000060,?\n'
  const told = await readTable(
    fileOf('data.csv', text),
    {},
    { types: { zip: 'category', day: 'dmy', code: 'category', t: 'seconds', n: 'number', gone: 'time' } },
  )
  expect(cells(told)).toEqual([
    ['01067', '2024-04-03T00:00:00.000Z', '1', '2023-11-14T22:13:20.000Z', 5],
    ['01069', '2024-05-03T00:00:00.000Z', '1', '2023-11-14T22:14:20.000Z', null],
  ])
  expect(told.summary.readAs.columns.map(({ type }) => type)).toEqual([
    'category',
    'time',
    'category',
    'time',
    'number',
  ])
  expect(told.summary.notes).toContain("No column is named 'gone', whose type was set.")
})

describe('times', () => {
  const iso = (table: Read) => values(table)
  test.each([
    [
      ['31/12/2024', '01/02/2024'],
      ['2024-12-31', '2024-02-01'],
    ],
    [
      ['12/31/2024', '02/01/2024'],
      ['2024-12-31', '2024-02-01'],
    ],
    [
      ['31.12.2024', '01.02.2024'],
      ['2024-12-31', '2024-02-01'],
    ],
    [
      ['31-12-2024', '01-02-2024'],
      ['2024-12-31', '2024-02-01'],
    ],
    [
      ['Dec 31, 2024', 'Feb 1, 2024'],
      ['2024-12-31', '2024-02-01'],
    ],
    [
      ['20241231', '20240201', '20240101'],
      ['2024-12-31', '2024-02-01', '2024-01-01'],
    ],
  ])('%j', async (lines, days) => {
    expect(iso(await columnText(lines))).toEqual(days.map((day) => `${day}T00:00:00.000Z`))
  })

  test('where two orders are possible, it is asked', async () => {
    const table = await columnText(['01/02/2024', '03/04/2024'])
    expect(table.columns.columns[0]).toMatchObject({ type: 'text' })
    expect(table.summary.notes).toEqual([
      "Column 'x' is text because the order of day and month in its dates is not certain: set its type, dmy (day first) or mdy.",
    ])
    const told = await columnText(['01/02/2024', '03/04/2024'], { types: { x: 'mdy' } })
    expect(iso(told)).toEqual(['2024-01-02T00:00:00.000Z', '2024-03-04T00:00:00.000Z'])
  })

  test('epochs are times where the name says so, else numbers, and said', async () => {
    const text = (name: string) => `${name},x\n1700000000,1\n1700000060,2\n1700000120,3\n`
    const named = await readText(text('timestamp'))
    expect(cells(named)[0]).toEqual(['2023-11-14T22:13:20.000Z', 1])
    const other = await readText(text('reading'))
    expect(cells(other)[0]).toEqual([1700000000, 1])
    expect(other.summary.notes).toEqual([
      "Column 'reading' was read as numbers. If they are times in seconds since 1970, set its type.",
    ])
    const milliseconds = await readText('ts,x\n1700000000000,1\n1700000060000,2\n')
    expect(cells(milliseconds)[0]).toEqual(['2023-11-14T22:13:20.000Z', 1])
  })

  test('out of order is said', async () => {
    const table = await read('c18z-test-shuffled.csv')
    expect(table.summary.notes.join(' ')).toMatch(/The times in '\w+' are not in order/)
  })
})

test('files that were put together, each with its header, hold numbers all the same', async () => {
  const parts = Array.from({ length: 4 }, (_, k) => `t,a\n2024-01-0${k + 1},${k}.5\n2024-02-0${k + 1},${k}\n`)
  const table = await readText(parts.join(''))
  expect(columnOf(table, 'a')).toEqual([0.5, 0, null, 1.5, 1, null, 2.5, 2, null, 3.5, 3])
  expect(table.columns.columns.map(({ type }) => type)).toEqual(['time', 'number'])
  expect(table.summary.notes).toContain(
    "Column 'a' holds numbers; 'a' (3 cells, first in row 3) counts as missing.",
  )
})

test('words for missing are one list for all formats, said, and can be told', async () => {
  const rows = [{ c: 'None' }, { c: 'red' }, { c: 'N/A' }, { c: 'blue' }]
  const csv = `c,x\n${rows.map(({ c }) => `${c},1`).join('\n')}\n`
  const lines = rows.map(({ c }) => JSON.stringify({ c, x: 1 })).join('\n')
  for (const [name, text] of [
    ['data.csv', csv],
    ['data.jsonl', lines],
  ] as const) {
    const table = await readTable(fileOf(name, text))
    expect(columnOf(table, 'c')).toEqual([null, 'red', null, 'blue'])
    expect(table.summary.notes).toEqual(["'None' and 'N/A' in 'c' (2 cells) count as missing."])
    const none = await readTable(fileOf(name, text), {}, { missing: ['blue'] })
    expect(columnOf(none, 'c')).toEqual(['None', 'red', 'N/A', null])
    expect(none.summary.readAs.missing).toEqual(['blue'])
  }
})
