import { expect, test } from 'vitest'
import { tsvOf, withoutFormula } from './formula'

test('cells for a spreadsheet: unknown is empty, no cell shifts another', () => {
  expect(
    tsvOf([
      ['a\tb', 1, null],
      ['c\r\nd', Number.NaN, Infinity],
    ]),
  ).toBe('a b\t1\t\nc d\t\tInfinity')
})

test.each([
  ['=HYPERLINK("https://a.example")', '\'=HYPERLINK("https://a.example")'],
  ['+1+1', "'+1+1"],
  ['-1+1', "'-1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ["'=1", "''=1"],
  ['-1.5e-3', '-1.5e-3'],
  ['+.5', '+.5'],
  ['a=1', 'a=1'],
])('%s', (text, kept) => {
  expect(withoutFormula(text)).toBe(kept)
  expect(tsvOf([[text, -1]])).toBe(`${kept}\t-1`)
})
