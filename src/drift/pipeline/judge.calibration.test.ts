import { expect, test } from 'vitest'
import { simulatedTimes as simulated } from './build-times.test-support'
import { judgeStages } from './judge'

test('without a change there is hardly ever one in a long history, whose places are many', () => {
  const histories = Array.from({ length: 300 }, (_, seed) => ({
    key: String(seed),
    ms: simulated(seed + 1000, 0, 500),
  }))
  const alone = histories.filter((history) => judgeStages([history])[0]!.changes.length > 0)
  // Without places and a least side: 38 of them.
  expect(alone.length).toBeLessThanOrEqual(3)
})
