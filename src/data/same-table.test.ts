import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { cells, fileOf } from './fixtures/read'
import { readTable } from './read-file'

/** One table, written by pandas, polars, pyarrow and numpy in every format (fixtures/make-same.py). */
const FILES = readdirSync(fileURLToPath(new URL('fixtures/same', import.meta.url)))
/** Numbers alone. */
const NUMBERS = new Set(['numbers.npy', 'stored.npz', 'deflated.npz'])
/** Without names. */
const NAMELESS = new Set(['values.json', 'numbers.npy'])

/** pandas writes the flags of a CSV as True and False. */
const asWritten = (name: string, cell: unknown): unknown =>
  name.includes('.csv') && (cell === 'true' || cell === 'false') ? (cell === 'true' ? 'True' : 'False') : cell

const read = (name: string) => readTable(fileOf(`same/${name}`))
const expected = await read('same.jsonl')
const types = (table: Awaited<ReturnType<typeof read>>) =>
  table.columns.columns.map(({ name, type }) => `${name}: ${type}`)

test('the table is what was written', () => {
  expect(types(expected)).toEqual(['x: number', 'y: number', 'n: number', 's: text', 'ok: text', 't: time'])
  expect(expected.columns.rows).toBe(60)
  expect(cells(expected)[3]).toEqual([-2.7174, null, 10, 'c', 'true', '2026-03-25T04:30:00.000Z'])
  expect(cells(expected)[5]).toEqual([2.4955, -0.211, 84, null, 'false', '2026-03-25T07:30:00.000Z'])
})

test.each(FILES)('%s gives the same columns, to the last bit', async (name) => {
  const table = await read(name)
  const numbersOnly = NUMBERS.has(name)
  const places = numbersOnly ? [0, 1, 2] : [0, 1, 2, 3, 4, 5]
  expect(types(table)).toEqual(
    places.map((j) => {
      const wanted = types(expected)[j]!
      return NAMELESS.has(name) ? wanted.replace(/^\w+/, `c${j + 1}`) : wanted
    }),
  )
  expect(cells(table)).toEqual(cells(expected).map((row) => places.map((j) => asWritten(name, row[j]))))
  for (const [j, column] of table.columns.columns.entries()) {
    const other = expected.columns.columns[j]!
    if (column.type === 'text')
      expect(column.categories).toEqual(
        other.type === 'text' ? other.categories.map((category) => asWritten(name, category)) : undefined,
      )
    // The bits: −0 is not 0.
    else expect(column.values).toEqual(other.type === 'text' ? undefined : other.values)
  }
})
