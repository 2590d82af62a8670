import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import type { Detector } from '../../define'
import { detectorById } from '../../registry'
import type { TraceResult } from '../../results'
import { loadDetector } from '../../run'
import { sampleOf } from '../../samples-for-tests'
import { openStream, restoreStream } from '../../stream'
import { errorStream } from './error-streams.test-support'

/** What the detectors of errors have in common, in every profile. */
const IDS = ['ddm', 'eddm', 'rddm', 'ecdd-wt', 'stepd', 'hddm-a', 'hddm-w', 'fhddm']
const detectors = IDS.map((id) => detectorById(id)!)

const profiles = detectors.flatMap((d) => {
  const input = d.params.fields.find(({ name }) => name === 'profile')?.input
  return (input?.kind === 'choice' ? input.options.map((o) => o.value) : ['canonical']).map(
    (profile) => [d.id, profile] as const,
  )
})

/** Settings under which much happens within a few hundred rows. */
const LIVELY: Record<string, object> = {
  rddm: { minInstances: 30, minConcept: 40, maxConcept: 100, warningLimit: 10 },
  'hddm-a': { alphaDrift: 0.05, alphaWarning: 0.2 },
  'hddm-w': { alphaDrift: 0.05, alphaWarning: 0.2, lambda: 0.1 },
  fhddm: { window: 40, shortWindow: 15, delta: 0.01 },
  stepd: { alphaDrift: 0.02, alphaWarning: 0.1 },
}

/** At an error rate of 0.2, twice what long measurements gave: EDDM and ECDD alarm easily by design. */
const FALSE_ALARMS: Record<string, number> = {
  ddm: 10,
  eddm: 120,
  rddm: 14,
  'ecdd-wt': 90,
  stepd: 14,
  'hddm-a': 1,
  'hddm-w': 4,
  fhddm: 1,
}

const run = async (id: string, errors: number[], params: object = {}) =>
  driveSync(
    (await loadDetector(id))(params, { reference: null, test: sampleOf(errors.map((x) => [x])) }),
  ) as TraceResult

const streams = fc
  .record({
    seed: fc.nat(1e6),
    before: fc.double({ min: 0, max: 1, noNaN: true }),
    after: fc.double({ min: 0, max: 1, noNaN: true }),
    cut: fc.integer({ min: 0, max: 250 }),
  })
  .map(({ seed, before, after, cut }) => errorStream(seed, 250, before, after, cut))

describe.each(profiles)('%s, profile %s', (id, profile) => {
  const params = { profile, ...LIVELY[id] }

  test('a stream that is saved and taken up again at any row goes on as if nothing had happened', async () => {
    await fc.assert(
      fc.asyncProperty(streams, fc.integer({ min: 0, max: 249 }), async (errors, at) => {
        const whole = await openStream(id, params)
        const first = await openStream(id, params)
        const before = errors.slice(0, at).map((x) => first.update(x))
        const second = await restoreStream(JSON.parse(JSON.stringify(first.snapshot())))
        // The first one goes on with other values: the two share nothing.
        for (let i = 0; i < 20; i++) first.update(1)
        const steps = [...before, ...errors.slice(at).map((x) => second.update(x))]
        expect(steps).toEqual(errors.map((x) => whole.update(x)))
        expect(second.snapshot()).toEqual(whole.snapshot())
      }),
      { numRuns: tries(8) },
    )
  })

  test('numbers in, numbers out: what was known once is known until the detector starts afresh', async () => {
    await fc.assert(
      fc.asyncProperty(streams, fc.constantFrom('auto', 'none'), async (errors, reset) => {
        const stream = await openStream(id, { ...params, reset })
        const lost: string[] = []
        let known: string[] = []
        for (const x of errors) {
          const { drift, n } = stream.update(x)
          const internals = stream.internals()
          if (n > 1) lost.push(...known.filter((name) => Number.isNaN(internals[name])))
          known = drift ? [] : Object.keys(internals).filter((name) => !Number.isNaN(internals[name]))
        }
        expect(lost).toEqual([])
      }),
      { numRuns: tries(8) },
    )
  })

  test('an alarm is a value beyond the limit that is drawn, and no warning is an alarm', async () => {
    await fc.assert(
      fc.asyncProperty(streams, async (errors) => {
        const r = await run(id, errors, { ...params, warningLimit: 1000 })
        const sign = r.side === 'above' ? 1 : -1
        for (const { start, series } of r.alarms) {
          const value = r.series.find(({ name }) => name === series)!.values[start]!
          const limit = r.threshold ?? r.limits.find(({ level }) => level === 'drift')!.values[start]!
          expect(sign * value).toBeGreaterThanOrEqual(sign * limit)
        }
        const alarms = new Set(r.alarms.map(({ start }) => start))
        for (const { start, end } of r.warnings)
          for (let i = start; i <= end; i++) expect(alarms).not.toContain(i)
      }),
      { numRuns: tries(8) },
    )
  })
})

