import fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { cells, readText } from '../fixtures/read'

const MISSING = new Set(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'None', '-'])

/** The cells that papaparse finds, with our rules for what is missing. */
function oracle(text: string, delimiter: string): (string | null)[][] {
  const { data } = Papa.parse<string[]>(text, { delimiter, header: false })
  const rows = data.filter((row, i) => i === 0 || row.length > 1 || row[0] !== '')
  return rows.slice(1).map((row) => row.map((cell) => (MISSING.has(cell.trim()) ? null : cell)))
}

describe('agrees with papaparse', () => {
  const fixtures: [string, string, string][] = [
    ['quotes', ',', 'a,b\n"x, y","say ""hi"""\n"line\nbreak",z\n'],
    ['CRLF', ',', 'a,b\r\nx,y\r\nz,"w\r\nv"\r\n'],
    ['CR only', ',', 'a,b\rx,y\rz,w\r'],
    ['no final line end', ',', 'a,b\nx,y\nz,w'],
    ['semicolons', ';', 'a;b\nx,1;y\nz;"w;v"\n'],
    ['tabs', '\t', 'a\tb\nx\ty, z\n'],
    ['pipes', '|', 'a|b\nx|y\n'],
    ['empty cells', ',', 'a,b,c\nx,,\n,y,\n,,z\n'],
    ['quote inside a cell', ',', 'a,b\n5" disk,x\n'],
    ['empty quoted cells', ',', 'a,b\n"",x\n"y",""\n'],
    ['not ASCII', ',', 'größe,名\nü,漢字\n"é","🙂"\n'],
  ]
  test.each(fixtures)('%s', async (_, delimiter, text) => {
    expect(cells(await readText(text))).toEqual(oracle(text, delimiter))
  })

  test('on generated tables of text', async () => {
    // A letter in every cell keeps the columns text, so that cells compare as they are.
    const cell = fc
      .array(fc.constantFrom('q', 'z', '"', ',', '\n', '\r\n', ';', ' ', 'ü', '7', '|', '\t', '🙂'), {
        maxLength: 8,
      })
      .map((parts) => `q${parts.join('')}`.trim())
    const table = fc.tuple(fc.integer({ min: 2, max: 5 }), fc.integer({ min: 1, max: 12 })).chain(([d, n]) =>
      fc.array(fc.array(fc.oneof(cell, fc.constant('')), { minLength: d, maxLength: d }), {
        minLength: n,
        maxLength: n,
      }),
    )
    await fc.assert(
      fc.asyncProperty(table, fc.constantFrom('\n', '\r\n'), async (rows, newline) => {
        const names = rows[0]!.map((_, j) => `name${j}`)
        const text = Papa.unparse([names, ...rows], { newline })
        expect(cells(await readText(text))).toEqual(oracle(text, ','))
      }),
      { numRuns: tries(300) },
    )
  })
})

test('numbers are the nearest doubles', async () => {
  const written = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.tuple(fc.maxSafeInteger(), fc.nat({ max: 30 })).map(([m, e]) => `${m}e-${e}`),
    fc.tuple(fc.nat(), fc.nat(), fc.integer({ min: -40, max: 40 })).map(([a, b, e]) => `${a}.${b}E${e}`),
    // What a double would round is kept as text.
    fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }).map((x) => String(BigInt(Number(x)))),
    fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 19n }), fc.nat({ max: 20 })).map(([m, k]) => {
      const digits = String(m).padStart(k + 1, '0')
      return `${digits.slice(0, digits.length - k)}.${digits.slice(digits.length - k)}`
    }),
  )
  await fc.assert(
    fc.asyncProperty(fc.array(written, { minLength: 1, maxLength: 30 }), async (texts) => {
      const read = await readText(`x,y\n${texts.map((t) => `${t},0`).join('\n')}`)
      const column = read.columns.columns[0]!
      const expected = texts.map(Number)
      expect(column.type === 'number' && [...column.values]).toEqual(
        expected.map((x) => (Number.isFinite(x) ? x : Number.NaN)),
      )
    }),
    { numRuns: tries(500) },
  )
})

