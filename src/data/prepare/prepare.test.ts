import { describe, expect, test } from 'vitest'
import {
  commonColumns,
  comparableColumns,
  defaultSelection,
  numberColumns,
  timeColumns,
} from './column-choices'
import { DataError } from '../errors'
import { readText } from '../fixtures/read'
import { prepare } from './prepare'
import type { Selection } from './selection'
import type { NamedTable } from './split-rows'

async function tableOf(text: string, name: string): Promise<NamedTable> {
  return { columns: (await readText(text, name)).columns, name }
}

const file = (name: string) => ({ digest: '0'.repeat(64), name })

async function prepared(
  reference: string,
  test: string | null,
  selection: Partial<Selection> = {},
  mode?: 'batch' | 'stream',
) {
  return prepare(
    {
      reference: await tableOf(reference, 'ref.csv'),
      test: test === null ? null : await tableOf(test, 'test.csv'),
    },
    {
      reference: file('ref.csv'),
      test: test === null ? null : file('test.csv'),
      split: null,
      columns: null,
      standardise: false,
      timeColumn: null,
      ...selection,
    },
    mode,
  )
}

async function refusal(...args: Parameters<typeof prepared>): Promise<string> {
  const error: unknown = await prepared(...args).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(DataError)
  return (error as DataError).message
}

test('two files: common number columns, rows with missing values left out and counted', async () => {
  const p = await prepared(
    'a,b,s,only\n1,10,x,1\n2,,x,1\n3,30,y,1\n4,40,y,1\n',
    's,b,a,more\nz,1,2,3\nz,NA,3,3\nz,5,6,\n',
  )
  expect(p.reference).toEqual({
    rows: 3,
    columns: ['a', 'b'],
    values: Float64Array.of(1, 10, 3, 30, 4, 40),
    rowNumbers: Uint32Array.of(1, 3, 4),
  })
  expect(p.test).toEqual({
    rows: 2,
    columns: ['a', 'b'],
    values: Float64Array.of(2, 1, 6, 5),
    rowNumbers: Uint32Array.of(1, 3),
  })
  expect(p.rowsLeftOut).toMatchObject({ reference: 1, test: 1 })
  expect(p.times).toBeNull()
  expect(p.notes).toEqual([
    "Left out: 's' (text); 'only' (only in the reference); 'more' (only in the test file).",
  ])
})

test('only chosen columns decide which rows are complete', async () => {
  const p = await prepared('a,b\n1,\n2,\n3,5\n', 'a,b\n1,\n2,\n', { columns: ['a'] })
  expect(p.reference.values).toEqual(Float64Array.of(1, 2, 3))
  expect(p.rowsLeftOut).toMatchObject({ reference: 0, test: 0 })
})

test('a stream keeps rows with missing numbers', async () => {
  const p = await prepared('a\n1\n2\n', 'a,b\n1,1\n,1\n3,1\n', {}, 'stream')
  expect(p.test.values).toEqual(Float64Array.of(1, Number.NaN, 3))
  expect(p.rowsLeftOut.test).toBe(0)
})

test('numbers too small for one over them are standardised too', async () => {
  const p = await prepared('a,b\n1e-310,0\n3e-310,0\n5e-310,5e-324\n', 'a,b\n3e-310,0\n5e-310,5e-324\n', {
    standardise: true,
  })
  expect([...p.reference.values].every(Number.isFinite)).toBe(true)
  expect(p.test.values[0]).toBeCloseTo(0, 9)
  expect(p.test.values[2]).toBeCloseTo(1, 9)
})

test('standardised by the mean and sd (n − 1) of the reference; a constant column is only centred', async () => {
  const p = await prepared('a,b\n2,7\n4,7\n6,7\n', 'a,b\n8,9\n0,7\n', { standardise: true })
  expect(p.reference.values).toEqual(Float64Array.of(-1, 0, 0, 0, 1, 0))
  expect(p.test.values).toEqual(Float64Array.of(2, 2, -2, 0))
  expect(p.notes).toEqual(["Column 'b' is constant in the reference and was only centred."])
  expect(p.scaling).toEqual([
    { column: 'a', mean: 4, sd: 2 },
    { column: 'b', mean: 7, sd: 1 },
  ])
})

test('a time column sorts the test rows, stably, and is the axis', async () => {
  const p = await prepared('x\n1\n2\n', 't,x\n2026-01-03,1\n2026-01-01,2\n,3\n2026-01-01,4\n2026-01-02,\n', {
    timeColumn: 't',
  })
  expect([...p.test.rowNumbers]).toEqual([2, 4, 1])
  expect([...p.test.values]).toEqual([2, 4, 1])
  expect(p.times).toEqual({
    values: Float64Array.of(Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 3)),
    unit: 'ms',
    column: 't',
  })
  expect(p.rowsLeftOut.test).toBe(2)
})

