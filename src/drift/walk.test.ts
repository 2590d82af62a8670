import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import type { StreamDetector } from './define'
import { errorStream } from './detectors/errors/error-streams.test-support'
import { driveSync } from './drive'
import type { AnyMachine, MachineState, Setup, WalkTrace } from './machine'
import { machineRun } from './machine-run'
import type { ParamValue } from './params'
import { detectorById, detectors } from './registry'
import { loadMachine } from './run'
import { sampleOf, samplesFor } from './samples-for-tests'
import { toJson } from './snapshot'
import { openStream } from './stream'

type Settings = Record<string, ParamValue>

/** Settings under which much happens within a few hundred rows; every profile is added. */
const LIVELY: Record<string, Settings[]> = {
  'page-hinkley': [
    { threshold: 5, minInstances: 5 },
    { threshold: 5, minInstances: 5, mode: 'up', reset: 'none', forgetting: 0.9 },
    { threshold: 5, minInstances: 1, mode: 'down', delta: 0.1 },
  ],
  ddm: [{ minInstances: 5 }, { driftLevel: 1, warningLevel: 0.5, reset: 'none', minInstances: 1 }],
  eddm: [{ minErrors: 5 }, { minErrors: 0, alpha: 0.99, beta: 0.97, reset: 'none' }],
  'hddm-a': [
    { alphaDrift: 0.05, alphaWarning: 0.2 },
    { alphaDrift: 0.05, alphaWarning: 0.2, twoSided: true, reset: 'none' },
    { alphaDrift: 0.2, alphaWarning: 0.05, twoSided: true },
  ],
  'hddm-w': [
    { alphaDrift: 0.05, alphaWarning: 0.2, lambda: 0.1 },
    { alphaDrift: 0.05, alphaWarning: 0.2, twoSided: true, reset: 'none' },
    { alphaDrift: 1, alphaWarning: 0.5, lambda: 0.3, twoSided: true },
  ],
  fhddm: [
    { window: 40, shortWindow: 15, delta: 0.01 },
    { window: 10, delta: 0.2, reset: 'none' },
    { window: 10, shortWindow: 10, delta: 0.2 },
  ],
  adwin: [
    { clock: 1, minWindow: 1, grace: 1, delta: 0.3 },
    { clock: 7, maxBuckets: 1, bound: 'conservative' },
    { clock: 4, maxBuckets: 2, reset: 'auto' },
  ],
  kswin: [
    { window: 30, recent: 10, alpha: 0.01 },
    { window: 25, recent: 12, alpha: 0.05, sampling: 'stride', reset: 'none' },
    { window: 2, recent: 1, alpha: 1 },
  ],
  iks: [
    { window: 12, alpha: 0.1 },
    { window: 20, alpha: 0.05, reset: 'none' },
  ],
}

interface Variant {
  detector: StreamDetector
  params: Settings
}

const variants = Object.entries(LIVELY).flatMap(([id, settings]) => {
  const detector = detectorById(id) as StreamDetector
  const profile = detector.params.fields.find(({ name }) => name === 'profile')
  const profiles = profile?.input.kind === 'choice' ? profile.input.options.map(({ value }) => value) : [null]
  return settings
    .flatMap((given) => profiles.map((name) => (name === null ? given : { ...given, profile: name })))
    .map((given) => v.safeParse(detector.params.schema, given))
    .flatMap((checked): Variant[] => (checked.success ? [{ detector, params: checked.output }] : []))
})
const named = variants.map((variant): [string, Variant] => [
  `${variant.detector.id} ${JSON.stringify(variant.params)}`,
  variant,
])

/** Streams with plateaus, ties, jumps and numbers of very different sizes. */
const numbers = fc.oneof(
  fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 150 }),
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 80 }),
  fc
    .array(fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 1, max: 60 })), {
      minLength: 1,
      maxLength: 5,
    })
    .map((levels) =>
      levels.flatMap(([level, length]) => Array.from({ length }, (_, i) => level + (i % 3) / 10)),
    ),
)
const errors = fc
  .array(fc.tuple(fc.constantFrom(0, 0.05, 0.3, 0.8, 1), fc.integer({ min: 1, max: 80 }), fc.nat(1e6)), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.flatMap(([rate, rows, seed]) => errorStream(seed, rows, rate)))
const streamsOf = ({ columns }: StreamDetector) => (columns === 'error' ? errors : numbers)

const reference = samplesFor(detectorById('iks')!).reference
const setupOf = (machine: AnyMachine, { detector, params }: Variant): Setup => {
  const bare = { reference: detector.needsReference ? reference : null, columns: 1 }
  const calibration = machine.calibrate ? driveSync(machine.calibrate(params, bare)) : null
  return { ...bare, calibration }
}

/** p-values that were met are kept so that they are not worked out twice; who tells none meets none. */
const withoutKnown = (state: MachineState) => toJson({ ...state, known: null })

