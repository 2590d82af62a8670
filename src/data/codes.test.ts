import { expect, test } from 'vitest'
import { cells, fileOf, readText } from './fixtures/read'
import { defaultColumns } from './prepare/column-choices'
import { prepare } from './prepare/prepare'
import { readTable } from './read-file'

// 01234 is not 1234: whole numbers with a zero before them are codes, in every format.

const CODES = ['01234', '10115', '00501', '01234']
const NOTE =
  "Column 'zip' is text, as '00501' begins with a zero, like codes. If they are numbers, set its type."

test.each([
  ['data.csv', `zip,x\n${CODES.map((code) => `${code},1.5`).join('\n')}\n`],
  ['quoted.csv', `"zip";"x"\n${CODES.map((code) => `"${code}";1,5`).join('\n')}\n`],
  ['lines.jsonl', CODES.map((zip) => JSON.stringify({ zip, x: 1.5 })).join('\n')],
  ['lists.json', JSON.stringify({ zip: CODES, x: CODES.map(() => 1.5) })],
])('%s keeps them as they are written, and says so', async (name, text) => {
  const table = await readText(text, name)
  expect(cells(table)).toEqual(CODES.map((code) => [code, 1.5]))
  expect(table.summary.notes).toContain(NOTE)
  expect(table.summary.columns[0]).toMatchObject({ type: 'text', codes: true })
})

test('missing cells, also before the first code, change nothing', async () => {
  const table = await readText('zip,x\nNA,1\n10115,2\n,3\n00501,4\n')
  expect(cells(table).map(([zip]) => zip)).toEqual([null, '10115', null, '00501'])
})

test.each([
  ['decimals', ['007', '0.5', '012'], [7, 0.5, 12]],
  ['a sign', ['-01', '02'], [-1, 2]],
  ['an exponent', ['01', '1e3'], [1, 1000]],
  ['a unit', ['05 kg', '12 kg'], [5, 12]],
  ['no zero before them', ['0', '10'], [0, 10]],
])('numbers with %s are numbers', async (_, lines, values) => {
  expect(cells(await readText(`x;y\n${lines.map((line) => `${line};a`).join('\n')}\n`))).toEqual(
    values.map((x) => [x, 'a']),
  )
})

test('they are numbers where that is told', async () => {
  const table = await readTable(
    fileOf('data.csv', 'zip,x\n01234,1\n10115,2\n'),
    {},
    { types: { zip: 'number' } },
  )
  expect(cells(table)).toEqual([
    [1234, 1],
    [10115, 2],
  ])
})

test('a file in which by chance no code begins with a zero has the same categories', async () => {
  const named = async (text: string, name: string) => ({ ...(await readText(text, name)), name })
  const reference = await named('zip\n01234\n10115\n10115\n', 'a.csv')
  const other = await named('zip\n10115\n20095\n10115\n', 'b.csv')
  expect(other.columns.columns[0]!.type).toBe('number')
  for (const [ours, theirs] of [
    [reference, other],
    [other, reference],
  ] as const) {
    const chosen = defaultColumns(ours.summary, theirs.summary, {
      split: null,
      timeColumn: null,
      takes: 'both',
    })
    expect(chosen.names).toEqual(['zip'])
    const { facts } = prepare(
      {
        reference: { name: ours.name, columns: ours.columns },
        test: { name: theirs.name, columns: theirs.columns },
      },
      {
        reference: { digest: 'a', name: 'a.csv' },
        test: { digest: 'b', name: 'b.csv' },
        split: null,
        columns: ['zip'],
        takes: 'categories',
        standardise: false,
        timeColumn: null,
      },
    )
    expect(facts?.[0]).toMatchObject({ reference: { type: 'text' }, test: { type: 'text' } })
  }
})
