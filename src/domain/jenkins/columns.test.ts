import { expect, test } from 'vitest'
import { aliasesFrom } from './columns'

test('a saved map of renames is taken as it is', () => {
  expect(aliasesFrom({ Compile: 'Build', Old: 'Compile' })).toEqual({
    aliases: { Compile: 'Build', Old: 'Compile' },
  })
})

test.each([
  [null, 'It is not a map of renames'],
  [['a', 'b'], 'It is not a map of renames'],
  ['text', 'It is not a map of renames'],
  [{}, 'It contains no renames.'],
  [{ a: 5 }, 'The new name of “a” is not text.'],
  [{ a: ' ' }, 'The new name of “a” is not text.'],
  [{ a: 'b', b: 'a' }, 'The renames of “a” lead back to it.'],
  [Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`a${i}`, 'b'])), 'It holds 1\u00A0001 renames'],
])('%j is refused in a sentence', (json, words) => {
  expect(aliasesFrom(json)).toEqual({ wrong: expect.stringContaining(words) as string })
})
