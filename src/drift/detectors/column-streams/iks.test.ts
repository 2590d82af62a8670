import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import { createRandom, normal, PURPOSE } from '../../random'
import type { PerColumnResult, TraceResult } from '../../results'
import { loadDetector } from '../../run'
import { sampleOf } from '../../samples-for-tests'
import { openStream } from '../../stream'

const detect = await loadDetector('iks')
const batch = await loadDetector('ks')

const column = (values: readonly number[]) => sampleOf(values.map((x) => [x]))
const run = (reference: number[], test: number[], params: object = {}) =>
  driveSync(detect(params, { reference: column(reference), test: column(test) })) as TraceResult

function normals(seed: number, rows: number, shift = 0): number[] {
  const random = createRandom(seed, PURPOSE.test)
  return Array.from({ length: rows }, () => normal(random) + shift)
}

const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -3, max: 3, noNaN: true }))
const values = (min: number, max: number) => fc.array(value, { minLength: min, maxLength: max })

test('each window has the distance and the p-value of the batch test as SciPy counts it, ties and all', async () => {
  await fc.assert(
    fc.asyncProperty(values(1, 30), values(1, 30), fc.integer({ min: 1, max: 12 }), async (x, y, window) => {
      const stream = await openStream('iks', { window, reset: 'none' }, { reference: column(x) })
      for (const [i, next] of y.entries()) {
        const step = stream.update(next)
        if (i + 1 < window) {
          expect(step.statistic).toBeNaN()
          continue
        }
        const whole = driveSync(
          batch({ profile: 'scipy' }, { reference: column(x), test: column(y.slice(i + 1 - window, i + 1)) }),
        ) as PerColumnResult
        expect(step.statistic).toBeCloseTo(whole.columns[0]!.statistic, 14)
        expect(stream.internals()['pValue']).toBeCloseTo(whole.columns[0]!.pValue!, 12)
        expect(step.drift).toBe(whole.columns[0]!.pValue! <= 0.05)
      }
    }),
    { numRuns: tries(40) },
  )
})

test('only ranks matter: a rising transform changes nothing', () => {
  const [x, y] = [normals(1, 80), normals(2, 200, 0.4)]
  const [plain, bent] = [run(x, y), run(x.map(Math.exp), y.map(Math.exp))]
  expect(bent.series).toEqual(plain.series)
  expect(bent.alarms).toEqual(plain.alarms)
})

test('a shift is found within a window, and alarms are the values above the threshold', () => {
  const y = [...normals(3, 400), ...normals(4, 400, 1)]
  const found = run(normals(5, 300), y, { alpha: 1e-5, reset: 'none' })
  const first = found.positions[found.alarms[0]!.start]!
  expect(first).toBeGreaterThan(400)
  expect(first).toBeLessThan(500)
  const inAlarm = (i: number) => found.alarms.some((a) => a.start <= i && i <= a.end)
  found.series[0]!.values.forEach((d, i) => expect(d > found.threshold!).toBe(inAlarm(i)))
  const [p] = found.views
  if (p?.kind !== 'lines') throw new Error('no lines')
  p.series[0]!.values.forEach((x, i) => expect(x <= 1e-5).toBe(inAlarm(i)))
})

describe('sizes', () => {
  test('a window that cannot reach α says so', () => {
    const found = run([1, 2, 3], [9, 9, 9, 9], { window: 2, alpha: 0.01 })
    expect(found.drift).toBe(false)
    expect(found.thresholdRule).toContain('no alarm is possible')
  })

  test('a large reference is taken, with asymptotic p-values', () => {
    const found = run(normals(7, 20_001), normals(8, 300, 1), { window: 50, alpha: 0.001 })
    expect(found.drift).toBe(true)
    expect(found.thresholdRule).toContain('asymptotic')
  })
})

test('a missing value that is computed with hides the windows that hold it', async () => {
  const stream = await openStream(
    'iks',
    { window: 3, missing: 'propagate' },
    { reference: column([1, 2, 3]) },
  )
  const given = [1, Number.NaN, 2, 3, 1, 2]
  expect(given.map((x) => Number.isNaN(stream.update(x).statistic))).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ])
})

test('a reference with a missing value, or without rows, is refused', () => {
  expect(() => run([1, Number.NaN], [1])).toThrow(/reference has no finite number in row 2/)
  expect(() => run([], [1])).toThrow(expect.objectContaining({ code: 'too-few-rows' }))
})

test('many rows at once, near the limit, have the alarms and the state of row after row', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(1e6),
      fc.integer({ min: 1, max: 80 }),
      fc.integer({ min: 2, max: 40 }),
      fc.constantFrom('none', 'auto'),
      fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 4 }),
      async (seed, rows, window, reset, cuts) => {
        const given = { window, reset, alpha: 0.05 }
        const opening = { reference: column(normals(seed, rows)) }
        const [one, many] = [await openStream('iks', given, opening), await openStream('iks', given, opening)]
        // A tenth of the values are ties of the reference.
        const tied = normals(seed, rows)
        const stream = normals(seed + 1, 600, 0.35).map((x, i) => (i % 10 === 0 ? tied[i % rows]! : x))
        const alarms = stream.flatMap((x, i) => (one.update(x).drift ? [i] : []))
        const found: number[] = []
        for (let from = 0, cut = 0; from < stream.length; cut++) {
          const part = Float64Array.from(stream.slice(from, from + cuts[cut % cuts.length]!))
          found.push(...many.updateMany(part).map((i) => i + from))
          from += part.length
        }
        expect(found).toEqual(alarms)
        expect(many.internals()).toEqual(one.internals())
      },
    ),
    { numRuns: tries(40) },
  )
})
