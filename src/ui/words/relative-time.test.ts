import { expect, test } from 'vitest'
import { timeAgo } from './relative-time'

const now = Date.UTC(2024, 9, 3, 18, 10)
const HOUR = 3_600_000

test.each([
  [0, 'just now'],
  [-5 * HOUR, 'just now'],
  [59_999, 'just now'],
  [60_000, '1 min ago'],
  [HOUR - 1, '59 min ago'],
  [HOUR, '1 h ago'],
  [38 * HOUR, '38 h ago'],
  [48 * HOUR, '2 d ago'],
  [59 * 24 * HOUR, '59 d ago'],
  [150 * 24 * HOUR, '4 months ago'],
  [800 * 24 * HOUR, '2 years ago'],
])('%d ms before now is %s', (past, words) => {
  expect(timeAgo(now - past, now)).toBe(words)
})
