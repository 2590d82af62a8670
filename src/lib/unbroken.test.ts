import { expect, test } from 'vitest'
import { unbroken } from './unbroken'

test('a sign stays with both of its sides, and a sentence still breaks', () => {
  expect(unbroken('D = 0.11, p = 0.001 of 1 − α')).toBe(
    'D\u00A0=\u00A00.11, p\u00A0=\u00A00.001 of 1\u00A0−\u00A0α',
  )
  expect(unbroken('a change of -1, or a-b')).toBe('a change of -1, or a-b')
})
