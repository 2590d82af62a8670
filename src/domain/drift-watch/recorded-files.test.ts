import { expect, test } from 'vitest'
import type { DriftRecord } from './drift-record'
import { recordedFiles } from './recorded-files'

const record = (id: string, parameters: Record<string, unknown>): DriftRecord => ({
  id,
  createdAt: 0,
  state: 'completed',
  model: '',
  driftDetected: false,
  tags: [],
  parameters,
})
const sha = (letter: string) => letter.repeat(64)

test('each file once, newest first, with how many records name it', () => {
  const reference = { name: 'ref.csv', sha256: sha('a'), rows: 100 }
  expect(
    recordedFiles([
      record('1', { reference, test: { name: 'monday.csv', sha256: sha('b') } }),
      record('2', { reference, test: { name: 'tuesday.csv', sha256: sha('c') } }),
    ]),
  ).toEqual([
    { role: 'reference', name: 'ref.csv', digest: sha('a'), records: 2 },
    { role: 'test', name: 'tuesday.csv', digest: sha('c'), records: 1 },
    { role: 'test', name: 'monday.csv', digest: sha('b'), records: 1 },
  ])
})

test('what is no file with a digest is left out', () => {
  const records = [
    record('1', { reference: null, test: 'a.csv' }),
    record('2', { reference: { name: 1, sha256: sha('a') }, test: { name: 'x', sha256: 'short' } }),
    record('3', {}),
  ]
  expect(recordedFiles(records)).toEqual([])
})
