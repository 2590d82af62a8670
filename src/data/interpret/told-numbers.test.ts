import { expect, test } from 'vitest'
import { cells, fileOf } from '../fixtures/read'
import { readTable } from '../read-file'

// -999 for "no value": a number that was told to mean nothing, in every format.

const told = { missing: ['?', '-999'] }

test.each([
  ['data.csv', 'x,k\n1.5,a\n-999,-999\n-999.0,?\n', 2],
  ['quoted.csv', 'x;k\n"1,5";a\n"-999";-999\n-999,0;?\n', 1],
  ['lines.jsonl', '{"x":1.5,"k":"a"}\n{"x":-999,"k":"-999"}\n{"x":-999.0,"k":"?"}', 2],
])('%s', async (name, text, count) => {
  const table = await readTable(fileOf(name, text), {}, told)
  expect(cells(table)).toEqual([
    [1.5, 'a'],
    [null, null],
    [null, null],
  ])
  expect(table.summary.notes).toContain(
    `'-999' in 'x' (${count === 1 ? '1 cell' : `${count} cells`}) counts as missing.`,
  )
  expect(table.summary.columns.map(({ missing }) => missing)).toEqual([2, 2])
})

test('what nobody told is a number', async () => {
  expect(cells(await readTable(fileOf('data.csv', 'x,y\n-999,1\n2,3\n')))).toEqual([
    [-999, 1],
    [2, 3],
  ])
})
