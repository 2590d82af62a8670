import { expect, test } from 'vitest'
import { keptFresh } from './kept-fresh'

test('what came is asked for again; what failed at once waits for a person', () => {
  const came = { state: { data: [] } }
  const failed = { state: { data: undefined } }
  expect(keptFresh.refetchInterval(came)).toBe(60_000)
  expect(keptFresh.refetchOnWindowFocus(came)).toBe(true)
  expect(keptFresh.refetchInterval(failed)).toBe(false)
  expect(keptFresh.refetchOnWindowFocus(failed)).toBe(false)
})
