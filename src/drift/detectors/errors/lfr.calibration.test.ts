import { expect, test } from 'vitest'
import { createRandom, PURPOSE, uniform } from '../../random'
import { openStream } from '../../stream'

test('an unchanged stream rarely alarms, also with a rare class', async () => {
  const stream = await openStream('lfr', {})
  /** Alarms in rows of which `positive` are of class 1, and `wrong` are predicted wrongly. */
  const alarms = (seed: number, rows: number, positive: number, wrong: number): number => {
    const random = createRandom(seed, PURPOSE.test)
    stream.reset()
    let count = 0
    for (let i = 0; i < rows; i++) {
      const truth = uniform(random) < positive ? 1 : 0
      if (stream.update([truth, uniform(random) < wrong ? 1 - truth : truth]).drift) count++
    }
    return count
  }
  let all = alarms(9, 5000, 0.02, 0.1)
  for (let seed = 1; seed <= 10; seed++) all += alarms(seed, 2000, 0.5, 0.2)
  expect(all).toBeLessThan(20)
})
