import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { createRandom, PURPOSE, uniform } from '../../random'
import type { TraceResult } from '../../results'
import { loadDetector } from '../../run'
import { sampleOf } from '../../samples-for-tests'
import { openStream } from '../../stream'

const detect = await loadDetector('fet-online')
const FAST = { windows: '5, 10', runTime: 50, simulations: 1000 }

const column = (values: readonly number[]) => sampleOf(values.map((x) => [x]))
function bits(seed: number, rows: number, share: (row: number) => number): number[] {
  const random = createRandom(seed, PURPOSE.test)
  return Array.from({ length: rows }, (_, i) => (uniform(random) < share(i) ? 1 : 0))
}

test('unsmoothed, the statistic is 1 − p of the hypergeometric distribution', async () => {
  // 2 ones of 6 in the reference, 2 of 3 in the window: P(X ≥ 2) = (C(4,2) C(5,1) + C(4,3)) / C(9,3) = 34 / 84.
  const open = (direction: string) =>
    openStream(
      'fet-online',
      { windows: '3', runTime: 10, simulations: 200, smoothing: 1, direction, reset: 'none' },
      { reference: column([0, 1, 0, 0, 1, 0]) },
    )
  const [up, down] = [await open('up'), await open('down')]
  for (const x of [1, 0, 1]) {
    up.update(x)
    down.update(x)
  }
  expect(up.internals()['w3']).toBeCloseTo(1 - 34 / 84, 12)
  // P(X ≤ 2) = 1 − C(4,3) / C(9,3) = 80 / 84.
  expect(down.internals()['w3']).toBeCloseTo(1 - 80 / 84, 12)
})

test('looking for fewer ones is looking for more zeros', () => {
  const flipped = (values: number[]) => values.map((x) => 1 - x)
  const [reference, stream] = [bits(1, 80, () => 0.3), bits(2, 200, (i) => (i < 100 ? 0.3 : 0.6))]
  const statistics = (direction: string, x: number[], y: number[]) => {
    const samples = { reference: column(x), test: column(y) }
    const found = driveSync(detect({ ...FAST, direction, reset: 'none' }, samples)) as TraceResult
    return [...found.series[0]!.values].map((value) => value.toFixed(9))
  }
  expect(statistics('down', flipped(reference), flipped(stream))).toEqual(statistics('up', reference, stream))
})

test('a rise of the share is found, a fall is not looked for', () => {
  const reference = column(bits(3, 300, () => 0.2))
  const run = (share: number) =>
    driveSync(
      detect(
        { windows: '20, 50', runTime: 500, simulations: 5000 },
        { reference, test: column(bits(4, 400, (i) => (i < 200 ? 0.2 : share))) },
      ),
    ) as TraceResult
  const risen = run(0.6)
  const first = risen.positions[risen.alarms.find((a) => a.start >= 200)!.start]!
  expect(first).toBeLessThan(225)
  expect(run(0.01).alarms.filter((a) => a.start >= 220)).toEqual([])
})

test('a reference without both, or with other values, is refused, as is such a row', async () => {
  const run = (reference: number[]) =>
    driveSync(detect(FAST, { reference: column(reference), test: column([0]) }))
  expect(() => run([0, 0, 0])).toThrow(/holds only zeros/)
  expect(() => run([1, 1])).toThrow(expect.objectContaining({ code: 'constant-reference' }))
  expect(() => run([0, 1, 2])).toThrow(/Row 3 of the reference is 2/)
  const stream = await openStream('fet-online', FAST, { reference: column([0, 1, 1]) })
  expect(() => stream.update(0.5)).toThrow(expect.objectContaining({ code: 'not-binary' }))
})
