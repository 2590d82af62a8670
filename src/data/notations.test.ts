import { describe, expect, test } from 'vitest'
import { cells, readText } from './fixtures/read'
import { readTable } from './read-file'

// Notations and layouts that people have. The right answers were written down before the reader was asked.

/** One column of these cells, beside a counter: what it was read as. */
async function column(lines: readonly string[]) {
  const { columns } = await readText(`x\tk\n${lines.map((line, i) => `${line}\t${i}`).join('\n')}\n`, 'a.tsv')
  const [x] = columns.columns
  return {
    type: x?.type,
    values: cells({ columns } as Awaited<ReturnType<typeof readTable>>).map(([cell]) => cell),
  }
}

describe('numbers', () => {
  test.each([
    [
      ['12-', '13.5', '7.25-'],
      [-12, 13.5, -7.25],
    ],
    [
      ['1.5d+03', '2.5D-04', '1.0d0'],
      [1500, 0.00025, 1],
    ],
    [
      ['１２', '３．５', '７'],
      [12, 3.5, 7],
    ],
    [
      ['٣٫٥', '٤', '١٬٢٣٤'],
      [3.5, 4, 1234],
    ],
    [
      ['१२.५', '३', '७'],
      [12.5, 3, 7],
    ],
    [
      ['(1.200,50)', '300,00', '(7,25)'],
      [-1200.5, 300, -7.25],
    ],
    [
      ['CHF 1’200.50', 'CHF 300.00', 'CHF -7.25'],
      [1200.5, 300, -7.25],
    ],
    [
      ['1_000', '12_345.5', '7'],
      [1000, 12_345.5, 7],
    ],
    [
      ['[0.5]', '[ -7 ]', '[1e3]'],
      [0.5, -7, 1000],
    ],
    [
      ["'12'", "'-3.5'", "'7'"],
      [12, -3.5, 7],
    ],
    [
      ["'12", "'3.5", '7'],
      [12, 3.5, 7],
    ],
    [
      ['="12"', '="3.5"', '="7"'],
      [12, 3.5, 7],
    ],
    [
      ['"""12"""', '"""3.5"""', '"""7"""'],
      [12, 3.5, 7],
    ],
    [
      ['#NV', '1,5', '2,5', 'k.A.'],
      [null, 1.5, 2.5, null],
    ],
    [
      ['\\N', '1', '2'],
      [null, 1, 2],
    ],
    [
      ['1.#IND', '1.5', '-1.#QNAN'],
      [null, 1.5, null],
    ],
  ])('%j', async (lines, values) => {
    expect(await column(lines)).toEqual({ type: 'number', values })
  })

  test('what wraps them or separates their thousands is said', async () => {
    const notesOf = async (cells: readonly string[]) =>
      (await readText(`x\tk\n${cells.map((cell, i) => `${cell}\t${i}`).join('\n')}\n`, 'a.tsv')).summary.notes
    expect(await notesOf(['1_000', '2_500'])).toEqual([
      "Column 'x' was read as numbers: underscores separate thousands.",
    ])
    expect(await notesOf(['[5]', '[7]'])).toEqual([
      "Column 'x' was read as numbers: quotes or brackets around them.",
    ])
  })

  test('codes with underscores, lists of several and quoted codes stay text', async () => {
    for (const lines of [
      ['12_34', '56_78'],
      ['[1,2]', '[3,4]'],
      ['[1,234]', '[5,678]'],
      ['[1 234]', '[5 678]'],
      ['[1, 2]', '[3, 4]'],
      ["'007'", "'008'"],
      ['1_000_00', '2_000_00'],
    ])
      expect(await column(lines)).toEqual({ type: 'text', values: lines })
  })

  test('parentheses for a minus are said', async () => {
    const { summary } = await readText('x\tk\n(2.5)\t1\n3\t2\n', 'a.tsv')
    expect(summary.notes).toEqual(["Column 'x' was read as numbers: parentheses for a minus."])
  })

  test.each([
    [['12d3', '13d4', '14d5']],
    [['5 kg', '300 g', '7 kg']],
    [['1.2k', '3.4M', '500']],
    [['< 5', '7', '12']],
    [['0x1F', '0x2A', '0x0B']],
    [['1/2', '3/4', '1/4']],
    [['１月', '２月']],
  ])('%j stays text', async (lines) => {
    expect(await column(lines)).toEqual({ type: 'text', values: lines })
  })

  test('NaT is missing in text as in times', async () => {
    expect((await column(['NaT', '2024-01-01', '2024-01-02'])).type).toBe('time')
    expect((await column(['NaT', 'a', 'b'])).values).toEqual([null, 'a', 'b'])
  })
})

