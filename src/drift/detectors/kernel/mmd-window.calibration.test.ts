import { describe, expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { LEVEL, LEVEL_TRIALS, levelBounds } from '../../level-bounds.test-support'
import { irregularTimes, normalSample, sampleOf } from '../../samples-for-tests'
import { createRandom, normal, PURPOSE } from '../../random'
import type { Sample } from '../../sample'
import { mmdWindow } from './mmd-window'
import { run } from './mmd-window.run'

/**
 * The promise of `control: 'stream'`: of streams in which nothing changes, no more than α alarm.
 * Every trial has a new reference, a new stream, a new seed. `DRIFT_STUDY=1` runs the larger study,
 * whose table stands in docs/decisions/0001-evolution-threshold.md.
 */
interface Setting {
  name: string
  reference: number
  d: number
  window: number
  stream: number
  trials: number
  simulations: number
  step?: number
  /** Windows by time, of this duration, at times one apart on average; with at least `window` rows. */
  duration?: number
  draw?: (seed: number, rows: number, d: number) => Sample
}

/** Five clusters: what a normal distribution is not. */
function clusters(seed: number, rows: number, d: number): Sample {
  const random = createRandom(seed, PURPOSE.test)
  return sampleOf(
    Array.from({ length: rows }, () => {
      const cluster = random() % 5
      return Array.from({ length: d }, (_, j) => 0.3 * normal(random) + (j % 5 === cluster ? 2 : 0))
    }),
  )
}

/** Student's t with 3 degrees of freedom in every column: heavy tails. */
function heavyTails(seed: number, rows: number, d: number): Sample {
  const random = createRandom(seed, PURPOSE.test)
  const chi = () => normal(random) ** 2
  return sampleOf(
    Array.from({ length: rows }, () =>
      Array.from({ length: d }, () => normal(random) / Math.sqrt((chi() + chi() + chi()) / 3)),
    ),
  )
}

function falseAlarms({
  reference,
  d,
  window,
  stream,
  trials,
  simulations,
  step = 0,
  duration,
  draw = normalSample,
}: Setting): {
  rate: number
  threshold: number
} {
  let alarms = 0
  let threshold = 0
  for (let trial = 0; trial < trials; trial++) {
    const seed = 1000 + 2 * trial
    const result = driveSync(
      run(
        {
          reference: draw(seed, reference, d),
          test: draw(seed + 1, stream, d),
          times: { values: irregularTimes(seed, stream), unit: 'own', column: 'time' },
        },
        {
          ...mmdWindow.params.defaults,
          window,
          ...(duration === undefined ? {} : { windowBy: 'time', duration, fewestRows: window }),
          simulations,
          step,
          seed: trial,
        },
      ),
    )
    if (result.drift) alarms++
    threshold += (result.threshold ?? 0) / trials
  }
  return { rate: alarms / trials, threshold }
}

const settings: Setting[] = [
  { name: 'digits-like', reference: 451, d: 8, window: 100, stream: 1346, trials: 200, simulations: 39 },
  { name: 'small', reference: 100, d: 3, window: 20, stream: 200, trials: 600, simulations: 99 },
  {
    name: 'clusters',
    reference: 120,
    d: 5,
    window: 30,
    stream: 300,
    trials: 300,
    simulations: 99,
    draw: clusters,
  },
  {
    name: 'windows apart',
    reference: 100,
    d: 3,
    window: 20,
    stream: 600,
    step: 25,
    trials: 400,
    simulations: 99,
  },
]

describe('null streams alarm in no more than α of them', () => {
  // The promise, so sharply that 7 % would be noticed; what follows looks for what is far off in other settings.
  test('smallest', () => {
    const setting = { reference: 60, d: 2, window: 12, stream: 72, trials: LEVEL_TRIALS, simulations: 99 }
    const alarms = Math.round(falseAlarms({ name: 'smallest', ...setting }).rate * LEVEL_TRIALS)
    expect(alarms).toBeLessThanOrEqual(levelBounds().most)
    expect(alarms).toBeGreaterThan(0.02 * LEVEL * LEVEL_TRIALS)
  })

  for (const setting of settings)
    test(
      setting.name,
      () => {
        const alpha = 0.05
        const rate = falseAlarms(setting).rate
        const error = Math.sqrt((alpha * (1 - alpha)) / setting.trials)
        expect(rate).toBeLessThanOrEqual(alpha + 3 * error)
        // A threshold that never alarms would be of no use either.
        expect(rate).toBeGreaterThan(0.005)
      },
      60_000,
    )
})

test('a change after half of the stream is found soon after it, and not before', () => {
  let delay = 0
  for (let seed = 1; seed <= 10; seed++) {
    const before = normalSample(seed, 200, 4)
    const after = normalSample(seed + 100, 200, 4, 1)
    const result = driveSync(
      run(
        {
          reference: normalSample(seed + 200, 300, 4),
          test: {
            ...before,
            rows: 400,
            values: Float64Array.from([...before.values, ...after.values]),
            rowNumbers: Uint32Array.from({ length: 400 }, (_, i) => i + 1),
          },
          times: null,
        },
        { ...mmdWindow.params.defaults, window: 40, simulations: 199, seed },
      ),
    )
    expect(result.alarms).not.toHaveLength(0)
    const first = result.positions[result.alarms[0]?.start ?? 0] as number
    expect(first).toBeGreaterThanOrEqual(200)
    delay += (first - 199) / 10
  }
  expect(delay).toBeLessThan(25)
})

// Not a skipped test: the study is made anew by hand when the rule changes.
if (process.env['DRIFT_STUDY'] === '1')
  test('the larger study', () => {
    const rows = [
      ...settings.map((s) => ({ ...s, trials: 1000, simulations: 199 })),
      {
        name: 'as long as the reference allows',
        reference: 100,
        d: 3,
        window: 50,
        stream: 1000,
        trials: 1000,
        simulations: 199,
      },
      { name: 'smallest', reference: 28, d: 1, window: 10, stream: 72, trials: 2000, simulations: 199 },
      {
        name: 'smallest, window = half',
        reference: 40,
        d: 2,
        window: 20,
        stream: 200,
        trials: 2000,
        simulations: 199,
      },
      { name: 'long stream', reference: 100, d: 3, window: 20, stream: 5000, trials: 500, simulations: 199 },
      {
        name: 'many columns',
        reference: 200,
        d: 64,
        window: 40,
        stream: 400,
        trials: 1000,
        simulations: 199,
      },
      {
        name: 'heavy tails',
        reference: 100,
        d: 2,
        window: 20,
        stream: 400,
        trials: 1000,
        simulations: 199,
        draw: heavyTails,
      },
      ...[10, 20].map((duration) => ({
        name: `irregular times, windows of ${duration}`,
        reference: 100,
        d: 2,
        window: 3,
        duration,
        stream: 300,
        trials: 1000,
        simulations: 199,
      })),
    ]
    for (const s of rows) {
      const { rate, threshold } = falseAlarms(s)
      const error = Math.sqrt((0.05 * 0.95) / s.trials)
      expect.soft(rate).toBeLessThanOrEqual(0.05 + 3 * error)
      console.log(
        `| ${s.name} | ${s.reference} | ${s.d} | ${s.window} | ${s.stream} | ${s.trials} | ${(100 * rate).toFixed(1)} % | ± ${(100 * error).toFixed(1)} % | ${threshold.toFixed(4)} |`,
      )
    }
  }, 3_600_000)