test('a number column that orders the rows is no feature by itself', async () => {
  const p = await prepared('step,x\n1,5\n2,6\n', 'step,x\n2,7\n1,8\n', { timeColumn: 'step' })
  expect(p.test).toMatchObject({ columns: ['x'], values: Float64Array.of(8, 7) })
  expect(p.times).toEqual({ values: Float64Array.of(1, 2), unit: 'own', column: 'step' })
})

describe('one file', () => {
  const text = 'x,site\n1,A\n2,A\n3,B\n4,B\n5,\n6,C\n'
  test('split by rows', async () => {
    const p = await prepared(text, null, {
      split: { by: 'rows', reference: { first: 2, last: 3 }, test: null },
    })
    expect([...p.reference.rowNumbers]).toEqual([2, 3])
    expect([...p.test.rowNumbers]).toEqual([4, 5, 6])
    const q = await prepared(text, null, {
      split: { by: 'rows', reference: { first: 1, last: 3 }, test: { first: 3, last: 4 } },
    })
    expect([...q.test.values]).toEqual([3, 4])
    expect(q.notes).toEqual([
      '1 row of ref.csv is in both samples, which hides drift.',
      "Left out: 'site' (text).",
    ])
  })

  test('split by a column', async () => {
    const p = await prepared(text, null, {
      split: { by: 'column', column: 'site', reference: 'A', test: null },
    })
    expect([...p.reference.rowNumbers]).toEqual([1, 2])
    expect([...p.test.rowNumbers]).toEqual([3, 4, 6])
    expect(p.notes).toEqual(["1 row of ref.csv without a value in 'site' is in neither sample."])
    const q = await prepared(text, null, {
      split: { by: 'column', column: 'site', reference: 'A', test: 'B' },
    })
    expect([...q.test.rowNumbers]).toEqual([3, 4])
  })

  test('split by a column of numbers, or of times', async () => {
    const p = await prepared(
      'x,g,t\n1,0,2026-01-01\n2,0,2026-01-01\n3,1,2026-01-02\n4,1.0,2026-01-02\n',
      null,
      {
        split: { by: 'column', column: 'g', reference: '0', test: '1' },
      },
    )
    expect(p.test).toMatchObject({ columns: ['x'], rowNumbers: Uint32Array.of(3, 4) })
    const q = await prepared('x,t\n1,2026-01-01\n2,2026-01-01\n3,2026-01-02\n4,2026-01-02\n', null, {
      split: { by: 'column', column: 't', reference: '2026-01-02', test: null },
    })
    expect([...q.reference.rowNumbers]).toEqual([3, 4])
  })
})

