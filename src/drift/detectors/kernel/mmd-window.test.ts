import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import type { Progress } from '../../define'
import { drive, driveSync } from '../../drive'
import { loadDetector } from '../../run'
import type { TraceResult } from '../../results'
import type { Sample } from '../../sample'
import { normalSample, sampleOf } from '../../samples-for-tests'

const detect = await loadDetector('mmd-window')

const run = (reference: Sample, test: Sample, params: object = {}) =>
  driveSync(detect(params, { reference, test })) as TraceResult & { threshold: number }

const reference = normalSample(1, 120, 2)
const stream = normalSample(2, 150, 2)
const settings = { window: 20, simulations: 99 }

test('a value stands at the last row of its window, from the first full window on', () => {
  const numbered = { ...stream, rowNumbers: stream.rowNumbers.map((row) => row * 10) }
  const r = run(reference, numbered, { ...settings, step: 7 })
  expect([...r.positions.subarray(0, 3)]).toEqual([19, 26, 33])
  expect([...r.rowNumbers.subarray(0, 3)]).toEqual([200, 270, 340])
  expect([...r.windowStarts.subarray(0, 3)]).toEqual([10, 80, 150])
  expect(r.positions.at(-1)).toBe(145)
  expect(r.series[0]?.values).toHaveLength(r.positions.length)
  const every = run(reference, numbered, { ...settings, step: 1 })
  expect(r.series[0]?.values).toEqual(every.series[0]?.values.filter((_, i) => i % 7 === 0))
})

test('the reference is split by the seed, and the settings say how', () => {
  const r = run(reference, stream, settings)
  expect(r.settings).toMatchObject({
    comparisonRows: 60,
    heldOutRows: 60,
    referenceRows: 120,
    windows: 131,
    step: 1,
  })
  const other = run(reference, stream, { ...settings, seed: 7 })
  expect(other.series[0]?.values).not.toEqual(r.series[0]?.values)
  // σ is of all reference rows: the split does not move it.
  expect(other.settings['sigma']).toBeCloseTo(r.settings['sigma'] as number, 12)
})

test('alarms are the unbroken stretches above the threshold', () => {
  const shifted = normalSample(3, 150, 2, 1.5)
  const values = Float64Array.from([...stream.values, ...shifted.values, ...normalSample(4, 150, 2).values])
  const long = {
    ...stream,
    rows: 450,
    values,
    rowNumbers: Uint32Array.from({ length: 450 }, (_, i) => i + 1),
  }
  const r = run(reference, long, settings)
  const series = r.series[0]?.values ?? new Float64Array()
  const above = new Set<number>()
  for (const { start, end, peak, series: name } of r.alarms) {
    expect(name).toBe('MMD²')
    for (let i = start; i <= end; i++) {
      above.add(i)
      expect(series[peak]).toBeGreaterThanOrEqual(series[i] as number)
    }
    expect(series[start - 1] ?? -1).toBeLessThanOrEqual(r.threshold)
    expect(series[end + 1] ?? -1).toBeLessThanOrEqual(r.threshold)
  }
  series.forEach((value, i) => expect(above.has(i)).toBe(value > r.threshold))
  const peak = r.alarms.map((a) => r.positions[a.peak] as number).sort((a, b) => a - b)[0] as number
  expect(peak).toBeGreaterThan(150)
  expect(peak).toBeLessThan(320)
  expect(r.drift).toBe(true)
})

test('a threshold for the whole stream is above one for each window, and grows with the stream', () => {
  const whole = run(reference, stream, settings)
  const each = run(reference, stream, { ...settings, control: 'pointwise' })
  const longer = run(reference, normalSample(2, 1500, 2), settings)
  expect(whole.threshold).toBeGreaterThan(each.threshold)
  expect(longer.threshold).toBeGreaterThan(whole.threshold)
  expect(whole.thresholdRule).toMatch(/^α = 0\.05 for the whole stream of 131 windows/)
  expect(each.thresholdRule).toMatch(/expect about 6\.55 of the 131 overlapping windows/)
  expect(each.nullBand?.low).toBeLessThan(0)
  expect(each.nullBand?.high).toBeGreaterThan(0)
})

