import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import type { TraceResult } from '../../results'
import { loadDetector } from '../../run'
import type { Sample } from '../../sample'
import { normalSample, sampleOf } from '../../samples-for-tests'
import { openStream, restoreStream } from '../../stream'

const ids = ['hdddm', 'cdbd'] as const
const detectors = new Map(await Promise.all(ids.map(async (id) => [id, await loadDetector(id)] as const)))

const run = (id: (typeof ids)[number], reference: Sample, stream: Sample, params: object = {}) =>
  driveSync(detectors.get(id)!(params, { reference, test: stream })) as TraceResult

/** Rows of one after those of the other. */
function joined(...samples: Sample[]): Sample {
  const rows = samples.flatMap(({ rows: n, columns: { length: d }, values }) =>
    Array.from({ length: n }, (_, i) => [...values.subarray(i * d, (i + 1) * d)]),
  )
  return sampleOf(rows)
}

const calm = joined(normalSample(1, 500, 1), normalSample(2, 500, 1, 3))
const reference = normalSample(3, 200, 1)

describe.each(ids)('%s', (id) => {
  test('has a place for each full batch, and finds the batch that changed', () => {
    const r = run(id, reference, calm, { statistic: 'stdev', gamma: 6 })
    expect([...r.positions]).toEqual(Array.from({ length: 20 }, (_, k) => 50 * k + 49))
    expect([...r.windowStarts]).toEqual(Array.from({ length: 20 }, (_, k) => 50 * k + 1))
    expect(r.alarms.map((a) => [a.start, a.end])).toContainEqual([10, 10])
    expect(r.limits).toMatchObject([{ name: 'β', level: 'drift' }])
    expect(r.threshold).toBeNull()
    const [epsilon, beta] = [r.series[0]!.values, r.limits[0]!.values]
    const alarms = new Set(r.alarms.map((a) => a.start))
    epsilon.forEach((x, k) => expect(alarms.has(k)).toBe(x > beta[k]!))
    // After an alarm the third batch is the first that is judged again.
    for (const { start } of r.alarms)
      expect([...beta.subarray(start + 1, start + 3)].every(Number.isNaN)).toBe(true)
  })

  test('may judge the second or the first batch, by batches drawn with a seed', () => {
    const late = joined(normalSample(2, 150, 1, 3))
    expect([...run(id, reference, late).limits[0]!.values.subarray(0, 2)]).toEqual([Number.NaN, Number.NaN])
    const second = run(id, reference, joined(normalSample(4, 50, 1), late), { detectBatch: '2' })
    expect(second.limits[0]!.values[0]).toBeNaN()
    expect(second.alarms[0]).toMatchObject({ start: 1 })
    const first = run(id, reference, late, { detectBatch: '1' })
    expect(first.alarms[0]).toMatchObject({ start: 0 })
    expect(run(id, reference, late, { detectBatch: '1' })).toEqual(first)
    expect(run(id, reference, late, { detectBatch: '1', seed: 7 }).limits).not.toEqual(first.limits)
  })

  test('a snapshot at any row goes on as if nothing had happened', async () => {
    const params = { batch: 20, detectBatch: '2', referenceCap: 90 }
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 300 }), async (at) => {
        const stream = await openStream(id, params, { reference })
        for (const x of calm.values.subarray(400, 400 + at)) stream.update(x)
        const kept = JSON.parse(JSON.stringify(stream.snapshot())) as ReturnType<typeof stream.snapshot>
        const other = await restoreStream(kept, reference)
        for (const x of calm.values.subarray(400 + at, 700)) expect(other.update(x)).toEqual(stream.update(x))
        expect(other.snapshot()).toEqual(stream.snapshot())
        stream.reset()
        expect(stream.snapshot()).toEqual((await openStream(id, params, { reference })).snapshot())
      }),
      { numRuns: tries(12) },
    )
  })

  test('the stream says at the last row of a batch what the run says of the batch', async () => {
    const r = run(id, reference, calm)
    const stream = await openStream(id, {}, { reference })
    const seen = [...calm.values].map((x) => stream.update(x))
    seen.forEach((step, i) => {
      const k = r.positions.indexOf(i)
      if (k < 0) expect(step).toMatchObject({ drift: false, statistic: Number.NaN })
      else
        expect(step).toMatchObject({
          drift: r.alarms.some((a) => a.start === k),
          statistic: r.series[0]!.values[k],
          threshold: r.limits[0]!.values[k],
        })
    })
  })

  test('the reference does not grow beyond its cap, and stays a sample of all', async () => {
    const stream = await openStream(id, { referenceCap: 100, statistic: 'stdev', gamma: 1000 }, { reference })
    expect(stream.internals()).toMatchObject({ values: 100, seen: 200, bins: 10 })
    for (const x of normalSample(5, 1000, 1).values) stream.update(x)
    expect(stream.internals()).toMatchObject({ values: 100, seen: 1200, bins: 10, batches: 20 })
    expect(run(id, reference, calm, { referenceCap: 100 }).notes).toContain(
      'A seeded sample of 100 of the 200 reference rows was taken.',
    )
  })

  test('finite values never give an undefined change once there is one', () => {
    const values = fc.oneof(
      fc.constantFrom(0, 1),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }),
    )
    fc.assert(
      fc.property(
        fc.array(values, { minLength: 4, maxLength: 12 }),
        fc.array(values, { minLength: 20, maxLength: 40 }),
        fc.constantFrom('1', '2', '3'),
        (a, b, detectBatch) => {
          const r = run(id, sampleOf(a.map((x) => [x])), sampleOf(b.map((x) => [x])), {
            batch: 2,
            detectBatch,
            reset: 'none',
          })
          expect([...r.series[0]!.values.subarray(1)].some(Number.isNaN)).toBe(false)
          expect([...r.limits[0]!.values.subarray(2)].some(Number.isNaN)).toBe(false)
        },
      ),
      { numRuns: tries(40) },
    )
  })

  test('what is missing is left out, or refused', () => {
    const holed = joined(calm)
    holed.values[10] = Number.NaN
    const r = run(id, reference, holed)
    expect(r.skipped).toBe(1)
    expect(r.positions[0]).toBe(50)
    expect(r.windowStarts[0]).toBe(1)
    expect(r.windowStarts[1]).toBe(52)
    expect(r.notes).toContain('The last 49 rows do not fill a batch of 50 and were not judged.')
    expect(() => run(id, reference, holed, { missing: 'propagate' })).toThrow(/has no range/)
    expect(() => run(id, sampleOf([[1]]), calm)).toThrow(/reference has 1 row, and at least 2 are needed/)
    expect(run(id, reference, sampleOf([[1], [2]])).notes[0]).toBe(
      'Not enough data: the detector needs 3 batches of 50 rows, the stream has 2 rows.',
    )
  })

  test('Go on keeps the reference as it was before an alarm', () => {
    const r = run(id, reference, calm, { reset: 'none', statistic: 'stdev', gamma: 6 })
    const at = 10
    expect(r.alarms[0]).toMatchObject({ start: at })
    // All that follows is far from it, as the change stays.
    const distance = r.views[0]?.kind === 'lines' ? r.views[0].series[0]!.values : new Float64Array()
    expect(distance[at + 1]!).toBeGreaterThan(2 * distance[at - 1]!)
  })
})

