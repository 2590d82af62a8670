import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { cells, fileOf, readText } from './fixtures/read'
import { SAME } from './fixtures/same'
import { readTable } from './read-file'

/** Numbers alone. */
const NUMBERS = new Set(['numbers.npy', 'stored.npz', 'deflated.npz'])
/** Without names. */
const NAMELESS = new Set(['values.json', 'numbers.npy'])

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

test.each(SAME)('%s gives the same columns, to the last bit', async (name) => {
  const table = await read(name)
  const numbersOnly = NUMBERS.has(name)
  const places = numbersOnly ? [0, 1, 2] : [0, 1, 2, 3, 4, 5]
  expect(types(table)).toEqual(
    places.map((j) => {
      const wanted = types(expected)[j]!
      return NAMELESS.has(name) ? wanted.replace(/^\w+/, `c${j + 1}`) : wanted
    }),
  )
  expect(cells(table)).toEqual(cells(expected).map((row) => places.map((j) => row[j])))
  for (const [j, column] of table.columns.columns.entries()) {
    const other = expected.columns.columns[j]!
    if (column.type === 'text')
      expect(column.categories).toEqual(other.type === 'text' ? other.categories : undefined)
    // The bits: −0 is not 0.
    else expect(column.values).toEqual(other.type === 'text' ? undefined : other.values)
  }
})

/** The same rows in every form that is a text; null is missing. */
function writings(names: readonly string[], rows: readonly (readonly (number | string | null)[])[]) {
  const objects = rows.map((row) => Object.fromEntries(row.map((cell, j) => [names[j]!, cell])))
  const column = (j: number) => rows.map((row) => row[j]!)
  const cell = (value: number | string | null): string =>
    value === null ? '' : typeof value === 'number' ? String(value) : `"${value.replaceAll('"', '""')}"`
  const counted = <T>(items: readonly T[]) => Object.fromEntries(items.map((item, i) => [String(i), item]))
  return {
    'a.csv': [names.map(cell), ...rows.map((row) => row.map(cell))].map((line) => line.join(',')).join('\n'),
    'a.tsv': [names.map(cell), ...rows.map((row) => row.map(cell))]
      .map((line) => line.join('\t'))
      .join('\r\n'),
    'lines.jsonl': objects.map((row) => JSON.stringify(row)).join('\n'),
    'indented.jsonl': objects.map((row) => JSON.stringify(row, null, 2)).join('\n'),
    'records.json': JSON.stringify(objects, null, 1),
    'columns.json': JSON.stringify(Object.fromEntries(names.map((name, j) => [name, counted(column(j))]))),
    'index.json': JSON.stringify(counted(objects)),
    'split.json': JSON.stringify({ columns: names, index: rows.map((_, i) => i), data: rows }),
    'lists.json': JSON.stringify([names, ...rows]),
    'of-lists.json': JSON.stringify(Object.fromEntries(names.map((name, j) => [name, column(j)]))),
    'data.json': JSON.stringify({ count: rows.length, data: objects }),
  }
}

test('whatever a table holds, each form of it gives the same columns', async () => {
  const names = ['x', 'größe & "mehr"', 'label']
  const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
  const label = fc.constantFrom('rot', 'grün, hell', 'a "b"', 'c: {d}', '[e]', 'NA')
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(number, fc.option(number), fc.option(label)), { minLength: 3, maxLength: 30 }),
      async (rows) => {
        // Each column has its kind in some row, and is told apart from names by it.
        const whole = [[0.5, 1.25e-7, 'rot'] as const, ...rows]
        const tables = await Promise.all(
          Object.entries(writings(names, whole)).map(async ([name, text]) => ({
            name,
            columns: (await readText(text, name)).columns,
          })),
        )
        for (const { name, columns } of tables)
          expect({ name, columns }).toEqual({ name, columns: tables[0]!.columns })
      },
    ),
    { numRuns: tries(60) },
  )
})
