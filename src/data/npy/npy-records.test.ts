import { expect, test } from 'vitest'
import { cells, fileOf } from '../fixtures/read'
import { readTable } from '../read-file'
import { pythonLiteral } from './python-literal'

const read = async (name: string) => {
  const table = await readTable(fileOf(name))
  return {
    types: table.columns.columns.map((column) => `${column.name}: ${column.type}`),
    cells: cells(table),
    notes: table.summary.notes,
  }
}

test('a field of a structured array is a column, of its own type and byte order', async () => {
  expect(await read('records.npy')).toEqual({
    types: ['x: number', 'i: number', 'größe: text', 'ok: text', 't: time', 'id: text'],
    cells: [
      [1.5, 3, 'a', 'true', '2024-01-01T00:00:00.000Z', '9007199254740993'],
      [null, 4, 'b', 'false', null, '5'],
    ],
    notes: [
      "1 infinite value in 'x' (first in row 2) counts as missing.",
      "Column 'id' is text: it holds whole numbers beyond 2^53 (first in row 1), which a double would round.",
    ],
  })
})

test('fields of several values and of fields are columns; complex numbers are left out', async () => {
  const { types, cells: rows, notes } = await read('records-nested.npy')
  expect(types).toEqual(['p.x: number', 'p.y: number', 'v.c1: number', 'v.c2: number'])
  expect(rows).toEqual([
    [1, 0, 1, 2],
    [2, 0, 3, 4],
  ])
  expect(notes).toEqual(["Left out: 'z', whose items are not numbers, times or text."])
})

test('padding of an aligned record is no column', async () => {
  const { types, cells: rows } = await read('records-aligned.npy')
  expect(types).toEqual(['b: number', 'x: number'])
  expect(rows).toEqual([
    [1, 2.5],
    [3, 4.5],
  ])
})

test('records of several axes are side by side', async () => {
  const { types, cells: rows } = await read('records-two-axes.npy')
  expect(types).toEqual(['a.c1: number', 'b.c1: number', 'a.c2: number', 'b.c2: number'])
  expect(rows.map((row) => [row[0], row[2]])).toEqual([
    [1, 2],
    [3, 4],
    [5, 6],
  ])
})

test('a structured array in an archive stands beside the others', async () => {
  const { types, cells: rows } = await read('records.npz')
  expect(types).toEqual(['table.x: number', 'table.i: number', 'other: number'])
  expect(rows).toEqual([
    [1.5, 3, 0],
    [null, 4, 0],
  ])
})

test.each([
  [
    "{'descr': '<f8', 'shape': (3,), }",
    new Map<string, unknown>([
      ['descr', '<f8'],
      ['shape', [3]],
    ]),
  ],
  [
    "[('a', '<f8'), (('t', 'b'), '|S1', (2, 3))]",
    [
      ['a', '<f8'],
      [['t', 'b'], '|S1', [2, 3]],
    ],
  ],
  ["(\"it's\", 'a\\'b', '\\xe9\\u20ac', True, None, -4L)", ["it's", "a'b", 'é€', true, null, -4]],
  ['()', []],
])('%s', (text, value) => {
  expect(pythonLiteral(text)).toEqual(value)
})

test.each(['', '(1', '(1 2)', "{'a' 1}", '{1: 2}', '(1]', "'a", 'x', '['.repeat(60)])(
  '%s is no literal',
  (text) => {
    expect(pythonLiteral(text)).toBeUndefined()
  },
)
