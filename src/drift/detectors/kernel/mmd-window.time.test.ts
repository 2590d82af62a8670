import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { driveSync } from '../../drive'
import type { TraceResult } from '../../results'
import { loadDetector } from '../../run'
import type { Sample, Times } from '../../sample'
import { irregularTimes, normalSample } from '../../samples-for-tests'

const detect = await loadDetector('mmd-window')

const DAY = 86_400_000

const days = (values: ArrayLike<number>): Times => ({
  values: Float64Array.from(values, (day) => day * DAY),
  unit: 'ms',
  column: 'date',
})

const run = (reference: Sample, test: Sample, times: Times | null, params: object = {}) =>
  driveSync(
    detect({ windowBy: 'time', simulations: 99, ...params }, { reference, test, times }),
  ) as TraceResult & { threshold: number }

const reference = normalSample(1, 160, 2)
const stream = normalSample(2, 150, 2)

test('with equally spaced times, windows, values and threshold are those of windows of rows', () => {
  const daily = days(Array.from({ length: 150 }, (_, i) => i))
  for (const change of [{}, { step: 7 }, { step: 45 }, { control: 'pointwise' }]) {
    const byTime = run(reference, stream, daily, { duration: 20, ...change })
    const byRows = run(reference, stream, daily, { windowBy: 'rows', window: 20, ...change })
    const { settings, ...found } = byTime
    const { settings: rowSettings, ...expected } = byRows
    expect(found).toEqual(expected)
    expect(settings).toMatchObject({ windowBy: 'time', duration: 20, durationUnit: 'days', fewestRows: 10 })
    expect(rowSettings).toMatchObject({ windowBy: 'rows', window: 20 })
    expect(settings['window']).toBeUndefined()
  }
})

test('a window ends at its row; its start is the first row of its duration', () => {
  const at = irregularTimes(3, 150)
  const r = run(reference, stream, days(at), { duration: 20, fewestRows: 2 })
  r.positions.forEach((position, i) => {
    const first = at.findIndex((day) => day > (at[position] as number) - 20)
    expect(r.rowNumbers[i]).toBe(position + 1)
    expect(r.windowStarts[i]).toBe(first + 1)
  })
  expect(r.positions.at(-1)).toBe(149)
  expect(at[r.positions[0] as number]).toBeGreaterThan((at[0] as number) + 18)
  expect(r.series[0]?.values.every(Number.isFinite)).toBe(true)
})

test('windows with few rows have no value: counted, said, and never an alarm', () => {
  const shifted = normalSample(4, 120, 2, 3)
  // Two thirds come daily, the last rows every third day.
  const at = Array.from({ length: 120 }, (_, i) => (i < 100 ? i : 100 + 3 * (i - 99)))
  const r = run(reference, shifted, days(at), { duration: 30, fewestRows: 12 })
  const values = r.series[0]?.values ?? new Float64Array()
  const without = values.filter(Number.isNaN).length
  expect(without).toBeGreaterThan(5)
  expect(r.settings['windows']).toBe(values.length - without)
  expect(r.notes.join(' ')).toContain(
    `${without} of ${values.length} windows hold fewer than 12 rows and have no value.`,
  )
  expect(r.notes.join(' ')).toMatch(/Windows hold 13 to 30 rows\. The smallest vary most/)
  expect(r.drift).toBe(true)
  for (const { start, end } of r.alarms)
    for (let i = start; i <= end; i++) expect(values[i]).toBeGreaterThan(r.threshold)
  expect(r.thresholdRule).toContain(
    `whole stream of ${values.length - without} windows: the 1 − α quantile of the largest value in each of 99 simulated streams whose windows hold as many rows as here`,
  )
  expect(run(reference, shifted, days(at), { duration: 30, control: 'pointwise' }).thresholdRule).toMatch(
    /on average over windows of unlike size: .* simulated windows of 1\d to 30 rows/,
  )
})

