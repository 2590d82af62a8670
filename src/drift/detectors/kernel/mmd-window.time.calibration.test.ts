import { describe, expect, test } from 'vitest'
import { driveSync } from '../../drive'
import type { TraceResult } from '../../results'
import { loadDetector } from '../../run'
import { irregularTimes, normalSample } from '../../samples-for-tests'

const detect = await loadDetector('mmd-window')

const DAY = 86_400_000

describe('null streams of irregular times alarm in no more than α of them', () => {
  test.each([
    ['in the whole stream', 'stream', 300],
    ['a window, on average', 'pointwise', 150],
  ])('%s', (_, control, trials) => {
    let rate = 0
    const rates: number[] = []
    for (let trial = 0; trial < trials; trial++) {
      const days = Float64Array.from(irregularTimes(trial, 160), (day) => day * DAY)
      const r = driveSync(
        detect(
          { windowBy: 'time', simulations: 99, duration: 20, fewestRows: 6, control, seed: trial },
          {
            reference: normalSample(3 * trial, 100, 2),
            test: normalSample(3 * trial + 1, 160, 2),
            times: { values: days, unit: 'ms', column: 'date' },
          },
        ),
      ) as TraceResult & { threshold: number }
      const values = (r.series[0]?.values ?? new Float64Array()).filter(Number.isFinite)
      const above = values.filter((value) => value > r.threshold).length / values.length
      rates.push(control === 'stream' ? Number(r.drift) : above)
      rate += (rates.at(-1) as number) / trials
    }
    const sd = Math.sqrt(rates.reduce((sum, x) => sum + (x - rate) ** 2, 0) / trials)
    const error = Math.max(sd, Math.sqrt(0.05 * 0.95) * Number(control === 'stream')) / Math.sqrt(trials)
    expect(rate).toBeLessThanOrEqual(0.05 + 3 * error)
    // A threshold that never alarms would be of no use either.
    expect(rate).toBeGreaterThan(0.01)
  })
})
