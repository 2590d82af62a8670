import { expect, test } from 'vitest'
import { labLink } from './lab-link'

const file = (digit: string, name: string) => ({ digest: digit.repeat(64), name })

test('names the files that are there, whatever is in their names', () => {
  const link = labLink({ reference: file('a', 'site-1 · x&y.csv'), test: file('b', 'z.csv') })
  const query = new URLSearchParams(link.slice(link.indexOf('?')))
  expect(query.get('reference')).toBe(`${'a'.repeat(64)}.site-1 · x&y.csv`)
  expect(query.get('test')).toBe(`${'b'.repeat(64)}.z.csv`)
  expect(labLink({ reference: null, test: file('b', 'z.csv') })).toBe(`#/?test=${'b'.repeat(64)}.z.csv`)
})
