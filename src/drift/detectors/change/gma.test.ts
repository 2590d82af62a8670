import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { createRandom, normal, PURPOSE } from '../../random'
import { loadDetector } from '../../run'
import type { TraceResult } from '../../results'
import { sampleOf } from '../../samples-for-tests'
import { openStream } from '../../stream'

test('the average of deviations, by hand', async () => {
  // Means 2, 3, 4; S = 0, 0.5 · 1 = 0.5, 0.5 · 0.5 + 0.5 · 2 = 1.25.
  const stream = await openStream('gma', { forgetting: 0.5, threshold: 1, minInstances: 1 })
  const seen = [2, 4, 6].map((x) => stream.update(x))
  expect(seen.map((s) => s.statistic)).toEqual([0, 0.5, 1.25])
  expect(seen.map((s) => s.drift)).toEqual([false, false, true])
})

test('the control chart: average, variance and limits by hand', async () => {
  const detect = await loadDetector('gma')
  const r = driveSync(
    detect(
      { variant: 'chart', weight: 0.5, width: 1, minInstances: 2 },
      { reference: null, test: sampleOf([[0], [2]]) },
    ),
  ) as TraceResult
  // z = 1, mean = 1, σ² = ½ · ½ · 4 = 1; √(1 · (½ / 1½) · (1 − ½⁴)).
  const bound = Math.sqrt((1 / 3) * (15 / 16))
  expect(r.threshold).toBeNull()
  expect(r.limits.map((l) => [l.name, l.level])).toEqual([
    ['upper limit', 'drift'],
    ['lower limit', 'drift'],
    ['mean', 'centre'],
  ])
  expect(r.series[0]!.values[1]).toBe(1)
  expect(r.limits.map((l) => l.values[1])).toEqual([1 + bound, 1 - bound, 1])
  expect(r.limits.map((l) => l.values[0])).toEqual([Number.NaN, Number.NaN, Number.NaN])
})

test('the chart stays between its limits or alarms, on either side', async () => {
  const random = createRandom(5, PURPOSE.test)
  const detect = await loadDetector('gma')
  const values = Array.from({ length: 600 }, (_, i) => normal(random) - (i < 300 ? 0 : 2))
  const test = sampleOf(values.map((x) => [x]))
  const r = driveSync(detect({ variant: 'chart' }, { reference: null, test })) as TraceResult
  const alarms = new Set(r.alarms.map((a) => a.start))
  const [upper, lower] = r.limits.map((l) => l.values)
  r.series[0]!.values.forEach((z, i) => expect(alarms.has(i)).toBe(z > upper![i]! || z < lower![i]!))
  expect(r.alarms.some(({ start }) => start >= 300 && start < 320)).toBe(true)
  const up = driveSync(detect({ variant: 'chart', mode: 'up' }, { reference: null, test })) as TraceResult
  expect(up.limits.map((l) => l.name)).toEqual(['upper limit', 'mean'])
  expect(up.alarms.filter(({ start }) => start >= 300 && start < 320)).toEqual([])
})

test('the variance does not lose its digits far from zero', async () => {
  const [here, there] = [
    await openStream('gma', { variant: 'chart' }),
    await openStream('gma', { variant: 'chart' }),
  ]
  const random = createRandom(6, PURPOSE.test)
  for (let i = 0; i < 200; i++) {
    const x = Math.round(1024 * normal(random)) / 1024
    here.update(x)
    there.update(x + 2 ** 30)
  }
  expect(there.internals()['variance']! / here.internals()['variance']!).toBeCloseTo(1, 5)
})