const T = 'x,site\n1,A\n2,A\n3,B\n4,B\n'
const REFUSED: [string, Parameters<typeof prepared>, string][] = [
  [
    'one file without a split',
    [T, null],
    'ref.csv is the only file: drop a test file, or split it by rows, by a column or by time.',
  ],
  [
    'a range outside the file',
    [T, null, { split: { by: 'rows', reference: { first: 1, last: 9 }, test: null } }],
    'ref.csv has rows 1 to 4, so its reference cannot be rows 1 to 9. Choose a range within the file.',
  ],
  [
    'a range of the test outside the file',
    [T, null, { split: { by: 'rows', reference: { first: 1, last: 2 }, test: { first: 0, last: 4 } } }],
    'ref.csv has rows 1 to 4, so its test sample cannot be rows 0 to 4. Choose a range within the file.',
  ],
  [
    'nothing left for the test',
    [T, null, { split: { by: 'rows', reference: { first: 1, last: 4 }, test: null } }],
    'The reference takes rows 1 to 4 of ref.csv, so no row is left for the test sample. End it earlier.',
  ],
  [
    'a split value that does not occur',
    [T, null, { split: { by: 'column', column: 'site', reference: 'Z', test: null } }],
    "No row of ref.csv has 'Z' in column 'site'. Choose a value that is in the file.",
  ],
  [
    'a test value that does not occur',
    [T, null, { split: { by: 'column', column: 'site', reference: 'A', test: 'Z' } }],
    "No row of ref.csv has 'Z' in column 'site'. Choose a value that is in the file.",
  ],
  [
    'one value everywhere',
    ['x,s\n1,A\n2,A\n', null, { split: { by: 'column', column: 's', reference: 'A', test: null } }],
    "Every row of ref.csv has 'A' in column 's', so no row is left for the test sample.",
  ],
  [
    'a split column that is not there',
    [T, null, { split: { by: 'column', column: 'place', reference: 'A', test: null } }],
    "ref.csv has no column 'place' to split by. Choose another column.",
  ],
  [
    'a column that is empty in one file',
    ['x\n1\n2\n3\n', 'x,y\nNA,a\nNA,b\n'],
    "ref.csv and test.csv have no number column in common: 'x' is empty in test.csv.",
  ],
  [
    'no column in common',
    ['a,b\n1,2\n3,4\n', 'c,d\n1,2\n3,4\n'],
    "ref.csv and test.csv have no number column in common: ref.csv has 'a' and 'b', test.csv has 'c' and 'd'.",
  ],
  [
    'chosen columns that a file lacks',
    ['a,b\n1,2\n3,4\n', 'a,c\n1,2\n3,4\n', { columns: ['a', 'b', 'c'] }],
    "ref.csv has no column 'c'; test.csv has no column 'b'. Choose columns that both samples have.",
  ],
  [
    'a chosen column of text',
    ['a\nx\ny\n', 'a\n1\n2\n', { columns: ['a'] }],
    "Column 'a' of ref.csv holds text, not numbers. Choose number columns.",
  ],
  [
    'a chosen column without values',
    ['a,b\n1,1\n2,2\n', 'a,b\n1,\n2,\n', { columns: ['b'] }],
    "Column 'b' of test.csv has no values. Choose number columns.",
  ],
  [
    'no number column at all',
    ['s\na\nb\n', null, { split: { by: 'rows', reference: { first: 1, last: 1 }, test: null } }],
    'ref.csv has no number column to compare. Choose a file with numbers, or a detector of categories such as Chi-square.',
  ],
  ['no column chosen', [T, T, { columns: [] }], 'No column is chosen. Choose at least one number column.'],
  ['one row', ['x\n1\n', 'x\n1\n2\n'], 'The reference has 1 row of ref.csv; at least 2 are needed.'],
  [
    'one complete row',
    ['a,b\n1,1\n2,2\n', 'a,b\n1,\n2,\n3,4\n'],
    "The test sample has 1 complete row of test.csv; at least 2 are needed. 2 of its 3 rows have missing values, most of them in column 'b'.",
  ],
  [
    'a time column of text',
    [T, T, { timeColumn: 'site' }],
    "Column 'site' of test.csv holds text, so it cannot order the rows. Choose a column of times or numbers.",
  ],
  [
    'a time column that is not there',
    [T, T, { timeColumn: 't' }],
    "test.csv has no column 't' to order the rows by.",
  ],
]

test.each(REFUSED)('%s is refused in a sentence', async (_, args, sentence) => {
  expect(await refusal(...args)).toBe(sentence)
})

test('what the page starts with', async () => {
  const { summary: reference } = await readText(
    't,x,y,e,s\n2026-01-01,1,2,,a\n2026-01-02,1,2,,a\n2026-01-03,1,2,,b\n2026-01-04,1,2,,b\n',
  )
  const { summary: other } = await readText('x,z\n1,2\n2,3\n', 'test.csv')
  expect(numberColumns(reference)).toEqual(['x', 'y'])
  expect(timeColumns(reference)).toEqual(['t', 'x', 'y'])
  expect(commonColumns(reference, other)).toEqual({ common: ['x'], onlyReference: ['y'], onlyTest: ['z'] })
  expect(commonColumns(reference, null).common).toEqual(['x', 'y'])
  const whole = { timeColumn: null, split: null }
  expect(comparableColumns(reference, null, whole)).toEqual(['x', 'y'])
  expect(comparableColumns(reference, null, { ...whole, timeColumn: 'y' })).toEqual(['x'])
  const split = { by: 'column', column: 'x', reference: '1', test: null } as const
  expect(comparableColumns(reference, null, { ...whole, split })).toEqual(['y'])
  // With two files the split is not used, so its column is compared.
  expect(comparableColumns(reference, other, { ...whole, split })).toEqual(['x'])
  expect(defaultSelection(reference, null)).toEqual({
    reference: { digest: reference.digest, name: 'data.csv' },
    test: null,
    split: { by: 'rows', reference: { first: 1, last: 2 }, test: null },
    columns: null,
    standardise: true,
    timeColumn: 't',
  })
  expect(defaultSelection(reference, other)).toMatchObject({ split: null, timeColumn: null })
})
