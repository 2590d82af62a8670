import { expect, test } from 'vitest'
import { cells, fileOf, readText } from '../fixtures/read'
import { DataError } from '../errors'
import { readTable } from '../read-file'

const names = (read: Awaited<ReturnType<typeof readTable>>) => read.columns.columns.map(({ name }) => name)

test.each([
  [
    '{"x": 1\n{"x": 2}\n',
    "line 2, in the row that begins in line 1, is not valid JSON: a comma or the closing bracket was expected, found '{'.",
  ],
  [
    '{"x": 1}\n{"x": [1,\n',
    'a.json is cut off: line 3, in the row that begins in line 2, does not end. Copy it again.',
  ],
  [
    '{"a": [1, 2],\n "b": [1]}',
    "column 'b' has 1 value where 'a' has 2 (line 2). Columns of one table are of one length.",
  ],
  ['[[1, 2],\n[3]]', 'row 2 (line 2 of the file) has 1 value where 2 were expected.'],
  ['[[1, 2],\n[3, 4, 5]]', 'row 2 (line 2 of the file) has more than 2 values where 2 were expected.'],
  ['[{"x": 1},\n5]', 'element 2 (line 2) is a number, not an object such as {"x": 1.5}.'],
  ['[{"x": 1}]\n[2]', 'line 2 has text after the end of the table.'],
  ['{"x": "a\nb"}', "line 1 is not valid JSON: the quote before 'a' does not close in its line."],
  ['{"x": tru}', "line 1 is not valid JSON: a value was expected, found 'tru'."],
  ['{"x": 1-2}', "line 1 is not valid JSON: '1-2' is not a number."],
  ['{"x": "\\q"}', 'a text in it has a backslash before something that cannot be escaped'],
  ['{"columns": ["a"], "data": []}', 'a.json names its columns but holds no rows.'],
  [
    '{"a": {"0": 1, "1": 2}, "b": {"1": 4, "0": 3}}',
    "column 'b' has its rows in another order than the columns before it, or one of them twice.",
  ],
  ['['.repeat(600), 'more than 500 brackets are open inside each other'],
])('%j is refused with its line and cause', async (text, sentence) => {
  const error: unknown = await readText(text, 'a.json').catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(DataError)
  expect((error as DataError).message).toContain('a.json')
  expect((error as DataError).message).toContain(sentence)
})

test('an index that does not count rows is a column of its own', async () => {
  for (const name of ['named-index.json', 'named-index-rows.json']) {
    const read = await readTable(fileOf(name))
    expect(names(read)).toEqual(['index', 'a'])
    expect(cells(read)).toEqual([
      ['u', 1.5],
      ['v', 2.5],
      ['w', 3.5],
    ])
  }
})

test('rows under a key; what is beside them is said', async () => {
  const read = await readText('{"total": 2, "rows": [{"a": 1}, {"a": 2}], "next": null}', 'a.json')
  expect(cells(read)).toEqual([[1], [2]])
  expect(read.summary.notes).toEqual([
    "The rows are the list 'rows'; 'total' and 'next' beside it were left out.",
  ])
})

test('lists without names, with names, and plain values', async () => {
  expect(names(await readText('[[1, "a"], [2, "b"]]', 'a.json'))).toEqual(['c1', 'c2'])
  const named = await readText('[["x", "s"], [1, "a"]]', 'a.json')
  expect(names(named)).toEqual(['x', 's'])
  expect(cells(named)).toEqual([[1, 'a']])
  expect(cells(await readText('[1, null, 3]', 'a.json'))).toEqual([[1], [null], [3]])
})

test('Windows-1252 is read as such, and said', async () => {
  const bytes = Uint8Array.from('{"s": "grün", "x": 1}\n{"s": "rot", "x": 2}', (c) => c.charCodeAt(0))
  const read = await readText(bytes, 'a.jsonl')
  expect(cells(read)).toEqual([
    ['grün', 1],
    ['rot', 2],
  ])
  expect(read.summary.notes).toEqual(['The file is not valid UTF-8 and was read as Windows-1252 (Latin-1).'])
})

test('numbers are those of JSON.parse, to the last bit', async () => {
  const numbers = Array.from({ length: 3000 }, (_, i) => Math.sin(i) * 10 ** ((i % 60) - 30))
  const texts = [
    ...numbers.map(String),
    '0.1',
    '-0',
    '1e-7',
    '123456789012345678.5',
    '0.30000000000000004',
    '5e-324',
  ]
  const read = await readText(`{"x": [${texts.join(', ')}]}`, 'a.json')
  expect(read.columns.columns[0]).toMatchObject({ values: Float64Array.from(texts, Number) })
})