test('HDDDM shows which of a few columns moved away, and the mean of all', () => {
  const moved = normalSample(2, 200, 3)
  for (let i = 1; i < moved.values.length; i += 3) moved.values[i]! += 3
  const r = run('hdddm', normalSample(3, 200, 3), joined(normalSample(1, 300, 3), moved))
  const [all, each] = r.views
  if (all?.kind !== 'lines' || each?.kind !== 'lines') throw new Error('no lines')
  expect(each.series.map((s) => s.name)).toEqual(['x1', 'x2', 'x3'])
  const at = 6
  const of = each.series.map((s) => s.values[at]!)
  expect(of[1]!).toBeGreaterThan(2 * of[0]!)
  expect(all.series[0]!.values[at]).toBeCloseTo((of[0]! + of[1]! + of[2]!) / 3, 12)
  expect(run('hdddm', normalSample(3, 200, 20), normalSample(1, 200, 20)).views).toHaveLength(1)
})

test('the distance of CDBD is bounded by that of two samples without overlap', () => {
  const r = run('cdbd', reference, normalSample(1, 100, 1, 100))
  const [distance] = r.views
  expect(distance?.kind === 'lines' && distance.series[0]!.values[0]).toBeCloseTo(Math.sqrt(Math.LN2), 12)
})
