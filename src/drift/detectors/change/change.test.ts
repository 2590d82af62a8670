import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import type { Machine, MachineState } from '../../machine'
import { createRandom, normal, PURPOSE } from '../../random'
import { loadDetector, loadMachine } from '../../run'
import { detectorById } from '../../registry'
import type { TraceResult } from '../../results'
import { sampleOf } from '../../samples-for-tests'
import { openStream, restoreStream, type StreamStep } from '../../stream'

type Settings = Record<string, number | string | boolean>

/** Every detector of a change in one column, in each of its forms, small enough for short streams. */
const variants: [id: string, params: Settings][] = [
  ['page-hinkley', { threshold: 10, minInstances: 10 }],
  ['page-hinkley', { threshold: 10, minInstances: 10, profile: 'frouros', mode: 'up' }],
  ['cusum', { minInstances: 10 }],
  ['cusum', { form: 'standardised', minInstances: 10 }],
  ['cusum', { form: 'running', minInstances: 10, threshold: 10 }],
  ['cusum', { form: 'tabular', known: 'given', target: 0, deviation: 1, minInstances: 5 }],
  ['gma', { minInstances: 10, forgetting: 0.9, threshold: 0.8 }],
  ['gma', { variant: 'chart', minInstances: 10 }],
  ['adwin', { clock: 4 }],
  ['adwin', { clock: 1, reset: 'auto', profile: 'river', maxBuckets: 2 }],
  ['adwin', { clock: 3, profile: 'frouros' }],
  ['adwin', { clock: 2, profile: 'moa', maxBuckets: 1 }],
  ['kswin', { window: 30, recent: 10, alpha: 0.01 }],
  ['kswin', { window: 25, recent: 12, alpha: 0.01, sampling: 'stride', profile: 'river' }],
  ['bocd', { minInstances: 10 }],
  ['bocd', { minInstances: 10, scale: 'given', maxRuns: 12 }],
  ['bocd', { minInstances: 10, scale: 'given', model: 'gaussian', profile: 'frouros', reset: 'none' }],
]
const named = variants.map(([id, params]) => [`${id} ${JSON.stringify(params)}`, id, params] as const)

const random = createRandom(7, PURPOSE.test)
const noise = Array.from({ length: 300 }, () => normal(random))
const step = noise.map((x, i) => (i < 150 ? x : x + 4))

/** Streams with plateaus, ties, jumps and numbers of very different sizes. */
const streams = fc.oneof(
  fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 120 }),
  fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 120 }),
  fc
    .array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 40 })), { maxLength: 6 })
    .map((levels) => levels.flatMap(([level, length]) => Array.from({ length }, () => level * 1e3))),
)

async function walk(id: string, params: Settings, values: readonly number[]): Promise<StreamStep[]> {
  const stream = await openStream(id, params)
  return values.map((x) => stream.update(x))
}

async function trace(id: string, params: Settings, values: readonly number[]): Promise<TraceResult> {
  const detect = await loadDetector(id)
  return driveSync(detect(params, { reference: null, test: sampleOf(values.map((x) => [x])) })) as TraceResult
}

async function warmUpOf(id: string, params: Settings): Promise<number> {
  const detector = detectorById(id)!
  const machine = (await loadMachine(detector)) as Machine<Settings, MachineState, unknown>
  const p = { ...(detector.params.defaults as Settings), ...params }
  const bare = { reference: null, columns: 1 }
  const calibration: unknown = machine.calibrate
    ? driveSync(machine.calibrate(p, bare) as ReturnType<Awaited<ReturnType<typeof loadDetector>>>)
    : null
  return machine.layout(p, { ...bare, calibration }).warmUp!
}

