import { describe, expect, test } from 'vitest'
import type { ColumnSummary } from '~/data/columns'
import { labCodec } from '../settings'
import type { Slot } from '../data/use-files'
import { nothingToCompare as nothing, whyNot } from './why-not'

const readAs = {
  separator: ',',
  decimal: '.' as const,
  header: true,
  encoding: 'utf-8',
  comment: null,
  missing: [],
  columns: [],
}

const number = (name: string): ColumnSummary => ({
  type: 'number',
  name,
  missing: 0,
  min: 0,
  max: 1,
  mean: 0.5,
  sd: 0.3,
  integers: false,
  distinct: 9,
  unique: false,
  counter: false,
  ascending: false,
  histogram: null,
})

function loaded(name: string, columns: readonly string[]): Slot {
  const file = { digest: name, name }
  return {
    state: 'loaded',
    file,
    readMs: 1,
    summary: {
      digest: name,
      fileName: name,
      bytes: 10,
      format: 'csv',
      rows: 9,
      columns: columns.map(number),
      readAs,
      notes: [],
    },
  }
}
const empty: Slot = { state: 'empty' }

describe('whyNot', () => {
  const files = { reference: loaded('a.csv', ['x']), test: loaded('b.csv', ['x']) }

  test('nothing is in the way of two files with a common column', () => {
    expect(whyNot(labCodec.empty, files, ['x'], true)).toBeNull()
    expect(whyNot(labCodec.empty, files, ['x'], false)).toBe('A parameter is out of its range.')
  })

  test('what is missing is said, first things first', () => {
    expect(whyNot(labCodec.empty, { reference: empty, test: empty }, [], false)).toContain(
      'Drop a file first',
    )
    const one = { reference: loaded('a.csv', ['x']), test: empty }
    expect(whyNot(labCodec.empty, one, ['x'], false)).toContain('Split the file')
    // Page-Hinkley walks one whole file.
    expect(whyNot({ ...labCodec.empty, detector: 'page-hinkley' }, one, ['x'], true)).toBeNull()
    const missing: Slot = { state: 'missing', file: { digest: 'd', name: 'c.csv' } }
    expect(whyNot(labCodec.empty, { ...one, test: missing }, [], false)).toBe(
      'A file of this link is missing.',
    )
  })
})

describe('nothingToCompare', () => {
  const nothingToCompare = (files: Parameters<typeof nothing>[0], available: readonly string[]) =>
    nothing(files, available, labCodec.empty)

  test('names files and columns', () => {
    expect(
      nothingToCompare({ reference: loaded('a.csv', ['x', 'y']), test: loaded('b.csv', ['z']) }, []),
    ).toBe("a.csv and b.csv have no number column in common: a.csv has 'x' and 'y', b.csv has 'z'.")
    expect(nothingToCompare({ reference: loaded('a.csv', ['x']), test: loaded('b.csv', []) }, [])).toContain(
      'b.csv has none',
    )
    expect(nothingToCompare({ reference: loaded('a.csv', []), test: empty }, [])).toBe(
      'a.csv has no number column to compare. Choose a file with numbers, or a detector of categories such as Chi-square.',
    )
    expect(nothingToCompare({ reference: loaded('a.csv', ['year']), test: empty }, [])).toMatch(
      /^'year' is the only number column/,
    )
  })

  test('says nothing while a file is being read, or where there is a column', () => {
    const reading: Slot = { state: 'reading', file: { digest: 'd', name: 'b.csv' } }
    expect(nothingToCompare({ reference: loaded('a.csv', []), test: reading }, [])).toBeNull()
    expect(nothingToCompare({ reference: loaded('a.csv', ['x']), test: empty }, ['x'])).toBeNull()
  })
})

describe('errors and labels', () => {
  const one = { reference: loaded('a.csv', ['y', 'p']), test: empty }
  const labels = { truth: 'y', prediction: 'p' }
  const said = (over: Partial<typeof labCodec.empty>, available: readonly string[] = []) =>
    whyNot({ ...labCodec.empty, ...over }, one, available, true)

  test('a detector of labels asks for both columns, by name where a file lacks one', () => {
    expect(said({ detector: 'lfr' })).toBe(
      'Choose the column of true labels and the one of predicted labels.',
    )
    expect(said({ detector: 'lfr', labels })).toBeNull()
    expect(said({ detector: 'lfr', labels: { truth: 'y', prediction: 'gone' } })).toBe(
      "a.csv has no column 'gone'. Choose the columns of true and of predicted labels.",
    )
    expect(said({ detector: 'lfr', labels: { truth: 'y', prediction: 'y' } })).toContain('are both column')
  })

  test('a detector of errors takes a column of 0 and 1, or labels', () => {
    expect(said({ detector: 'ddm' })).toBe(
      'a.csv has no column of 0 (correct) and 1 (error). Choose columns of true and predicted labels.',
    )
    expect(said({ detector: 'ddm' }, ['err'])).toBeNull()
    expect(said({ detector: 'ddm', labels })).toBeNull()
  })
})
