import { expect, it } from 'vitest'
import { sessionEnd } from './session-end'

const NOW = Date.UTC(2026, 0, 1, 12)

it.each([
  [null, 'unknown', /does not say/],
  [NOW - 1, 'over', /ended 1 Jan 2026, 11:59 UTC: paste a new one/],
  [NOW, 'over', /ended/],
  [NOW + 20_000, 'soon', /^Ends in 1min, 1 Jan 2026, 12:00 UTC/],
  [NOW + 5 * 60_000, 'soon', /^Ends in 5min/],
  [NOW + 95 * 60_000, 'later', /^Ends in 1h 35min, 1 Jan 2026, 13:35 UTC/],
] as const)('an end of %s is %s', (expiresAt, state, words) => {
  const end = sessionEnd(expiresAt, NOW)
  expect(end.state).toBe(state)
  expect(end.words).toMatch(words)
})