describe.each(named)('%s', (_, id, params) => {
  test('a stream that is left at any row and taken up again goes on as if nothing had happened', async () => {
    await fc.assert(
      fc.asyncProperty(streams, fc.nat(), async (values, cut) => {
        const whole = await walk(id, params, values)
        const at = cut % (values.length + 1)
        const first = await openStream(id, params)
        for (const x of values.slice(0, at)) first.update(x)
        const kept = JSON.parse(JSON.stringify(first.snapshot())) as ReturnType<typeof first.snapshot>
        const second = await restoreStream(kept)
        expect(values.slice(at).map((x) => second.update(x))).toEqual(whole.slice(at))
      }),
      { numRuns: tries(15) },
    )
  })

  test('finite values give finite statistics after the warm-up, and no alarm before it', async () => {
    const warmUp = await warmUpOf(id, params)
    await fc.assert(
      fc.asyncProperty(streams, async (values) => {
        const steps = await walk(id, params, values)
        for (const { n, drift, statistic } of steps) {
          if (n < warmUp) expect(drift).toBe(false)
          // A detector that starts afresh warms up again; ADWIN's window may be too short to be cut.
          if (n >= warmUp && id !== 'adwin') expect(statistic).not.toBeNaN()
        }
      }),
      { numRuns: tries(25) },
    )
  })

  test('instances share nothing, and a reset forgets everything', async () => {
    const one = await openStream(id, params)
    const other = await openStream(id, params)
    const alone = await walk(id, params, step)
    for (const [i, x] of step.entries()) {
      expect(one.update(x)).toEqual(alone[i])
      other.update(-2 * x)
    }
    other.reset()
    expect(step.map((x) => other.update(x))).toEqual(alone)
  })

  test('a rise by four standard deviations is found soon, and not before', async () => {
    const r = await trace(id, params, step)
    const first = r.alarms.find(({ start }) => start >= 150)
    expect(first?.start).toBeLessThan(200)
    expect(r.drift).toBe(true)
    // Every alarm lies beyond its threshold, where that is one fixed number.
    for (const { series, start } of r.alarms) {
      const values = r.series.find(({ name }) => name === series)!.values
      if (r.threshold !== null) expect(values[start]).toBeGreaterThan(r.threshold)
    }
  })

  test('constant values raise no alarm, and missing ones change nothing', async () => {
    const given = params['known'] === 'given' ? { ...params, target: 7 } : params
    const flat = await trace(
      id,
      { ...given, ...(id === 'bocd' ? { priorMean: params['scale'] === 'given' ? 7 : 0 } : {}) },
      Array.from({ length: 120 }, () => 7),
    )
    expect(flat.drift).toBe(false)
    const holed = step.flatMap((x, i) => (i % 40 === 5 ? [Number.NaN, x] : [x]))
    const [whole, skipped] = [await trace(id, params, step), await trace(id, params, holed)]
    expect(skipped.series).toEqual(whole.series)
    expect(skipped.alarms).toEqual(whole.alarms)
    expect(skipped.skipped).toBe(8)
    await expect(trace(id, { ...params, missing: 'throw' }, holed)).rejects.toThrow(
      /Row 6 has no finite value in column 'x1'/,
    )
  })
})

test.each([
  ['page-hinkley', { threshold: 10 }],
  ['cusum', {}],
  ['cusum', { form: 'running', threshold: 10 }],
  ['gma', { forgetting: 0.9, threshold: 0.8 }],
] as const)('%s %j: a fall is the mirror image of a rise', async (id, params) => {
  const up = await trace(id, params, step)
  const down = await trace(
    id,
    params,
    step.map((x) => -x),
  )
  expect(down.series.map((s) => s.values)).toEqual(up.series.map((s) => s.values).reverse())
  expect((await trace(id, { ...params, mode: 'up' }, step)).series.map((s) => s.name)).toEqual(['increase'])
})

test.each([
  ['cusum', {}],
  ['cusum', { form: 'standardised' }],
  ['gma', { variant: 'chart' }],
  ['adwin', { clock: 8 }],
  ['kswin', {}],
  ['bocd', {}],
] as const)('%s %j does not ask where zero is', async (id, params) => {
  const here = await trace(id, params, step)
  const there = await trace(
    id,
    params,
    step.map((x) => x + 100),
  )
  expect(there.alarms.map((a) => a.start)).toEqual(here.alarms.map((a) => a.start))
})
