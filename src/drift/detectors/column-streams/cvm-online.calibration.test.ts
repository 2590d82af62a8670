import { expect, test } from 'vitest'
import { RUN_TIME_SPREAD, RUN_TIME_TRIALS, runTimeBounds, runTimesOf } from '../../level-bounds.test-support'
import { createRandom, normal, PURPOSE, uniform } from '../../random'
import { sampleOf } from '../../samples-for-tests'
import { openStream } from '../../stream'

/** The larger window is full, and so may alarm, from row 5 on: the run time is counted from there. */
const FAST = { windows: '5, 10', runTime: 50, simulations: 1000 }
const FIRST = 4

const column = (values: readonly number[]) => sampleOf(values.map((x) => [x]))

type Random = ReturnType<typeof createRandom>

/** Values of a reference and of the stream that is like it. */
const kinds: Record<string, { reference: (random: Random) => number[]; next: (random: Random) => number }> = {
  'cvm-online': {
    reference: (random) => Array.from({ length: 30 }, () => normal(random)),
    next: normal,
  },
  'fet-online': {
    // The share of the reference is that of the stream: what one reference is off by is not the simulation's.
    reference: () => Array.from({ length: 200 }, (_, i) => (i % 5 === 0 ? 1 : 0)),
    next: (random) => (uniform(random) < 0.2 ? 1 : 0),
  },
}

test.each(Object.keys(kinds))('%s: the time to a false alarm is what was asked for', async (id) => {
  const { reference, next } = kinds[id]!
  const random = createRandom(7, PURPOSE.test)
  const rowsTo: number[] = []
  for (let seed = 1; seed <= RUN_TIME_TRIALS; seed++) {
    const stream = await openStream(id, { ...FAST, seed }, { reference: column(reference(random)) })
    let rows = 1
    while (!stream.update(next(random)).drift) rows++
    rowsTo.push(rows - FIRST)
  }
  const { mean, spread } = runTimesOf(rowsTo)
  const { shortest, longest } = runTimeBounds(FAST.runTime)
  expect(spread).toBeLessThan(RUN_TIME_SPREAD)
  expect(mean).toBeGreaterThan(shortest)
  expect(mean).toBeLessThan(longest)
})