test('in slices or at once, the result is the same', async () => {
  const sliced = await drive(detect(settings, { reference, test: stream }), {
    now: () => performance.now(),
    sliceMs: 0,
  })
  expect(sliced).toEqual({ status: 'done', value: run(reference, stream, settings) })
})

test('for any finite samples, every number is one', () => {
  const row = fc.array(
    fc.oneof(fc.integer({ min: -1, max: 1 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })),
    {
      minLength: 2,
      maxLength: 2,
    },
  )
  fc.assert(
    fc.property(
      fc.array(row, { minLength: 8, maxLength: 20 }),
      fc.array(row, { minLength: 4, maxLength: 20 }),
      fc.integer({ min: 2, max: 4 }),
      (a, b, window) => {
        const r = run(sampleOf(a), sampleOf(b), { window, simulations: 99 })
        expect(r.series[0]?.values.every(Number.isFinite)).toBe(true)
        expect(Number.isFinite(r.threshold)).toBe(true)
        expect(Number.isFinite(r.nullBand?.low)).toBe(true)
        expect(r.drift).toBe(r.alarms.length > 0)
      },
    ),
    { numRuns: tries(60) },
  )
})

test('progress counts up to its total in each phase', () => {
  const seen: Progress[] = []
  driveSync(detect(settings, { reference, test: stream }), (p) => seen.push(p))
  const phases = [...new Set(seen.map((p) => p.phase))]
  expect(phases).toEqual(['distances', 'kernel rows', 'stream rows', 'simulated streams'])
  for (const phase of phases) {
    const part = seen.filter((p) => p.phase === phase)
    part.forEach((p, i) => expect(p.done).toBeGreaterThanOrEqual(part[i - 1]?.done ?? 0))
    expect(part.at(-1)?.done).toBe(part.at(-1)?.total)
  }
})

test('what was done to keep it computable is said', () => {
  const many = run(normalSample(1, 200, 1), normalSample(2, 20_100, 1), {
    window: 20,
    simulations: 99,
    referenceRows: 100,
  })
  expect(many.settings).toMatchObject({ step: 3, referenceRows: 100, comparisonRows: 50 })
  expect(many.series[0]?.values.length).toBeLessThanOrEqual(10_000)
  expect(many.notes.join(' ')).toMatch(
    /100 of 200 reference rows were used \(seed 42\).*Windows are 3 rows apart/s,
  )
  const tight = run(reference, stream, { window: 50, simulations: 99 })
  expect(tight.notes.join(' ')).toMatch(
    /reference is small for this window: 60 rows are compared with and 60 held out/,
  )
})

describe('bad input gets a sentence', () => {
  test.each<[string, Sample, Sample, object, string, RegExp]>([
    [
      'a reference shorter than two windows',
      reference,
      stream,
      { window: 100 },
      'window-too-long',
      /at least 200 reference rows .* there are 120\. Set Window to 60 or less/,
    ],
    [
      'a tiny reference',
      normalSample(1, 5, 2),
      stream,
      { window: 2 },
      'window-too-long',
      /Take more reference rows/,
    ],
    [
      'a stream shorter than a window',
      reference,
      normalSample(1, 19, 2),
      settings,
      'too-few-rows',
      /test sample has 19 rows, and .* at least 20\./,
    ],
    [
      'too few simulations',
      reference,
      stream,
      { ...settings, alpha: 0.001 },
      'too-few-simulations',
      /Use at least 999/,
    ],
    [
      'NaN in the stream',
      reference,
      sampleOf(Array.from({ length: 30 }, (_, i) => [i, i === 9 ? Number.NaN : 1])),
      settings,
      'not-finite',
      /row 10, column 'x2'/,
    ],
    [
      'other columns',
      reference,
      normalSample(1, 50, 3),
      settings,
      'different-columns',
      /2 columns and the test sample 3/,
    ],
  ])('%s', (_, from, to, params, code, message) => {
    expect(() => run(from, to, params)).toThrow(expect.objectContaining({ code }))
    expect(() => run(from, to, params)).toThrow(message)
  })
})