describe('durations', () => {
  test.each([
    [
      ['00:10:13', '1:02:03', '26:00:00'],
      [613, 3723, 93_600],
    ],
    [
      ['00:00:01.5', '-00:10:00', '-'],
      [1.5, -600, null],
    ],
    [
      ['0 days 00:10:00', '1 day, 2:03:04', '-1 days +23:00:00'],
      [600, 93_784, -3600],
    ],
  ])('%j', async (lines, values) => {
    expect(await column(lines)).toEqual({ type: 'number', values })
  })

  test('are said; hours and minutes alone, and times of the day, stay text', async () => {
    const { summary } = await readText('lap\tk\n00:10:13\t1\n00:09:58\t2\n', 'a.tsv')
    expect(summary.notes).toContain("Column 'lap' was read as seconds: '00:10:13' is 613.")
    expect((await column(['10:13', '9:58'])).type).toBe('text')
    const clock = await readText('start_time\tk\n17:24:00\t1\n17:25:00\t2\n', 'a.tsv')
    expect(clock.columns.columns[0]?.type).toBe('text')
    expect(clock.summary.notes).toContain(
      "Column 'start_time' is text, as its values look like times of the day. If they are durations, set its type to number.",
    )
  })
})

describe('layouts', () => {
  const table = async (text: string) => {
    const read = await readText(text)
    return {
      names: read.columns.columns.map(({ name }) => name),
      cells: cells(read),
      notes: read.summary.notes,
    }
  }

  test('names of two levels above an index without a name, and with one', async () => {
    const rows = Array.from({ length: 5 }, (_, i) => `${i + 3},${i}.5,${i},1.5\n`).join('')
    const bare = await table(`,m,m,n\n,a,b,a\n${rows}`)
    expect(bare.names).toEqual(['index', 'm_a', 'm_b', 'n_a'])
    expect(bare.cells[0]).toEqual([3, 0.5, 0, 1.5])
    const named = await table(`,m,m,n\n,a,b,a\nday,,,\n${rows}`)
    expect(named.names).toEqual(['day', 'm_a', 'm_b', 'n_a'])
    expect(named.cells).toEqual(bare.cells)
  })

  test('lines above the names are left out, and said; R’s names of rows are no such', async () => {
    const station = await table('Station 12\nHeight 5 m\n\ntime;temp\n2024-01-01;1,5\n2024-01-02;2,5\n')
    expect(station.names).toEqual(['time', 'temp'])
    expect(station.cells).toHaveLength(2)
    expect(station.notes[0]).toBe(
      "2 lines above the names of the columns were left out: 'Station 12' and so on.",
    )
    const r = await table('x\na,1.5\nb,2.5\nc,3.5\n')
    expect(r.names).toEqual(['index', 'x'])
    // The row that is wrong is counted from the top of the file.
    await expect(table('Station 12\n\na,b,c\n1,2,3\n4,5,6\n7,8\n')).rejects.toThrow(
      'row 3 (line 6 of the file)',
    )
  })

  test('a circumflex apart', async () => {
    expect((await table('a^b\n1^x\n2^y\n3^z\n')).names).toEqual(['a', 'b'])
  })
})

test('JSON that holds its rows too deep says so', async () => {
  await expect(readText('{"results":{"rows":[{"a":1},{"a":2}]}}', 'a.json')).rejects.toThrow(
    "Take out the list of rows ('results')",
  )
})

test('names and categories are one text however a system writes their accents', async () => {
  // As a Mac writes them: a letter, and its accent after it.
  const read = await readText('größe,ort\n1.5,Köln\n2,Bern\n3,Köln\n'.normalize('NFD'))
  expect(read.columns.columns.map(({ name }) => name)).toEqual(['größe', 'ort'])
  expect(read.summary.columns[0]?.name).toBe('größe')
  const mixed = await readText(`k,x\nKöln,1\n${'Köln'.normalize('NFD')},2\nBern,3\n`)
  expect(cells(mixed).map(([k]) => k)).toEqual(['Köln', 'Köln', 'Bern'])
})
