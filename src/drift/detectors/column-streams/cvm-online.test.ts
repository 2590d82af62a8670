import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import { createRandom, PURPOSE, shuffle, uniform } from '../../random'
import type { TraceResult } from '../../results'
import { loadDetector } from '../../run'
import { normalSample, sampleOf } from '../../samples-for-tests'
import { openStream } from '../../stream'

const detect = await loadDetector('cvm-online')
const FAST = { windows: '5, 10', runTime: 50, simulations: 1000 }

const column = (values: readonly number[]) => sampleOf(values.map((x) => [x]))

/** The definition, value by value. */
function byDefinition(reference: readonly number[], window: readonly number[]): number {
  const share = (values: readonly number[], x: number) => values.filter((y) => y <= x).length / values.length
  const [n, w] = [reference.length, window.length]
  const N = n + w
  const sum = [...reference, ...window].reduce(
    (total, x) => total + (share(reference, x) - share(window, x)) ** 2,
    0,
  )
  const mean = 1 / 6 + 1 / (6 * N)
  const variance = ((N + 1) * (4 * n * w * N - 3 * (n * n + w * w) - 2 * n * w)) / (45 * N * N * 4 * n * w)
  return ((sum * n * w) / (N * N) - mean) / Math.sqrt(variance)
}

const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -3, max: 3, noNaN: true }))

test('each window has the statistic of its definition, ties and all', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(value, { minLength: 2, maxLength: 25 }),
      fc.array(value, { minLength: 10, maxLength: 30 }),
      async (reference, stream) => {
        const opened = await openStream(
          'cvm-online',
          { windows: '3, 7', runTime: 10, simulations: 200, reset: 'none' },
          { reference: column(reference) },
        )
        stream.forEach((x, i) => {
          opened.update(x)
          for (const size of [3, 7]) {
            const got = opened.internals()[`w${size}_0`]!
            if (i + 1 < size) expect(got).toBeNaN()
            else expect(got).toBeCloseTo(byDefinition(reference, stream.slice(i + 1 - size, i + 1)), 9)
          }
        })
      },
    ),
    { numRuns: tries(30) },
  )
})

test('only ranks matter, and the order of the reference does not', () => {
  const reference = normalSample(1, 60, 1)
  const test = normalSample(2, 120, 1, 0.5)
  const plain = driveSync(detect(FAST, { reference, test })) as TraceResult
  const mixed = { ...reference, values: shuffle(createRandom(4, PURPOSE.test), reference.values.slice()) }
  const bent = <T extends typeof reference>(s: T) => ({ ...s, values: s.values.map(Math.exp) })
  // Whether rows resemble the ones before is another matter, and said.
  const said = { notes: plain.notes, thresholdRule: plain.thresholdRule, memory: plain.memory }
  expect({ ...driveSync(detect(FAST, { reference: mixed, test })), ...said }).toEqual({ ...plain, ...said })
  expect(
    (driveSync(detect(FAST, { reference: bent(reference), test: bent(test) })) as TraceResult).series,
  ).toEqual(plain.series)
})

describe('several columns', () => {
  const random = createRandom(8, PURPOSE.test)
  const rows = (n: number, shift: number) =>
    sampleOf(Array.from({ length: n }, () => [uniform(random), uniform(random) + shift, uniform(random)]))
  const reference = rows(100, 0)
  const stream = rows(150, 0.5)

  test('the column that changed raises the alarm', () => {
    const found = driveSync(
      detect({ ...FAST, runTime: 100, simulations: 4000 }, { reference, test: stream }),
    ) as TraceResult
    expect(found.alarms[0]?.series).toBe('x2')
    expect(found.alarms[0]?.start).toBeLessThan(20)
    const [limit] = found.limits
    found.series.forEach(({ name, values }) =>
      values.forEach((x, i) =>
        expect(x > limit!.values[i]!).toBe(found.alarms.some((a) => a.series === name && a.start === i)),
      ),
    )
  })

  test('more than eight are drawn as their largest', () => {
    const nine = (n: number) => normalSample(3, n, 9)
    const found = driveSync(
      detect({ ...FAST, runTime: 20 }, { reference: nine(50), test: nine(60) }),
    ) as TraceResult
    expect(found.series.map((s) => s.name)).toEqual(['largest of 9 columns'])
    expect(found.series[0]!.values.subarray(10).some(Number.isNaN)).toBe(false)
  })

  test('they take more simulated streams, and more than fit are refused', () => {
    const few = { windows: '5', runTime: 100, simulations: 200 }
    const found = driveSync(detect(few, { reference, test: stream })) as TraceResult
    // 10 of them must stop at each row: 10 / (1 − (1 − 1/100)^(1/3)).
    expect(found.thresholdRule).toMatch(/from 2.990 simulated streams/)
    const many = { windows: '20, 1000', simulations: 20_000 }
    expect(() => driveSync(detect(many, { reference, test: stream }))).toThrow(
      expect.objectContaining({ code: 'too-much-memory' }),
    )
  })
})

test('missing values that are computed with hide the windows that hold them', async () => {
  const stream = await openStream(
    'cvm-online',
    { windows: '2, 3', runTime: 10, simulations: 200, missing: 'propagate', reset: 'none' },
    { reference: column([1, 2, 3, 4]) },
  )
  const seen = [1, Number.NaN, 2, 3, 4].map((x) => {
    stream.update(x)
    return [stream.internals()['w2_0'], stream.internals()['w3_0']].map((y) => Number.isNaN(y))
  })
  expect(seen).toEqual([
    [true, true],
    [true, true],
    [true, true],
    [false, true],
    [false, false],
  ])
})
