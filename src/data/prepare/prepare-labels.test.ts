import { describe, expect, test } from 'vitest'
import { DataError } from '../errors'
import { readText } from '../fixtures/read'
import { prepare } from './prepare'
import type { Selection } from './selection'

const file = { digest: '0'.repeat(64), name: 'stream.csv' }

/** One whole file as the stream: what detectors that learn from it take. */
async function prepared(text: string, selection: Partial<Selection>) {
  const table = { columns: (await readText(text, 'stream.csv')).columns, name: 'stream.csv' }
  return prepare(
    { reference: table, test: table },
    {
      reference: file,
      test: file,
      split: null,
      columns: null,
      standardise: true,
      timeColumn: null,
      ...selection,
    },
  )
}

async function refusal(text: string, selection: Partial<Selection>): Promise<[string, string]> {
  const error: unknown = await prepared(text, selection).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(DataError)
  const { code, message } = error as DataError
  return [code, message]
}

const labels = { truth: 'y', prediction: 'p' }

describe('errors', () => {
  test('where nobody chose, the one column that can be errors is taken, or labels by their names', async () => {
    const only = await prepared('x,err\n1.5,0\n2,1\n3,0\n', { takes: 'error' })
    expect(only.test.columns).toEqual(['err'])
    const named = await prepared('y,p\n0,0\n1,0\n0,0\n', { takes: 'error' })
    expect([...named.test.values]).toEqual([0, 1, 0])
    expect(named.notes).toEqual(["By their names, 'y' holds the true and 'p' the predicted labels."])
    expect(await refusal('a,b\n1,0\n0,1\n', { takes: 'error' })).toEqual([
      'no-columns',
      "'a' and 'b' could be the errors: choose one of them, or columns of true and predicted labels.",
    ])
    expect((await refusal('x\n1.5\n2\n', { takes: 'error' }))[1]).toBe(
      'stream.csv has no column of 0 (correct) and 1 (error). Choose columns of true and predicted labels.',
    )
    expect((await refusal('a\n1\n0\n', { takes: 'error', columns: ['b'] }))[1]).toBe(
      "stream.csv has no column 'b'. Choose a column that is there.",
    )
  })

  test('a column of 0 and 1 comes as it is: nothing is standardised', async () => {
    const { test: stream, notes } = await prepared('x,err\n1,0\n2,1\n3,0\n', {
      takes: 'error',
      columns: ['err'],
    })
    expect(stream.columns).toEqual(['err'])
    expect([...stream.values]).toEqual([0, 1, 0])
    expect(notes).toEqual([])
  })

  test('false and true are 0 and 1', async () => {
    const { test: stream } = await prepared('err\nfalse\nTrue\nfalse\n', {
      takes: 'error',
      columns: ['err'],
    })
    expect([...stream.values]).toEqual([0, 1, 0])
  })

  test('1 = correct can be turned round', async () => {
    const { test: stream } = await prepared('hit\n1\n1\n0\n1\n', {
      takes: 'error',
      columns: ['hit'],
      oneIsCorrect: true,
    })
    expect([...stream.values]).toEqual([0, 0, 1, 0])
  })

  test('another number or text is refused by row and value', async () => {
    expect(await refusal('err\n0\n1\n0.73\n', { takes: 'error', columns: ['err'] })).toEqual([
      'not-binary',
      "Row 3 of stream.csv has 0.73 in column 'err'. Choose a column of 0 for correct and 1 for an error, or columns of true and predicted labels.",
    ])
    expect((await refusal('err\nok\nbad\n', { takes: 'error', columns: ['err'] }))[1]).toContain(
      "Row 1 of stream.csv has 'ok' in column 'err'.",
    )
    expect((await refusal('t\n2024-01-01\n2024-01-02\n', { takes: 'error', columns: ['t'] }))[0]).toBe(
      'not-binary',
    )
    expect((await refusal('a\n1\n0\n', { takes: 'error', columns: ['b'] }))[0]).toBe('no-column')
  })

  test('missing errors are left out and counted, or kept for the detector', async () => {
    const text = 'x,err\n1,0\n2,\n3,1\n4,0\n'
    const dropped = await prepared(text, { takes: 'error', columns: ['err'] })
    expect([...dropped.test.rowNumbers]).toEqual([1, 3, 4])
    expect(dropped.rowsLeftOut.test).toBe(1)
    const kept = await prepared(text, { takes: 'error', columns: ['err'], keepMissing: true })
    expect([...kept.test.values]).toEqual([0, Number.NaN, 1, 0])
  })

  test('true and predicted labels may be any: an error is where they differ', async () => {
    const text = 'y,p\ncat,cat\ndog,cat\nbird,bird\n,cat\ndog,dog\n'
    const { test: stream, rowsLeftOut } = await prepared(text, { takes: 'error', labels })
    expect(stream.columns).toEqual(['y ≠ p'])
    expect([...stream.values]).toEqual([0, 1, 0, 0])
    expect(rowsLeftOut.test).toBe(1)
    const numbers = await prepared('y,p\n3,3\n3,7\n7,7\n', { takes: 'error', labels })
    expect([...numbers.test.values]).toEqual([0, 1, 0])
  })

  test('columns that cannot be labels are refused', async () => {
    const asked = { takes: 'error', labels } as const
    expect(await refusal('y,p\n0,cat\n1,dog\n', asked)).toEqual([
      'no-common-labels',
      "Columns 'y' and 'p' have no label in common: '0' and '1' and 'cat' and 'dog'. Choose columns that name classes alike.",
    ])
    const scores = Array.from({ length: 150 }, (_, i) => `${i % 2},0.${1000 + i}`).join('\n')
    expect((await refusal(`y,p\n${scores}\n`, asked))[1]).toContain('scores, not labels')
    expect(
      (await refusal('y,p\n1,1\n', { takes: 'error', labels: { truth: 'y', prediction: 'y' } }))[0],
    ).toBe('same-column')
    expect((await refusal('y,p\n2024-01-01,1\n2024-01-02,0\n', asked))[1]).toBe(
      "Column 'y' of stream.csv holds times, not labels. Choose another column.",
    )
    expect((await refusal('y\n1\n0\n', asked))[0]).toBe('no-column')
  })
})

