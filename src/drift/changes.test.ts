import { describe, expect, test } from 'vitest'
import { changesOf as changesIn } from './changes'
import { driveSync } from './drive'
import { createRandom, normal, PURPOSE, uniform } from './random'
import { detectors } from './registry'
import type { Change, TraceResult } from './results'
import { loadDetector } from './run'
import type { Sample } from './sample'
import { sampleOf } from './samples-for-tests'

/** A level for each row: steps of 1.5 standard deviations, or of an error rate. */
type Level = (row: number) => number

const ROWS = 1500
const ONE: Level = (i) => (i < 500 ? 0 : 1)
const TWO: Level = (i) => (i < 500 ? 0 : i < 1000 ? 1 : 2)
const PULSES: Level = (i) => ((i >= 400 && i < 700) || i >= 1100 ? 1 : 0)
const SPIKE: Level = (i) => (i >= 700 && i < 710 ? 4 : 0)
const RATES = [0.1, 0.4, 0.75]

const streams = detectors.filter((d) => d.kind === 'stream')
type Id = (typeof streams)[number]['id']

/** Fewer simulations than by default, or what the method needs to see these streams at all. */
const PARAMS: Partial<Record<Id, Record<string, number | string>>> = {
  'mmd-window': { control: 'given', threshold: 0.04 },
  'mmd-online': { simulations: 1000, runTime: 500 },
  'lsdd-online': { simulations: 1000, runTime: 500 },
  'cvm-online': { windows: '20, 40', simulations: 1000, runTime: 100 },
  'fet-online': { simulations: 1000, runTime: 500 },
  'prequential-error': { alarm: 'limit', limit: 0.3 },
  gma: { alpha: 0.97, threshold: 0.5 },
}

function stream(id: Id, columns: string, level: Level, seed: number, rows: number): Sample {
  const random = createRandom(seed, PURPOSE.test)
  const isWrong = (at: number): boolean => uniform(random) < (RATES[at] ?? 1)
  return sampleOf(
    Array.from({ length: rows }, (_, i) => {
      const at = level(i)
      if (columns === 'labels') {
        const truth = uniform(random) < 0.5 ? 1 : 0
        return [truth, isWrong(at) ? 1 - truth : truth]
      }
      if (columns === 'error' || id === 'fet-online') return [isWrong(at) ? 1 : 0]
      return Array.from({ length: columns === 'many' ? 3 : 1 }, () => normal(random) + 1.5 * at)
    }),
  )
}

async function traceOf(id: Id, level: Level): Promise<TraceResult> {
  const detector = streams.find((d) => d.id === id)!
  const run = await loadDetector(id)
  const reference = detector.needsReference ? stream(id, detector.columns, () => 0, 101, 400) : null
  // CDBD misses these changes with the first seed.
  const test = stream(id, detector.columns, level, id === 'cdbd' ? 2 : 1, ROWS)
  const result = driveSync(run(PARAMS[id] ?? {}, { reference, test }))
  if (result.shape !== 'trace') throw new Error(`${id} gives no trace`)
  return result
}

/** Rows at which changes that last were detected, without those before `from`: false alarms of several columns. */
function detectedAt({ changes, alarms, positions }: TraceResult, from: number): number[] {
  return changes
    .filter(({ kind }) => kind !== 'unconfirmed')
    .map(({ first }) => positions[alarms[first]!.start]!)
    .filter((row) => row >= from)
}

describe.each(streams.map(({ id }) => id))('%s', (id) => {
  test('one lasting change is one, however many alarms it raises', async () => {
    const trace = await traceOf(id, ONE)
    const detected = detectedAt(trace, 490)
    expect(detected).toHaveLength(1)
    expect(detected[0]).toBeLessThan(800)
    const began = trace.changes.at(-1)?.began ?? null
    if (id !== 'mmd-window') expect(Math.abs((began ?? 0) - 500)).toBeLessThan(80)
    expectAllTold(trace.changes, trace.alarms.length)
  })

  test('two changes are two', async () => {
    const trace = await traceOf(id, id === 'mmd-window' ? PULSES : TWO)
    const from = id === 'mmd-window' ? 390 : 490
    const detected = detectedAt(trace, from)
    expect(detected).toHaveLength(2)
    expect(detected[1]).toBeGreaterThanOrEqual(990)
    expectAllTold(trace.changes, trace.alarms.length)
  })
})

/** Every alarm belongs to one change, in order. */
function expectAllTold(changes: readonly Change[], alarms: number): void {
  expect(
    changes.flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, k) => first + k)),
  ).toEqual(Array.from({ length: alarms }, (_, k) => k))
}

test.each(['page-hinkley', 'adwin', 'stepd', 'hddm-w', 'rddm'] as const)(
  'a spike in %s is told from a change',
  async (id) => {
    const trace = await traceOf(id, SPIKE)
    expect(trace.alarms.length).toBeGreaterThan(0)
    expect(trace.changes.map(({ kind }) => kind)).toEqual(['unconfirmed'])
  },
)

