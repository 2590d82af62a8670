import { deleteDB } from 'idb'
import { expect, test } from 'vitest'
import { browserJournal, type Change } from './journal'

const NAME = 'tidemark-test-journal'
const put = (key: string, row: object): Change => ({ kind: 'row', table: 'notes', key, row })

test('what one tab writes, another reads, in order and bit by bit', async () => {
  await deleteDB(NAME)
  const one = await browserJournal(NAME)
  const other = await browserJournal(NAME)
  const odd = { nan: NaN, huge: 2n ** 70n, zero: -0 }
  await one.append([put('a', odd), put('b', {})])
  await other.append([{ kind: 'row', table: 'notes', key: 'a', row: null }])
  const read = await one.read(0)
  expect(read.map(({ change }) => change)).toEqual([
    put('a', odd),
    put('b', {}),
    { kind: 'row', table: 'notes', key: 'a', row: null },
  ])
  const last = read.at(-1)?.at ?? 0
  expect(await other.read(last)).toEqual([])

  await other.reset()
  const after = await one.read(last)
  expect(after.map(({ change }) => change)).toEqual([{ kind: 'reset' }])
  await one.append([put('c', {})])
  expect((await other.read(after.at(-1)?.at ?? 0)).map(({ change }) => change)).toEqual([put('c', {})])
})
