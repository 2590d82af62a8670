import { describe, expect, test } from 'vitest'
import { cells, fileOf, readText } from './fixtures/read'
import { readTable } from './read-file'
import type { ReadOptions } from './read-options'

// How people lay out their files, and what comes of it.

type Read = Awaited<ReturnType<typeof readTable>>
const read = (name: string) => readTable(fileOf(`cases/${name}`))
const told = (text: string, options: ReadOptions) => readTable(fileOf('data.csv', text), {}, options)
const names = (table: Read) => table.columns.columns.map(({ name }) => name)

test("Excel's first line names the separator", async () => {
  const table = await read('c13-excel-sep.csv')
  expect(names(table)).toEqual(['a', 'b', 'c'])
  expect(cells(table).slice(0, 2)).toEqual([
    [0, 0, 0],
    [1, 2, 3],
  ])
  expect(table.summary.readAs).toMatchObject({ separator: ';', header: true })
  await expect(readText('sep=;\na;b\n1;2\n3\n')).rejects.toThrow('row 2 (line 4 of the file) has 1 cell')
})

describe('comments', () => {
  test('above the header are left out, and said', async () => {
    const table = await read('c13-comments.csv')
    expect(names(table)).toEqual(['a', 'b'])
    expect(cells(table)[1]).toEqual([1, 2])
    expect(table.summary.readAs.comment).toBe('#')
  })

  test('between the rows are left out where the file begins with one', async () => {
    const table = await readText('# one\na,b\n1,2\n# two, three, four\n3,4\n')
    expect(cells(table)).toEqual([
      [1, 2],
      [3, 4],
    ])
    expect(table.summary.notes).toEqual(['2 comment lines were left out.'])
    await expect(readText('# one\na,b\n1,2\n# two\n3\n')).rejects.toThrow('row 2 (line 5 of the file)')
  })

  test('that numpy writes hold the names', async () => {
    const table = await readText('# x y z\n1 2 3\n4 5 6\n', 'data.txt')
    expect(names(table)).toEqual(['x', 'y', 'z'])
    expect(cells(table)).toHaveLength(2)
  })

  test('are what is told', async () => {
    expect(cells(await told('a,b\n1,2\n//,x\n3,4\n', { comment: '/' }))).toHaveLength(2)
    expect(names(await told('#a,b\n1,2\n', { comment: '' }))).toEqual(['#a', 'b'])
  })

  test('are no data: a column of #1, #2 keeps its rows', async () => {
    expect(cells(await readText('place,x\n#1,5\n#2,6\n'))).toEqual([
      ['#1', 5],
      ['#2', 6],
    ])
  })
})

test('columns apart by spaces', async () => {
  const table = await read('c13-spaces.dat')
  expect(cells(table).slice(0, 2)).toEqual([
    [0, 0, 0],
    [1, 1.5, 1],
  ])
  expect(names(table)).toEqual(['c1', 'c2', 'c3'])
  expect(table.summary.readAs).toMatchObject({ separator: 'space', header: false })
  const named = await readText('  time   load "the state"\n 1.0   2   "as it was"\n 2.0  30   up\n')
  expect(names(named)).toEqual(['time', 'load', 'the state'])
  expect(cells(named)).toEqual([
    [1, 2, 'as it was'],
    [2, 30, 'up'],
  ])
  const text = await readText('said\nit was here\nit is gone\n')
  expect(cells(text)).toEqual([['it was here'], ['it is gone']])
})

test('one column of decimal commas', async () => {
  expect(cells(await readText('x\n1,5\n2,25\n3\n'))).toEqual([[1.5], [2.25], [3]])
})

test('ARFF: names, types and missing values are those that it declares', async () => {
  const table = await readText(
    "% a comment\n@relation weather\n\n@attribute 'out look' {sunny, rainy}\n@ATTRIBUTE temp NUMERIC\n@attribute code {1,2}\n@data\nsunny,85,1\n% more\n?,?,2\n",
    'weather.arff',
  )
  expect(names(table)).toEqual(['out look', 'temp', 'code'])
  expect(cells(table)).toEqual([
    ['sunny', 85, '1'],
    [null, null, '2'],
  ])
  await expect(readText('@relation x\n@data\n1\n', 'x.arff')).rejects.toThrow('without attributes')
})

test('ARFF: cells in quotes of either kind, sparse rows, weights', async () => {
  const head =
    "@relation 'x y'\n@attribute v numeric\n@attribute class {'a, b', \"it's\", c}\n@attribute when date 'yyyy-MM-dd'\n@attribute s string\n@data\n"
  const dense = await readText(
    `${head}1,'a, b',"2024-12-31", 'say "hi"'\r\n2, c ,'2025-01-01','it\\'s', {5}\n`,
    'a.arff',
  )
  expect(cells(dense)).toEqual([
    [1, 'a, b', '2024-12-31T00:00:00.000Z', 'say "hi"'],
    [2, 'c', '2025-01-01T00:00:00.000Z', "it's"],
  ])
  const sparse = await readText(
    `${head}{0 1.5, 1 "it's", 3 'x, {y}'}\n% nothing\n{}\n{ 0 ?, 2 2024-12-31 }, {2}`,
    'a.arff',
  )
  expect(cells(sparse)).toEqual([
    [1.5, "it's", null, 'x, {y}'],
    [0, 'a, b', null, null],
    [null, 'a, b', '2024-12-31T00:00:00.000Z', null],
  ])
  await expect(readText(`${head}{9 1}\n`, 'a.arff')).rejects.toThrow('row 1 (line 7 of the file)')
})

