import { describe, expect, test } from 'vitest'
import { placeFiles } from './place-files'

const file = (name: string, digest = name) => ({ name, digest })
const nothing = { reference: null, test: null }
const reset = { columns: null, split: null, timeColumn: null }

describe('placeFiles', () => {
  test('the first file is the reference, the next the test sample', () => {
    expect(placeFiles(nothing, [file('a.csv')], []).change).toEqual({ ...reset, reference: file('a.csv') })
    expect(placeFiles({ reference: file('a.csv'), test: null }, [file('b.csv')], []).change).toEqual({
      split: null,
      test: file('b.csv'),
    })
  })

  test('two together keep their order, unless a name says which is the reference', () => {
    expect(placeFiles(nothing, [file('a.csv'), file('b.csv')], []).change).toMatchObject({
      reference: file('a.csv'),
      test: file('b.csv'),
    })
    expect(placeFiles(nothing, [file('stream.csv'), file('digits-reference.csv')], []).change).toMatchObject({
      reference: file('digits-reference.csv'),
      test: file('stream.csv'),
    })
    // "preferences" holds "reference" only as part of a word.
    expect(placeFiles(nothing, [file('a.csv'), file('preferences.csv')], []).change?.reference).toEqual(
      file('a.csv'),
    )
  })

  test('the missing file of a link fills its place and changes nothing else', () => {
    const missing = file('old.csv', 'd1')
    expect(placeFiles({ reference: missing, test: null }, [file('renamed.csv', 'd1')], [missing])).toEqual({
      change: null,
      problem: null,
    })
  })

  test('another content under the same name is opened, and said', () => {
    const missing = file('old.csv', 'd1')
    const placed = placeFiles({ reference: file('r.csv'), test: missing }, [file('old.csv', 'd2')], [missing])
    expect(placed.change).toEqual({ split: null, test: file('old.csv', 'd2') })
    expect(placed.problem).toContain('not its content')
  })

  test('nothing read changes nothing', () => {
    expect(placeFiles(nothing, [], [])).toEqual({ change: null, problem: null })
  })
})
