import { expect, test } from 'vitest'
import { chartFilesOf, dataFileName, dataWords } from './data-names'

const file = (name: string) => ({ name, digest: name.padEnd(64, '0') })
const pair = (a: string, b: string) => ({ reference: file(a), test: file(b) })

test('what both names begin with is said once, by whole words', () => {
  expect(dataFileName(pair('litter-ref.csv', 'litter-test.csv'))).toBe('litter-ref-vs-test')
  expect(dataFileName(pair('before.csv', 'after.csv'))).toBe('before-vs-after')
  expect(dataFileName(pair('site_a_2023.parquet', 'site_a_2024.parquet'))).toBe('site_a_2023-vs-2024')
  expect(dataFileName(pair('data.csv', 'data.npy'))).toBe('data-vs-data')
})

test('one file is one name, also where it is both', () => {
  const one = file('nile.csv')
  expect(dataFileName({ reference: one, test: null })).toBe('nile')
  expect(dataFileName({ reference: one, test: one })).toBe('nile')
  expect(dataWords({ reference: one, test: one })).toBe('nile.csv')
  expect(chartFilesOf(pair('a.csv', 'b.csv'), 'drift')).toEqual({
    data: 'a-vs-b',
    finding: 'drift',
    source: 'Data: a.csv against b.csv',
  })
})