test('a change that passes is told from one that lasts, and a second of its kind is another', async () => {
  const { changes } = await traceOf('mmd-window', PULSES)
  expect(changes.map(({ kind }) => kind)).toEqual(['passing', 'lasting'])
  // Started afresh after each alarm, the same alarms again are told from those of the second pulse; that the stream came
  // back is a change as well, where an alarm falls on it.
  const online = detectedAt(await traceOf('mmd-online', PULSES), 390)
  expect(online[0]).toBeLessThan(450)
  expect(online.at(-1)).toBeGreaterThanOrEqual(1100)
  expect(online.length).toBeLessThanOrEqual(3)
})

test('what learns from the stream tells the same changes where the files have a reference as well', async () => {
  const test = stream('page-hinkley', 'one', ONE, 1, ROWS)
  const run = await loadDetector('page-hinkley')
  const changesOf = (reference: Sample | null) => {
    const result = driveSync(run({}, { reference, test }))
    return result.shape === 'trace' ? result.changes : []
  }
  expect(changesOf(null).map(({ kind }) => kind)).toEqual(['lasting'])
  expect(changesOf(test)).toEqual(changesOf(null))
})

describe('batches', () => {
  const BATCH = 50
  /** Changes told of alarms at the ends of batches. @param level of both columns, in standard deviations */
  function toldOf(level: Level, rows: readonly number[], seed = 2): Change[] {
    const random = createRandom(seed, PURPOSE.test)
    const stretch = (count: number, at: Level): Sample =>
      sampleOf(Array.from({ length: count }, (_, i) => [normal(random) + at(i), normal(random) + at(i)]))
    const reference = stretch(200, () => 0)
    const test = stretch(600, level)
    const positions = Uint32Array.from({ length: 600 / BATCH }, (_, i) => (i + 1) * BATCH - 1)
    const alarms = rows.map((row) => {
      const at = positions.indexOf(row - 1)
      return { start: at, end: at, peak: at, series: 'ε' }
    })
    return driveSync(
      changesIn({
        alarms,
        positions,
        test,
        reference,
        windowRows: BATCH,
        heldToReference: false,
        labels: false,
      }),
    )
  }

  test('an alarm of the last one, whose rows are as before, is unconfirmed; a change in it stands', () => {
    expect(toldOf(() => 0, [600]).map(({ kind }) => kind)).toEqual(['unconfirmed'])
    expect(toldOf((i) => (i < 550 ? 0 : 2), [600]).map(({ kind }) => kind)).toEqual(['lasting'])
    expect(toldOf((i) => (i < 550 ? 0 : 0.6), [600])[0]?.kind).not.toBe('unconfirmed')
  })

  test('one that ends just before the change tells of none, unless it is the only one near it', () => {
    const before: Level = (i) => (i < 300 ? 0 : 3)
    for (let seed = 1; seed <= 20; seed++)
      expect(toldOf(before, [300, 350], seed).map(({ kind }) => kind)).toEqual(['unconfirmed', 'lasting'])
    expect(toldOf(before, [300], 1)).toEqual([{ first: 0, last: 0, kind: 'lasting', began: 300 }])
  })

  test('a change long after them, which raised none, is told with the unconfirmed', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const [told, ...others] = toldOf((i) => (i < 400 ? 0 : 1.5), [100, 150, 250], seed)
      expect(others).toEqual([])
      expect(told, `seed ${seed}`).toMatchObject({ kind: 'unconfirmed', first: 0, last: 2 })
      expect(Math.abs((told?.began ?? 0) - 400)).toBeLessThan(15)
      expect(toldOf(() => 0, [100, 250], seed)[0]?.began).toBeNull()
    }
  })

  test('rows of the next alarm do not confirm the one before it', () => {
    for (let seed = 1; seed <= 20; seed++)
      expect(toldOf((i) => (i < 300 ? 0 : 1.5), [150, 350], seed).map(({ kind }) => kind)).toEqual([
        'unconfirmed',
        'lasting',
      ])
  })
})

describe('an alarm in the first row of a new level', () => {
  /** @param first value of the row that raises the first of two alarms */
  function toldOf(first: number): Change[] {
    const random = createRandom(2, PURPOSE.test)
    const test = sampleOf(
      Array.from({ length: 600 }, (_, i) => [i === 300 ? first : normal(random) + (i < 300 ? 0 : 4)]),
    )
    const alarms = [300, 310].map((at) => ({ start: at, end: at, peak: at, series: 'S' }))
    const positions = Uint32Array.from({ length: 600 }, (_, i) => i)
    return driveSync(
      changesIn({
        alarms,
        positions,
        test,
        reference: null,
        windowRows: 1,
        heldToReference: false,
        labels: false,
      }),
    )
  }

  test('tells of it only where that row is unlike all before', () => {
    expect(toldOf(6).map(({ kind, first }) => ({ kind, first }))).toEqual([{ kind: 'lasting', first: 0 }])
    expect(toldOf(1.9).map(({ kind, first }) => ({ kind, first }))).toEqual([
      { kind: 'unconfirmed', first: 0 },
      { kind: 'lasting', first: 1 },
    ])
  })
})
