import { expect, test } from 'vitest'
import { unbrokenPieces } from './unbroken'

/** What stays on one line, in brackets. */
const marked = (text: string) =>
  unbrokenPieces(text)
    .map((piece) => (piece.isWhole ? `[${piece.text}]` : piece.text))
    .join('')

test('a sign stays with both of its sides, and a sentence still breaks', () => {
  expect(marked('D = 0.11, p = 0.001 of 1 − α')).toBe('[D = 0.11,] [p = 0.001] of [1 − α]')
  expect(marked('a change of -1, or a-b')).toBe('a change of -1, or a-b')
  expect(marked(`${'long_'.repeat(9)}name = 3`)).toBe(`${'long_'.repeat(9)}name = 3`)
  expect(unbrokenPieces('')).toEqual([])
})

test('a size stays whole', () => {
  expect(marked('Test · 2\u00A0000 rows × 4')).toBe('Test · [2\u00A0000 rows × 4]')
  expect(marked('p = 0.02 in 12 rows = none')).toBe('[p = 0.02] in 12 [rows = none]')
})