test('numbers that order the rows are in their own unit, and the unit changes nothing', () => {
  const at = irregularTimes(5, 150)
  const own = (factor: number): Times => ({ values: at.map((x) => x * factor), unit: 'own', column: 'hour' })
  const { settings, ...inDays } = run(reference, stream, days(at), { duration: 15 })
  const { settings: ownSettings, ...inHours } = run(reference, stream, own(24), { duration: 15 * 24 })
  expect(inHours).toEqual(inDays)
  expect(settings).toMatchObject({ duration: 15, durationUnit: 'days' })
  expect(ownSettings).toMatchObject({ duration: 360, durationUnit: 'in hour' })
})

test('for any times: numbers or no value, and alarms only on numbers', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 30, maxLength: 60 }),
      fc.integer({ min: 2, max: 25 }),
      fc.constantFrom('stream', 'pointwise'),
      (gaps, duration, control) => {
        let now = 0
        const times = days(gaps.map((gap) => (now += gap)))
        const sample = normalSample(6, gaps.length, 2, 1)
        const found = () => run(reference, sample, times, { duration, fewestRows: 2, control })
        let r: TraceResult
        try {
          r = found()
        } catch (error) {
          expect(error).toMatchObject({ code: expect.stringMatching(/^window-too-(short|long)$/) })
          return
        }
        const values = r.series[0]?.values ?? new Float64Array()
        expect(Number.isFinite(r.threshold)).toBe(true)
        expect(values.some(Number.isFinite)).toBe(true)
        values.forEach((value, i) => {
          const rows = (r.positions[i] as number) - (r.windowStarts[i] as number) + 2
          expect(Number.isFinite(value)).toBe(rows >= 2)
        })
        for (const { start, end } of r.alarms)
          expect(values.subarray(start, end + 1).every((value) => value > (r.threshold ?? 0))).toBe(true)
      },
    ),
    { numRuns: tries(60) },
  )
})

describe('what cannot be done gets a sentence', () => {
  const daily = days(Array.from({ length: 150 }, (_, i) => i))
  test.each<[string, Times | null, object, string, RegExp]>([
    [
      'no times',
      null,
      {},
      'needs-times',
      /^Choose the column that orders the stream, or count the window in rows\.$/,
    ],
    [
      'a window longer than the stream',
      daily,
      { duration: 365 },
      'window-too-long',
      /covers 149 days, less than one window of 365 days\. Set Duration to 149 or less/,
    ],
    [
      'too few rows in every window',
      daily,
      { duration: 5 },
      'window-too-short',
      /No window of 5 days holds 10 rows, the largest 5\. Set a longer Duration, or Fewest rows to 5 or less/,
    ],
    [
      'a small reference',
      daily,
      { duration: 100 },
      'window-too-long',
      /a window of 100 days holds up to 100 rows and needs at least 200 reference rows .* there are 160\. Set Duration to 80 or less/,
    ],
    [
      'one time for all',
      days(Array.from({ length: 150 }, () => 7)),
      {},
      'window-too-long',
      /All rows of the test sample have the same time/,
    ],
    [
      'times out of order',
      days([2, 1, ...Array.from({ length: 148 }, () => 3)]),
      {},
      'times-out-of-order',
      /Row 2 has no time in date, or one before that of the row ahead of it/,
    ],
    [
      'hours of work',
      daily,
      { simulations: 100_000, referenceRows: 5000, duration: 20 },
      'too-much-work',
      /would take hours/,
    ],
  ])('%s', (name, times, params, code, message) => {
    const from = name === 'hours of work' ? normalSample(1, 5000, 2) : reference
    expect(() => run(from, stream, times, params)).toThrow(expect.objectContaining({ code }))
    expect(() => run(from, stream, times, params)).toThrow(message)
  })

  test('and what it advises can be done', () => {
    const at = days(irregularTimes(7, 150))
    const advice = (params: object): number => {
      try {
        run(reference, stream, at, params)
      } catch (error) {
        return Number(/Set Duration to ([\d.,]+) or less/.exec(String(error))?.[1]?.replaceAll(',', ''))
      }
      return Number.NaN
    }
    for (const wrong of [1000, 120]) {
      const duration = advice({ duration: wrong })
      expect(duration).toBeGreaterThan(10)
      const next = advice({ duration })
      expect(Number.isNaN(next) || next < duration).toBe(true)
      run(reference, stream, at, { duration: Number.isNaN(next) ? duration : next })
    }
  })
})