describe('two classes', () => {
  const asked = { takes: 'labels', labels } as const

  test('the first and second class in sorted order are 0 and 1', async () => {
    const { test: stream, notes } = await prepared('y,p\nspam,ham\nham,ham\nspam,spam\n', asked)
    expect(stream.columns).toEqual(['y', 'p'])
    expect([...stream.values]).toEqual([1, 0, 0, 0, 1, 1])
    expect(notes).toEqual(["Class 0 is 'ham', class 1 is 'spam'."])
    // Numbers by size: 10 comes after 9.
    const numbers = await prepared('y,p\n10,9\n9,9\n', asked)
    expect([...numbers.test.values]).toEqual([1, 0, 0, 0])
    expect((await prepared('y,p\n1,0\n0,0\n', asked)).notes).toEqual([])
  })

  test('three classes, and none chosen, are refused', async () => {
    expect(await refusal('y,p\na,b\nb,c\nc,a\n', asked)).toEqual([
      'not-two-classes',
      "Columns 'y' and 'p' hold 3 classes ('a', 'b' and 'c'), and this detector takes two. Choose a detector of errors, which takes any number.",
    ])
    expect((await refusal('u,v\na,b\nb,a\n', { takes: 'labels' }))[0]).toBe('no-labels')
  })
})

describe('categories', () => {
  const two = async (reference: string, other: string, selection: Partial<Selection>) =>
    prepare(
      {
        reference: { columns: (await readText(reference, 'ref.csv')).columns, name: 'ref.csv' },
        test: { columns: (await readText(other, 'test.csv')).columns, name: 'test.csv' },
      },
      {
        reference: file,
        test: { ...file, digest: '1'.repeat(64) },
        split: null,
        columns: null,
        standardise: true,
        timeColumn: null,
        ...selection,
      },
    )

  test('reference and test share one sorted list, also of categories that only one has', async () => {
    const { reference, test: other } = await two('w\nsun\nfog\nsun\n', 'w\nrain\nsun\n\n', {
      takes: 'categories',
    })
    expect(reference.levels).toEqual([['fog', 'rain', 'sun']])
    expect(other.levels).toEqual(reference.levels)
    expect([...reference.values]).toEqual([2, 0, 2])
    expect([...other.values]).toEqual([1, 2])
  })

  test('whole numbers of few values are categories too, amounts are not', async () => {
    const { reference } = await two('n\n10\n9\n', 'n\n9\n11\n', { takes: 'categories', columns: ['n'] })
    expect(reference.levels).toEqual([['9', '10', '11']])
    const amounts = `n\n${Array.from({ length: 60 }, (_, i) => i).join('\n')}\n`
    await expect(two(amounts, amounts, { takes: 'categories', columns: ['n'] })).rejects.toThrow(
      'more than 50 different numbers: amounts, not categories',
    )
  })

  test('with both, numbers are standardised and categories are not', async () => {
    const { reference, test: other } = await two('w,x\na,1\nb,3\n', 'w,x\nb,5\na,1\n', { takes: 'both' })
    expect(reference.levels).toEqual([['a', 'b'], null])
    const sd = Math.SQRT2
    expect([...other.values]).toEqual([1, 3 / sd, 0, -1 / sd])
  })

  test('a file without categories says so', async () => {
    await expect(two('x\n1.5\n2\n', 'x\n1.5\n2\n', { takes: 'categories' })).rejects.toThrow(
      'Neither ref.csv nor test.csv has a column of categories. Choose files with categories.',
    )
  })

  test('a column of two types says which', async () => {
    const yes = 'ok\nyes\nno\nyes\n'
    for (const takes of ['both', 'numbers'] as const)
      await expect(two(yes, 'ok\n1\n0\n1\n', { takes })).rejects.toThrow(
        "in common: 'ok' holds text in one file, numbers in the other. If they mean the same, set its type, or write it the same way in both.",
      )
  })
})
