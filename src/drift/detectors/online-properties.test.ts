import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import type { StreamDetector } from '../define'
import { detectorById } from '../registry'
import { samplesFor } from '../samples-for-tests'
import { openStream, restoreStream } from '../stream'

/** What must hold for each detector of this family, with settings under which 250 rows say something. */
const family: [string, object][] = [
  ['lfr', { driftLevel: 0.01, warningLevel: 0.05, burnIn: 20 }],
  ['prequential-error', { alarm: 'limit', limit: 0.25, minInstances: 20 }],
  ['iks', { window: 20, alpha: 0.1 }],
  [
    'ensemble-stream',
    {
      members:
        'page-hinkley?threshold=3&minInstances=10,kswin?window=40&recent=15,cvm-online?runTime=50&simulations=500&windows=5',
      rule: 'confirmed',
      wait: 10,
    },
  ],
  ['cvm-online', { windows: '5, 20', runTime: 50, simulations: 1000 }],
  ['fet-online', { windows: '5, 20', runTime: 50, simulations: 1000 }],
]

describe.each(family)('%s', (id, params) => {
  const detector = detectorById(id) as StreamDetector
  const samples = samplesFor(detector)
  const reference = detector.needsReference || detector.family === 'ensemble' ? samples.reference : null
  const d = samples.test.columns.length
  const rows = Array.from({ length: samples.test.rows }, (_, i) => [
    ...samples.test.values.subarray(i * d, (i + 1) * d),
  ])
  const open = (more: object = {}) => openStream(id, { ...params, ...more }, { reference, columns: d })

  test('taken up from a snapshot at any row, it goes on as if nothing had happened', async () => {
    const whole = await open()
    const expected = rows.map((row) => ({ step: whole.update(row), state: whole.internals() }))
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: rows.length }), async (cut) => {
        const before = await open()
        rows.slice(0, cut).forEach((row) => before.update(row))
        const kept = JSON.parse(JSON.stringify(before.snapshot())) as ReturnType<typeof before.snapshot>
        // What happens to the first one no longer matters to the second.
        rows.slice(0, 20).forEach((row) => before.update(row))
        const after = await restoreStream(kept, reference)
        expect(rows.slice(cut).map((row) => ({ step: after.update(row), state: after.internals() }))).toEqual(
          expected.slice(cut),
        )
      }),
      { numRuns: tries(5) },
    )
  })

  test('a reset is a new beginning, and two streams do not mix', async () => {
    const [a, b] = [await open(), await open()]
    const alone = rows.map((row) => a.update(row))
    a.reset()
    expect(
      rows.map((row, i) => {
        b.update(rows[rows.length - 1 - i]!)
        return a.update(row)
      }),
    ).toEqual(alone)
  })

  test('a row that is left out changes nothing but the count of such rows', async () => {
    const [a, b] = [await open(), await open()]
    for (const [i, row] of rows.entries()) {
      if (i % 7 === 3) expect(b.update(row.map(() => Number.NaN)).used).toBe(false)
      expect(b.update(row)).toEqual(a.update(row))
    }
    expect(b.skipped()).toBe(36)
  })
})
