import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { loadDetector } from '../run'
import { simulatedTimes } from './build-times.test-support'
import { earlyWarnings, warningParams } from './early-warnings'
import { deviations, drawnIn, logTimes } from './robust'

const BASELINE = 40

const STEPS = [0, 0, 0, 0.1, 0.15, 0.3, 0.5, -0.2]

/** Histories with and without a change, of short and long pipelines. */
const histories = Array.from({ length: 80 }, (_, seed) => {
  const ms = simulatedTimes(seed, STEPS[seed % STEPS.length]!, seed % 2 === 0 ? 120 : 400)
  return deviations(drawnIn(logTimes(Float64Array.from(ms))), BASELINE)!
})

/** Index of the first alarm of a whole run in the registry's way. */
async function firstAlarm(detector: string, params: object, values: Float64Array): Promise<number | null> {
  const detect = await loadDetector(detector, params)
  const test = {
    columns: ['time'],
    values,
    rows: values.length,
    rowNumbers: Uint32Array.from(values, (_, i) => i + 1),
  }
  const result = driveSync(detect(params, { reference: null, test, times: null }))
  if (result.shape !== 'trace') throw new Error('It is no trace.')
  const [alarm] = result.alarms
  return alarm === undefined ? null : (result.positions[alarm.start] ?? null)
}

test('each speaks where a whole run of the registry’s detector first does', async () => {
  for (const [detector, params] of Object.entries(warningParams(BASELINE)))
    for (const values of histories) {
      const own = earlyWarnings(values, BASELINE).find((one) => one.detector === detector)
      // BOCD of the registry drops the improbable as well: here it keeps all.
      const all = detector === 'bocd' ? { ...params, maxRuns: 20_000, pruneBelow: 1e6 } : params
      expect(own?.index ?? null).toBe(await firstAlarm(detector, all, values))
    }
})

test('of few values, and of equal ones in the warm-up, nothing or a finite place is told', () => {
  expect(earlyWarnings(new Float64Array(BASELINE - 1), BASELINE)).toEqual([])
  const step = Float64Array.from({ length: 80 }, (_, i) => (i < 60 ? 0 : 3))
  expect(earlyWarnings(step, BASELINE).map(({ detector }) => detector)).toContain('bocd')
})
