import { expect, test } from 'vitest'
import { readText } from '../fixtures/read'
import { prepare } from '../prepare/prepare'

test('a flag of true and false in one file and of 1 and 0 in the other is one flag', async () => {
  const named = async (text: string, name: string) => ({
    columns: (await readText(text, name)).columns,
    name,
  })
  const reference = await named('a\nTrue\nFalse\nTRUE\n', 'a.csv')
  const test = await named('a\n1\n0\n0\n', 'b.csv')
  const { reference: ours, test: theirs } = prepare(
    { reference, test },
    {
      reference: { digest: 'a', name: 'a.csv' },
      test: { digest: 'b', name: 'b.csv' },
      split: null,
      columns: ['a'],
      takes: 'categories',
      standardise: false,
      timeColumn: null,
    },
  )
  expect([...ours.values]).toEqual([1, 0, 1])
  expect([...theirs.values]).toEqual([1, 0, 0])
})
