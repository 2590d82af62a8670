import { expect, test } from 'vitest'
import { columnNames } from './column-names'

const known = new Set(['temp, max', 'Age', 'say "hi"', ''])

test.each([
  ['a,b', ['a', 'b']],
  [' a , b ,', ['a', 'b']],
  ['temp, max', ['temp, max']],
  ['"temp, max",Age', ['temp, max', 'Age']],
  ['Age, "temp, max"', ['Age', 'temp, max']],
  ['say "hi"', ['say "hi"']],
  ['"say ""hi""",Age', ['say "hi"', 'Age']],
  ['temp max,Age', ['temp max', 'Age']],
  ['""', ['']],
  ['5" pipe,Age', ['5" pipe', 'Age']],
])('%s', (text, names) => {
  expect(columnNames(text, known)).toEqual(names)
})
