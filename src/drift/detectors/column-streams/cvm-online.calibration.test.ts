import { expect, test } from 'vitest'
import { createRandom, normal, PURPOSE } from '../../random'
import { sampleOf } from '../../samples-for-tests'
import { openStream } from '../../stream'

const FAST = { windows: '5, 10', runTime: 50, simulations: 1000 }

const column = (values: readonly number[]) => sampleOf(values.map((x) => [x]))

test('the time to a false alarm is what was asked for', async () => {
  const random = createRandom(7, PURPOSE.test)
  const runTimes: number[] = []
  for (let seed = 1; seed <= 100; seed++) {
    const reference = column(Array.from({ length: 30 }, () => normal(random)))
    const stream = await openStream('cvm-online', { ...FAST, seed }, { reference })
    let rows = 1
    while (!stream.update(normal(random)).drift) rows++
    runTimes.push(rows - 4)
  }
  const mean = runTimes.reduce((a, b) => a + b, 0) / runTimes.length
  // Spread like an exponential distribution, and a small reference spreads it further: about ± 13 % here.
  expect(mean).toBeGreaterThan(34)
  expect(mean).toBeLessThan(76)
})