test('LIBSVM: a label and features, 0 where a row names none', async () => {
  const table = await readText('+1 1:0.5 3:2\n-1 2:1e-3\n\n1 3:7 # end\n', 'data.libsvm')
  expect(names(table)).toEqual(['label', 'f1', 'f2', 'f3'])
  expect(cells(table)).toEqual([
    [1, 0.5, 0, 2],
    [-1, 0, 0.001, 0],
    [1, 0, 0, 7],
  ])
  const many = '1 1:2\n'.repeat(20_000)
  await expect(readText(`${many}1 x\n`)).rejects.toThrow(/line 20.001 is not a label/)
  await expect(readText('1 1:2\n1 900000:2\n')).rejects.toThrow('more than fit')
})

describe('headers', () => {
  test('a first row of data is seen by its words and numbers', async () => {
    const table = await read('c21-adult.data')
    expect(names(table).slice(0, 2)).toEqual(['c1', 'c2'])
    expect(cells(table)[0]!.slice(0, 3)).toEqual([50, 'Private', 177513])
    expect(table.summary.notes[0]).toContain('The first row looks like data')
    expect(table.summary.readAs.header).toBe(false)
  })

  test('years and other numbers that count up are names', async () => {
    expect(names(await readText('country,1990,1991\nFR,1.5,2\nDE,3,4\n'))).toEqual([
      'country',
      '1990',
      '1991',
    ])
    expect(names(await readText('sample,400,410,420\na,1.5,2,3\nb,3,4,5\n'))[1]).toBe('400')
  })

  test('can be told', async () => {
    expect(names(await told('a,b\nc,d\n', { header: false }))).toEqual(['c1', 'c2'])
    expect(names(await told('5,7\n1,2\n', { header: true }))).toEqual(['5', '7'])
  })

  test('of two rows are joined', async () => {
    const table = await readText('mass,,speed\nkg,sd,m/s\n1,2,3\n4,5,6\n7,8,9\n1,1,1\n')
    expect(names(table)).toEqual(['mass_kg', 'mass_sd', 'speed_m/s'])
    expect(cells(table)[0]).toEqual([1, 2, 3])
    expect(table.summary.notes).toEqual([
      "The first two rows hold the names of the columns, joined as in 'speed_m/s'.",
    ])
  })

  test('an index that pandas or R wrote is named so', async () => {
    const table = await read('c12-index-ref.csv')
    expect(names(table)).toEqual(['index', 'temp', 'load'])
    expect(names(await readText('Unnamed: 0,x\n0,5\n1,6\n'))).toEqual(['index', 'x'])
    const fromR = await readText('"x" "y"\n"1" 2.5 3\n"2" 4 5\n', 'r.txt')
    expect(names(fromR)).toEqual(['index', 'x', 'y'])
    expect(cells(fromR)).toEqual([
      [1, 2.5, 3],
      [2, 4, 5],
    ])
  })
})

test('a separator that cannot be one is refused', async () => {
  await expect(told('a,b\n1,2\n', { separator: 'x' })).rejects.toThrow('choose one character')
  expect(cells(await told('a:b\n1:2\n', { separator: ':' }))).toEqual([[1, 2]])
})

test('lines of comment above the names are counted', async () => {
  const { summary } = await readText('# made by hand\n# on a day\na,b\n1,2\n# later\n3,4\n')
  expect(summary.notes).toEqual(['3 comment lines were left out.'])
  expect((await readText('# made by hand\n# a b\n1 2\n3 4\n')).summary.notes).toContain(
    '1 comment line was left out.',
  )
})

test('one column of numbers with a unit is one column', async () => {
  expect(cells(await readText('w\n3 kg\n0.5 kg\n'))).toEqual([[3], [0.5]])
  const mixed = await readText('w\n3 kg\n500 g\n2 kg\n')
  expect(cells(mixed)).toEqual([['3 kg'], ['500 g'], ['2 kg']])
  expect(mixed.summary.notes.join(' ')).toContain("different units ('g' and 'kg')")
  // The rows of R have names.
  expect(cells(await readText('x\nr1 0.5\nr2 0.7\nr3 2\n'))).toEqual([
    ['r1', 0.5],
    ['r2', 0.7],
    ['r3', 2],
  ])
})

test.each(['Station 12;;\n;;\n', 'Station 12;;\nMade;2024-01-01;\n\n', 'Station 12;;\n\n'])(
  'title lines that a spreadsheet filled up with separators: %j',
  async (title) => {
    const { columns, summary } = await readText(`${title}name;x;y\na;1,5;2\nb;2,5;3\nc;;4\nd;3;4\n`)
    expect(columns.columns.map(({ name, type }) => `${name}: ${type}`)).toEqual([
      'name: text',
      'x: number',
      'y: number',
    ])
    expect(summary.notes[0]).toMatch(/above the names of the columns w(?:as|ere) left out: 'Station 12'/)
  },
)

test('points that may separate thousands are asked for', async () => {
  const notes = async (text: string) => (await readText(text)).summary.notes.join(' ')
  expect(await notes('n;m\n1.057;a\n832;b\n12.345;c\n')).toMatch(
    /^Column 'n': '1\.057' was read as 1\.057 \(the point is the decimal sign\)\. If it is 1\s057, set the decimal sign\.$/,
  )
  // Other decimals, another column or the separator tell.
  expect(await notes('n;m\n1.057;a\n832;b\n12.5;c\n')).toBe('')
  expect(await notes('n;m\n1.057;0.5\n832;2\n12.345;1\n')).toBe('')
  expect(await notes('n,m\n1.057,a\n832,b\n12.345,c\n')).toBe('')
})
