import { expect, test } from 'vitest'
import { readText } from '../fixtures/read'
import { tableFacts } from './table-facts'

async function constantOf(ours: string, theirs: string) {
  const named = async (cells: string, name: string) => ({
    name,
    columns: (
      await readText(
        `x,row\n${cells
          .split(' ')
          .map((cell) => `${cell},1`)
          .join('\n')}\n`,
      )
    ).columns,
  })
  const reference = await named(ours, 'a.csv')
  const test = await named(theirs, 'b.csv')
  const all = ({ columns }: typeof test): Uint32Array =>
    Uint32Array.from({ length: columns.rows }, (_, i) => i)
  const [facts] = tableFacts({ reference, test }, { reference: all(reference), test: all(test) }, ['x'])
  return facts!.constant
}

test('the unit that is written with numbers, not where it is left out', async () => {
  const table = async (cells: readonly string[]) => ({
    name: 'a.csv',
    columns: (await readText(`x,y\n${cells.map((cell) => `${cell},1`).join('\n')}\n`)).columns,
  })
  const rows = { reference: Uint32Array.of(0, 1), test: Uint32Array.of(0, 1) }
  const tables = { reference: await table(['12.5 °C', '7 °C']), test: await table(['$54.5', '$44']) }
  const [facts] = tableFacts(tables, rows, ['x'])
  expect([facts?.reference?.unit, facts?.test?.unit]).toEqual(['°C', '$'])
  const plain = await table(['12.5', '7'])
  expect(tableFacts({ reference: plain, test: plain }, rows, ['x'])[0]?.test).not.toHaveProperty('unit')
})

test.each([
  ['1 2 3', '5 5', { value: '5', inReference: 0, before: null }],
  ['1 5 5', '5 5', { value: '5', inReference: 2, before: null }],
  ['3 3 3', '5 5', { value: '5', inReference: 0, before: '3' }],
  ['3 NA 3', '5 NA 5', { value: '5', inReference: 0, before: '3' }],
  ['5 5 5', '5 5', null],
  ['3 3 3', '5 6', null],
  ['3 3 3', '5 NA', null],
  ['a b a', 'a a', { value: 'a', inReference: 2, before: null }],
  // An unseen category.
  ['a a a', 'b b', null],
])('%s and then %s', async (ours, theirs, expected) => {
  expect(await constantOf(ours, theirs)).toEqual(expected)
})
