import { expect, expectTypeOf, test } from 'vitest'
import { createDb } from './db'
import { memoryJournal } from './journal'
import { rowsOf, table } from './table'

interface Fruit {
  id: string
  grams: number
}
interface Sale {
  fruit: string
  day: number
}

const FRUITS = table<Fruit>('fruits', 'id')
const SALES = table<Sale>('sales', ({ fruit, day }) => `${fruit}@${day}`)

const orchard = () => [rowsOf(FRUITS, async () => [{ id: 'plum', grams: 40 }])]

test('a transaction reads what it put, and what it took away is gone', async () => {
  const db = createDb(orchard(), memoryJournal())
  const { result } = await db.transact(async (tx) => {
    tx.put(FRUITS, { id: 'pear', grams: 150 })
    const first = [...(await tx.rows(FRUITS)).keys()]
    tx.put(FRUITS, { id: 'pear', grams: 160 })
    tx.remove(FRUITS, 'plum')
    return [first, [...(await tx.rows(FRUITS)).values()]]
  })
  expect(result).toEqual([['plum', 'pear'], [{ id: 'pear', grams: 160 }]])
  const later = await db.transact(async (tx) => [...(await tx.rows(FRUITS)).keys()])
  expect(later.result).toEqual(['pear'])
})

test('whether it wrote is known from the journal', async () => {
  const db = createDb(orchard(), memoryJournal())
  expect(await db.transact(async (tx) => (await tx.rows(FRUITS)).size)).toEqual({ result: 1, wrote: false })
  expect(await db.transact(async (tx) => tx.put(SALES, { fruit: 'plum', day: 3 }))).toMatchObject({
    wrote: true,
  })
})

test('one that throws has written nothing, and the next goes on', async () => {
  const db = createDb(orchard(), memoryJournal())
  const failing = db.transact(async (tx) => {
    tx.put(FRUITS, { id: 'pear', grams: 1 })
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect((await db.transact(async (tx) => (await tx.rows(FRUITS)).size)).result).toBe(1)
})

test('a version is never given twice, not even to a change that was thrown away', async () => {
  const db = createDb(orchard(), memoryJournal())
  const seen: number[] = []
  const versionAfter = (grams: number, fails: boolean) =>
    db
      .transact(async (tx) => {
        seen.push(tx.version(FRUITS))
        tx.put(FRUITS, { id: 'fig', grams })
        seen.push(tx.version(FRUITS))
        if (fails) throw new Error('no')
      })
      .catch(() => undefined)
  await versionAfter(1, true)
  await versionAfter(2, false)
  await versionAfter(3, false)
  // Read, own write (thrown away), read as before, own write, read after it, own write.
  expect(seen[2]).toBe(seen[0])
  expect(new Set(seen).size).toBe(5)
})

test('a key is made of the row where no field holds it', async () => {
  const db = createDb([], memoryJournal())
  const { result } = await db.transact(async (tx) => {
    tx.put(SALES, { fruit: 'plum', day: 3 })
    return [...(await tx.rows(SALES)).keys()]
  })
  expect(result).toEqual(['plum@3'])
})

test('two servers on one journal see what the other wrote, also in a table that is loaded late', async () => {
  const journal = memoryJournal()
  const one = createDb(orchard(), journal)
  const other = createDb(orchard(), journal)
  await one.transact(async (tx) => tx.put(FRUITS, { id: 'pear', grams: 150 }))
  const keys = async () => [...(await other.transact((tx) => tx.rows(FRUITS))).result.keys()]
  expect(await keys()).toEqual(['plum', 'pear'])
  await one.reset()
  expect(await keys()).toEqual(['plum'])
})

test('rows belong to their table, by their types', async () => {
  const db = createDb(orchard(), memoryJournal())
  await db.transact(async (tx) => {
    expectTypeOf(await tx.rows(FRUITS)).toEqualTypeOf<ReadonlyMap<string, Fruit>>()
    // @ts-expect-error a row of another table
    const put = () => tx.put(FRUITS, { fruit: 'plum', day: 3 })
    // @ts-expect-error rows that the table does not promise
    const read = () => tx.rows<Fruit & { colour: string }>(FRUITS)
    expect([put, read]).toHaveLength(2)
  })
  // @ts-expect-error rows of another table in a scenario
  rowsOf(FRUITS, async () => [{ fruit: 'plum', day: 3 }])
  // @ts-expect-error a key that is no text
  table<Fruit>('fruits', 'grams')
})
