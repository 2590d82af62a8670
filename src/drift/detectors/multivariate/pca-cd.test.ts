import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import { principalModel } from '../../kernels/principal-histograms'
import { loadDetector } from '../../run'
import type { TraceResult } from '../../results'
import { normalSample, sampleOf } from '../../samples-for-tests'
import type { Sample } from '../../sample'
import { openStream, restoreStream } from '../../stream'

const detect = await loadDetector('pca-cd')

const run = (test: Sample, params: object = {}, reference: Sample | null = null) =>
  driveSync(detect(params, { reference, test })) as TraceResult

/** Normal rows whose first column shifts at row `at`. */
const shifted = (rows: number, at: number, seed = 1) => {
  const sample = normalSample(seed, rows, 3)
  for (let i = at; i < rows; i++) sample.values[3 * i]! += 2
  return sample
}

describe.each([
  ['intersection', 0.5],
  ['kl', 2],
] as const)('by %s', (divergence, threshold) => {
  test('a shift is found within a window, and then the new state is the reference', () => {
    const r = run(shifted(3000, 1500), { divergence, threshold })
    expect(r.alarms).toHaveLength(1)
    expect(r.alarms[0]?.start).toBeGreaterThanOrEqual(1500)
    expect(r.alarms[0]?.start).toBeLessThan(1700)
    expect(r.views[0]?.kind === 'lines' && r.views[0].title).toBe('Change score')
  })

  test('a quiet stream has no alarm', () => {
    expect(run(normalSample(3, 5000, 3), { divergence, threshold }).alarms).toEqual([])
  })
})

test('nothing is judged before both windows are full; a given reference spares the first', () => {
  const stream = normalSample(4, 200, 2)
  const first = ({ series }: TraceResult) => series[0]?.values.findIndex((x) => !Number.isNaN(x))
  expect(first(run(stream, { window: 50 }))).toBe(99)
  expect(first(run(stream, { window: 50 }, normalSample(5, 300, 2)))).toBe(49)
  expect(run(normalSample(1, 30, 2), { window: 50 }).notes).toEqual([
    'Not enough data: the detector needs 100 rows to warm up, the stream has 30.',
  ])
})

test('turning the axes changes no change score but by rounding: components turn along', () => {
  const stream = shifted(600, 300, 6)
  const turned = {
    ...stream,
    // A permutation of the columns, one with its sign changed.
    values: stream.values.map((_, at) => {
      const row = at - (at % 3)
      return at % 3 === 0 ? -stream.values[row + 2]! : stream.values[row + (at % 3) - 1]!
    }),
  }
  const scoresOf = (r: TraceResult) => (r.views[0]?.kind === 'lines' ? r.views[0].series[0]!.values : null)!
  const a = scoresOf(run(stream, { window: 100, divergence: 'intersection', reset: 'none' }))
  const b = scoresOf(run(turned, { window: 100, divergence: 'intersection', reset: 'none' }))
  // A mirrored component has mirrored cells: a value on a border may fall to the other side.
  const apart = a.map((x, i) => (Number.isNaN(x) ? 0 : Math.abs(x - b[i]!)))
  expect(Math.max(...apart)).toBeLessThan(0.03)
})

test('the window’s counts are those of a fresh count, however long the stream is', async () => {
  const reference = normalSample(7, 200, 2)
  const stream = normalSample(8, 500, 2, 0.3)
  const whole = await openStream('pca-cd', { window: 40, reset: 'none' }, { reference })
  for (let i = 0; i < 480; i++) whole.update(stream.values.subarray(2 * i, 2 * i + 2))
  const fresh = await openStream('pca-cd', { window: 40, reset: 'none' }, { reference })
  for (let i = 440; i < 480; i++) fresh.update(stream.values.subarray(2 * i, 2 * i + 2))
  expect(whole.internals()['changeScore']).toBe(fresh.internals()['changeScore'])
})

test('a snapshot at any row goes on as if nothing had happened, over an alarm too', async () => {
  const stream = shifted(400, 200, 9)
  const rowOf = (i: number) => stream.values.subarray(3 * i, 3 * i + 3)
  const params = { window: 40, threshold: 0.2 }
  for (const at of [10, 60, 250]) {
    const one = await openStream('pca-cd', params, { columns: 3 })
    for (let i = 0; i < at; i++) one.update(rowOf(i))
    const other = await restoreStream(
      JSON.parse(JSON.stringify(one.snapshot())) as ReturnType<typeof one.snapshot>,
    )
    let alarms = 0
    for (let i = at; i < 400; i++) {
      const step = one.update(rowOf(i))
      expect(other.update(rowOf(i))).toEqual(step)
      if (step.drift) alarms++
    }
    expect(alarms).toBeGreaterThan(0)
  }
})

test('for any finite rows scores are numbers in 0 … 1 (intersection), or at least 0 (kl)', () => {
  const cell = fc.oneof(fc.integer({ min: -1, max: 1 }), fc.double({ min: -1e6, max: 1e6, noNaN: true }))
  fc.assert(
    fc.property(
      fc.array(fc.tuple(cell, cell), { minLength: 60, maxLength: 90 }),
      fc.constantFrom('intersection', 'kl'),
      (rows, divergence) => {
        const r = run(sampleOf(rows), { window: 20, divergence })
        const scores = r.views[0]?.kind === 'lines' ? r.views[0].series[0]!.values : new Float64Array()
        expect(scores.subarray(39).some(Number.isFinite)).toBe(true)
        for (const score of scores)
          if (!Number.isNaN(score)) {
            expect(score).toBeGreaterThanOrEqual(-1e-12)
            expect(score).toBeLessThanOrEqual(divergence === 'kl' ? 1e3 : 1)
          }
      },
    ),
    { numRuns: tries(60) },
  )
})

test('as many components as explain the variance are kept, and all rows are counted on each', () => {
  const table = { rows: 100, d: 3, values: new Float64Array(300) }
  const base = normalSample(10, 100, 1).values
  // Two columns that are one, and a constant one: one component explains everything.
  for (let i = 0; i < 100; i++) table.values.set([base[i]!, 5 - 2 * base[i]!, 7], 3 * i)
  const model = principalModel(table, 0.99, 100)
  expect(model.low).toHaveLength(1)
  expect(model.cells).toBe(10)
  expect(model.counts.reduce((sum, x) => sum + x, 0)).toBe(100)
  expect([model.counts[0], model.counts.at(-1)]).toEqual([0, 0])
})

test('what does not fit is refused with what to do', () => {
  const wide = sampleOf(Array.from({ length: 50 }, () => Array.from({ length: 201 }, () => 1)))
  expect(() => run(wide)).toThrow(/up to 200 columns, and 201 are chosen/)
  expect(() => run(normalSample(1, 50, 2), {}, normalSample(2, 10, 2))).toThrow(
    /10 rows, and PCA-CD needs at least 20/,
  )
  expect(() => run(normalSample(1, 50, 2), {}, normalSample(2, 30, 3))).toThrow(/3 columns and the stream 2/)
})