describe.each(detectors.map((d) => [d.id, d] as const))('%s', (id, detector: Detector) => {
  test('finds that errors become frequent, and gives few alarms before', async () => {
    let found = 0
    let early = 0
    for (let seed = 0; seed < 20; seed++) {
      const r = await run(id, errorStream(seed, 900, 0.2, 0.7, 800))
      if (r.alarms.some(({ start }) => start >= 800)) found++
      early += r.alarms.filter(({ start }) => start < 800).length
      // Of independent rows, one stream in 44 seems to have memory.
      expect(r.notes.filter((note) => !note.startsWith('Each row resembles'))).toEqual([])
    }
    // A false alarm just before the change may swallow it: the new detector knows nothing else.
    expect(found).toBeGreaterThanOrEqual(19)
    // In 16,000 rows without a change.
    expect(early).toBeLessThanOrEqual(FALSE_ALARMS[id]!)
  })

  test('says nothing of a classifier that never errs, and nothing of one that always errs but that it does', async () => {
    const never = await run(
      id,
      Array.from({ length: 400 }, () => 0),
    )
    expect([never.alarms, never.warnings, never.notes]).toEqual([[], [], []])
    const always = await run(
      id,
      Array.from({ length: 400 }, () => 1),
    )
    expect([always.alarms, always.warnings]).toEqual([[], []])
    expect(always.notes).toEqual([
      'More than half of the rows (100 %) are errors. If 1 stands for a right answer in this column, turn it around: 1 must be an error.',
    ])
  })

  test('takes errors alone', async () => {
    await expect(run(id, [0, 1, 0.5])).rejects.toMatchObject({
      code: 'not-binary',
      message: `Row 3 has 0.5 in column 'x1'. ${detector.name} takes 0 for correct and 1 for an error.`,
    })
    const stream = await openStream(id, {})
    stream.update(0)
    expect(() => stream.update(2)).toThrow(
      `This row has 2. ${detector.name} takes 0 for correct and 1 for an error.`,
    )
    expect(stream.update(1).n).toBe(2)
  })

  test('leaves out missing values, and counts them', async () => {
    const errors = errorStream(3, 600, 0.1, 0.7, 400)
    const holed = errors.flatMap((x, i) => (i % 60 === 7 ? [Number.NaN, x] : [x]))
    const whole = await run(id, errors)
    const r = await run(id, holed)
    expect(r.skipped).toBe(10)
    expect(r.series).toEqual(whole.series)
    expect(r.alarms).toEqual(whole.alarms)
  })

  test('says that a stream is shorter than its warm-up', async () => {
    expect((await run(id, [0])).notes[0]).toMatch(
      /^Not enough data: the detector needs \d+ rows to warm up, the stream has 1\.$/,
    )
  })

  test('asks for a warning before the alarm', async () => {
    const names = new Set(detector.params.fields.map(({ name }) => name))
    const swapped = names.has('driftLevel')
      ? { warningLevel: 3, driftLevel: 3 }
      : names.has('alphaWarning')
        ? { alphaDrift: 0.01, alphaWarning: 0.01 }
        : names.has('beta')
          ? { alpha: 0.9, beta: 0.9 }
          : null
    if (swapped)
      await expect(openStream(id, swapped)).rejects.toMatchObject({
        code: 'bad-parameter',
        message: expect.stringContaining('the warning comes before the alarm'),
      })
    else expect(['ecdd-wt', 'fhddm']).toContain(id)
  })
})
