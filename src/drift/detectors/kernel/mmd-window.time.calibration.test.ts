import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { LEVEL, LEVEL_TRIALS, levelBounds } from '../../level-bounds.test-support'
import type { TraceResult } from '../../results'
import { loadDetector } from '../../run'
import { irregularTimes, normalSample } from '../../samples-for-tests'

const detect = await loadDetector('mmd-window')

const DAY = 86_400_000

/** Of each of `LEVEL_TRIALS` streams without a change, of irregular times: was an alarm raised, and did its last window alarm. */
function alarmed(params: object): { streams: number; lastWindows: number } {
  const alarms = { streams: 0, lastWindows: 0 }
  for (let trial = 0; trial < LEVEL_TRIALS; trial++) {
    const values = Float64Array.from(irregularTimes(trial, 60), (day) => day * DAY)
    const result = driveSync(
      detect(
        { windowBy: 'time', duration: 12, fewestRows: 6, simulations: 99, seed: trial, ...params },
        {
          reference: normalSample(3 * trial, 60, 2),
          test: normalSample(3 * trial + 1, 60, 2),
          times: { values, unit: 'ms', column: 'date' },
        },
      ),
    ) as TraceResult
    if (result.drift) alarms.streams++
    if (result.series[0]!.values.findLast(Number.isFinite)! > result.threshold!) alarms.lastWindows++
  }
  return alarms
}

test('of streams of irregular times without a change, no more than α alarm', () => {
  const { streams } = alarmed({ alpha: LEVEL })
  expect(streams).toBeLessThanOrEqual(levelBounds().most)
  // A threshold that never alarms would be of no use either.
  expect(streams).toBeGreaterThan(0.2 * LEVEL * LEVEL_TRIALS)
})

test('pointwise, a window by time alarms about α of the time', () => {
  const { lastWindows } = alarmed({ alpha: LEVEL, control: 'pointwise' })
  expect(lastWindows).toBeLessThanOrEqual(levelBounds().most)
  expect(lastWindows).toBeGreaterThan(0.4 * LEVEL * LEVEL_TRIALS)
})