describe.each(named)('%s', (_, variant) => {
  const { detector, params } = variant

  test('a walk, cut anywhere, leaves the state, the trace and the alarms of single steps, to the last bit', async () => {
    const machine = (await loadMachine(detector))!
    const setup = setupOf(machine, variant)
    const walk = machine.walk!(params)
    if (walk === null) return
    const layout = machine.layout(params, setup)
    const width = layout.series.length + layout.limits.length + layout.lines.flatMap((l) => l.series).length
    const cuts = fc.array(fc.integer({ min: 1, max: 70 }), { minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(streamsOf(detector), cuts, fc.boolean(), (list, lengths, isTraced) => {
        const values = Float64Array.from(list)
        const next = (s: MachineState): MachineState =>
          s.drift && params['reset'] === 'auto'
            ? (machine.restart ?? ((_, ...rest) => machine.start(...rest)))(s, params, setup)
            : s
        const steps: unknown[] = []
        const columns = Array.from({ length: width }, () => new Float64Array(values.length).fill(Number.NaN))
        const trace: WalkTrace = { columns, warnings: new Uint8Array(values.length), at: 0 }
        const expected = { columns: columns.map((c) => c.slice()), warnings: trace.warnings.slice(), at: 0 }
        const read = new Float64Array(width)
        let one: MachineState = machine.start(params, setup)
        for (const [i, x] of values.entries()) {
          one = next(one)
          machine.update(one, Float64Array.of(x), params, setup)
          steps.push(withoutKnown(one))
          machine.read(one, params, read.fill(Number.NaN), setup)
          read.forEach((y, k) => (expected.columns[k]![i] = y))
          expected.warnings[i] = one.warning && !one.drift ? 1 : 0
        }
        let many: MachineState = machine.start(params, setup)
        for (let i = 0, cut = 0; i < values.length; cut++) {
          const to = Math.min(values.length, i + lengths[cut % lengths.length]!)
          many = next(many)
          trace.at = i
          i = walk(many, values, i, to, params, setup, isTraced ? trace : null)
          expect(withoutKnown(many)).toEqual(steps[i - 1])
          expect(i === to || many.drift).toBe(true)
        }
        if (!isTraced) return
        expect({ ...trace, at: 0 }).toEqual(expected)
        expect(toJson(many)).toEqual(toJson(one))
      }),
      { numRuns: tries(20) },
    )
  })

  test('the result of a whole stream and the alarms of many rows are those of single steps, missing values too', async () => {
    const { walk, ...single } = (await loadMachine(detector))!
    const [stepped, walked] = [machineRun(detector, single), machineRun(detector, { ...single, walk: walk! })]
    const holes = fc.array(fc.nat(200), { maxLength: 5 })
    await fc.assert(
      fc.asyncProperty(streamsOf(detector), holes, async (list, missing) => {
        const rows = list.map((x, i) => [missing.includes(i) ? Number.NaN : x])
        const input = {
          reference: detector.needsReference ? reference : null,
          test: sampleOf(rows),
          times: null,
        }
        const result = driveSync(stepped(input, params))
        expect(driveSync(walked(input, params))).toEqual(result)
        const opening = { reference: input.reference }
        const [one, many] = [
          await openStream(detector.id, params, opening),
          await openStream(detector.id, params, opening),
        ]
        const alarms = rows.flatMap(([x], i) => {
          const { used, drift } = one.update(x!)
          return used && drift ? [i] : []
        })
        expect(many.updateMany(input.test.values)).toEqual(alarms)
        expect(many.internals()).toEqual(one.internals())
        expect(many.skipped()).toBe(one.skipped())
      }),
      { numRuns: tries(20) },
    )
  })
})

test('each machine with a walk is held to its steps here', async () => {
  const withWalk = await Promise.all(
    detectors.map(async (detector) => {
      const machine = detector.kind === 'stream' ? await loadMachine(detector) : null
      return machine?.walk ? [detector.id] : []
    }),
  )
  expect(withWalk.flat().toSorted()).toEqual(Object.keys(LIVELY).toSorted())
})

test('many rows of several columns go one by one, and what is no whole row is said', async () => {
  const { test: stream, reference: before } = samplesFor(detectorById('cvm-online')!)
  const params = { windows: '5', runTime: 50, simulations: 500 }
  const [one, many] = [
    await openStream('cvm-online', params, { reference: before }),
    await openStream('cvm-online', params, { reference: before }),
  ]
  const d = stream.columns.length
  const alarms = Array.from({ length: stream.rows }, (_, i) => i).filter(
    (i) => one.update(stream.values.subarray(i * d, (i + 1) * d)).drift,
  )
  expect(many.updateMany(stream.values)).toEqual(alarms)
  expect(() => many.updateMany(new Float64Array(2 * d + 1))).toThrow(/do not make whole rows/)
})

test('a value that is no error stops many rows before the first is taken in', async () => {
  const stream = await openStream('ddm', {})
  const before = stream.snapshot()
  expect(() => stream.updateMany(Float64Array.of(0, 1, 2))).toThrow(
    'This row has 2. DDM takes 0 for correct and 1 for an error.',
  )
  expect(stream.snapshot()).toEqual(before)
})
