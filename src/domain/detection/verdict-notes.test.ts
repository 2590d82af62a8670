import { expect, test } from 'vitest'
import { notesBeside } from './verdict-notes'

test('a note that the verdict says already does not stand beside it', () => {
  const verdict = { title: 'Not enough data: 3 of 30 rows', text: 'Nothing was judged.' }
  expect(notesBeside(verdict, ['Not enough data: 3 of 30 rows.', 'One row was left out.'])).toEqual([
    'One row was left out.',
  ])
})