test.each([
  ['+1', 1],
  ['-.5', -0.5],
  ['5.', 5],
  [' 7 ', 7],
  ['"8"', 8],
  ['1e3', 1000],
  ['1E-3', 0.001],
  ['-007', -7],
  ['007.5', 7.5],
])('%s is a number', async (cell, value) => {
  expect(cells(await readText(`x,y\n${cell},1\n`))).toEqual([[value, 1]])
})

test.each(['0x10', '1_00', '1e', '.', '+', '1.2.3', '1 2', '--1', '1e5x'])('%s is text', async (cell) => {
  expect(cells(await readText(`x,y\n${cell},1\n`))).toEqual([[cell, 1]])
})

test.each(['', 'NA', 'N/A', 'NaN', 'nan', 'null', 'None', '-', ' ', '""', '" NA "'])(
  '%j is missing among numbers, times and text',
  async (cell) => {
    const read = await readText(`x,t,s\n1,2026-03-25,a\n${cell},${cell},${cell}\n`)
    expect(cells(read)[1]).toEqual([null, null, null])
    expect(read.columns.columns.map(({ type }) => type)).toEqual(['number', 'time', 'text'])
    expect(read.summary.columns.map(({ missing }) => missing)).toEqual([1, 1, 1])
  },
)

test.each([
  ['2026-03-25', '2026-03-25T00:00:00.000Z'],
  ['2026-03', '2026-03-01T00:00:00.000Z'],
  ['2026/3/5', '2026-03-05T00:00:00.000Z'],
  ['2026/03/25 06:07', '2026-03-25T06:07:00.000Z'],
  ['2026-03-25T06:07:08', '2026-03-25T06:07:08.000Z'],
  ['2026-03-25 06:07:08.25', '2026-03-25T06:07:08.250Z'],
  ['2026-03-25T06:07:08Z', '2026-03-25T06:07:08.000Z'],
  ['2026-03-25T06:07:08+01:30', '2026-03-25T04:37:08.000Z'],
  ['2026-03-25T00:07:08-0200', '2026-03-25T02:07:08.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['0099-12-31', '0099-12-31T00:00:00.000Z'],
  ['25/3/2026', '2026-03-25T00:00:00.000Z'],
  ['25.3.2026', '2026-03-25T00:00:00.000Z'],
  ['3/25/2026', '2026-03-25T00:00:00.000Z'],
  ['3/25/2026 2:30 PM', '2026-03-25T14:30:00.000Z'],
  ['25 Mar 2026 12:05 am', '2026-03-25T00:05:00.000Z'],
  ['20260325T060708', '2026-03-25T06:07:08.000Z'],
  ['3/25/2026 14:30', '2026-03-25T14:30:00.000Z'],
])('%s is a time', async (cell, iso) => {
  expect(cells(await readText(`x,y\n${cell},1\n`))).toEqual([[iso, 1]])
})

test.each(['2026-02-29', '2026-13-01', '2026-03-25T25:00', '25/13/2026', '2026-3-5x', '2026-03T10:00'])(
  '%s is text',
  async (cell) => {
    expect(cells(await readText(`x,y\n${cell},1\n`))).toEqual([[cell, 1]])
  },
)

test('dates whose order nothing proves are text, and said to be', async () => {
  const read = await readText('d,x\n3/4/2026,1\n3/5/2026,2\n')
  expect(cells(read)).toEqual([
    ['3/4/2026', 1],
    ['3/5/2026', 2],
  ])
  expect(read.summary.notes).toEqual([
    "Column 'd' is text because the order of day and month in its dates is not certain: set its type, dmy (day first) or mdy.",
  ])
})

test('a number column that meets text late becomes text, with its cells as they were written', async () => {
  const numbers = Array.from({ length: 5000 }, (_, i) => `${i % 7}.50,${i}`)
  const read = await readText(`x,y\n${numbers.join('\n')}\nabc,1\n2.50,2\nabd,3\nabe,4\nabf,5\n`)
  expect(read.summary.notes).toEqual(["Column 'x' is text because of 'abc' in row 5 001."])
  const all = cells(read)
  expect(all).toHaveLength(5005)
  expect(all[0]).toEqual(['0.50', 0])
  expect(all[4999]).toEqual([`${4999 % 7}.50`, 4999])
  expect(all[5001]).toEqual(['2.50', 2])
  expect(read.columns.columns[0]).toMatchObject({
    categories: ['0.50', '1.50', '2.50', '3.50', '4.50', '5.50', '6.50', 'abc', 'abd', 'abe', 'abf'],
  })
})

test('several columns that become text at different rows', async () => {
  const read = await readText('a,b,t\n01,1,2026-01-01\n02,x,2026-01-02\ny,3,2026-01-03\n04,4,soon\n')
  expect(cells(read)).toEqual([
    ['01', '1', '2026-01-01'],
    ['02', 'x', '2026-01-02'],
    ['y', '3', '2026-01-03'],
    ['04', '4', 'soon'],
  ])
  expect(read.summary.notes).toEqual([
    "Column 'a' is text because of 'y' in row 3.",
    "Column 'b' is text because of 'x' in row 2.",
    "Column 't' is text because of 'soon' in row 4.",
  ])
})

test('infinite values are missing, counted and said', async () => {
  const read = await readText('x\n1\ninf\n-Infinity\n1e999\n2\n')
  expect(cells(read).flat()).toEqual([1, null, null, null, 2])
  expect(read.summary.notes).toEqual(["3 infinite values in 'x' (first in row 2) count as missing."])
})

test.each([
  ['id,x\n9007199254740993,1\n9007199254740994,2\n', 1],
  ['id,x\n1,1\n9007199254740993,2\n', 2],
])('identifiers beyond 2^53 are text, and said to be', async (text, row) => {
  const read = await readText(text)
  expect(read.columns.columns[0]).toMatchObject({ type: 'text' })
  expect(cells(read)[row - 1]![0]).toBe('9007199254740993')
  expect(read.summary.notes).toEqual([
    `Column 'id' is text: it holds whole numbers beyond 2^53 (first in row ${row}), which a double would round.`,
  ])
})

describe('headers', () => {
  test('a first row of numbers is data', async () => {
    const read = await readText('1,2.5\n3,4\n')
    expect(read.columns.columns.map(({ name }) => name)).toEqual(['c1', 'c2'])
    expect(cells(read)).toEqual([
      [1, 2.5],
      [3, 4],
    ])
    expect(read.summary.notes).toEqual(['The first row holds numbers, so the columns are named c1 to c2.'])
    const { summary } = await readText('1.5\n2.5\n')
    expect(summary.notes).toEqual(['The first row holds numbers, so the column is named c1.'])
  })

  test('column numbers 0, 1, 2 are a header', async () => {
    const read = await readText('0,1,2\n5,6,7\n')
    expect(read.columns.columns.map(({ name }) => name)).toEqual(['0', '1', '2'])
    expect(read.summary.notes).toEqual([
      'The first row counts 0 to 2 and was read as the names of the columns.',
    ])
  })

  test('repeated and empty names become unique', async () => {
    const read = await readText('x,,x,x_2,__proto__\n1,2,3,4,5\n')
    expect(read.columns.columns.map(({ name }) => name)).toEqual(['x', 'c2', 'x_3', 'x_2', '__proto__'])
    expect(read.summary.notes).toEqual([
      "1 column without a name is named by its place ('c2').",
      "Repeated column name 'x': the later ones are numbered (_2, _3, …).",
    ])
  })

  test('a trailing delimiter is no column', async () => {
    expect(cells(await readText('a,b,\n1,2,\n3,4\n'))).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(cells(await readText('a,b\n1,2,\n3,4\n'))).toEqual([
      [1, 2],
      [3, 4],
    ])
    // As spreadsheets end a sheet in which there were more columns once.
    expect(cells(await readText('a,b\n1,2,,,\n3,4,,"",\n'))).toEqual([
      [1, 2],
      [3, 4],
    ])
  })
})

describe('encodings', () => {
  const text = 'größe,x\nü,1\né,2\n'
  const rows = [
    ['ü', 1],
    ['é', 2],
  ]
  const utf16 = (swap: boolean, mark: boolean): Uint8Array<ArrayBuffer> => {
    const bytes = new Uint8Array(Buffer.from((mark ? '\ufeff' : '') + text, 'utf16le'))
    return swap ? new Uint8Array(Buffer.from(bytes).swap16()) : bytes
  }
  test.each([
    ['UTF-8 with a mark', new Uint8Array(Buffer.from(`\ufeff${text}`)), []],
    ['UTF-16 LE', utf16(false, true), []],
    ['UTF-16 BE', utf16(true, true), []],
    [
      'UTF-16 LE without a mark',
      utf16(false, false),
      ['The file has no byte order mark and was read as UTF-16LE.'],
    ],
    [
      'UTF-16 BE without a mark',
      utf16(true, false),
      ['The file has no byte order mark and was read as UTF-16BE.'],
    ],
    [
      'Latin-1',
      new Uint8Array(Buffer.from(text, 'latin1')),
      ['The file is not valid UTF-8 and was read as Windows-1252 (Latin-1).'],
    ],
  ])('%s', async (_, bytes, notes) => {
    const read = await readText(bytes)
    expect(read.columns.columns.map(({ name }) => name)).toEqual(['größe', 'x'])
    expect(cells(read)).toEqual(rows)
    expect(read.summary.notes).toEqual(notes)
  })

  test('Windows-1252 found late in a column of text', async () => {
    const body = Array.from({ length: 3000 }, (_, i) => `plain ${i % 5},${i}`).join('\n')
    const read = await readText(
      new Uint8Array(Buffer.from(`name,x\n${body}\ncaf\u00e9,1\nth\u00e9,2\n`, 'latin1')),
    )
    expect(cells(read).slice(-2)).toEqual([
      ['café', 1],
      ['thé', 2],
    ])
  })
})

describe('decimal commas', () => {
  test('with semicolons', async () => {
    const read = await readText('a;b\n1,5;2\n-0,25;1e3\n')
    expect(cells(read)).toEqual([
      [1.5, 2],
      [-0.25, 1000],
    ])
    expect(read.summary.notes).toEqual(['Numbers have decimal commas.'])
  })

  test('without a header', async () => {
    expect(cells(await readText('1,5;2,5\n3,5;4,5\n'))).toEqual([
      [1.5, 2.5],
      [3.5, 4.5],
    ])
  })

  test('that come late', async () => {
    const body = Array.from({ length: 3000 }, (_, i) => `${i};${i}`).join('\n')
    const read = await readText(`a;b\n${body}\n1,5;2\n`)
    expect(cells(read).at(-1)).toEqual([1.5, 2])
    expect(read.columns.columns.map(({ type }) => type)).toEqual(['number', 'number'])
  })
})

describe('blank lines', () => {
  test('are skipped between rows, and said', async () => {
    const read = await readText('a,b\n1,2\n\n\n3,4\n\n')
    expect(cells(read)).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(read.summary.notes).toEqual(['2 blank lines between rows were skipped.'])
  })

  test('are missing values of a single column, but not at the end', async () => {
    expect(cells(await readText('a\n1\n\n3\n\n\n')).flat()).toEqual([1, null, 3])
  })
})
