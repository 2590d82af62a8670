import { expect, test } from 'vitest'
import { chartKeys, lastOf, metricsOf } from './metric-plan'

const run = (metrics: Record<string, number>) => ({
  metrics: Object.entries(metrics).map(([key, value]) => ({ key, value, step: 1, at: 0 })),
})
const runs = [
  run({ 'train/loss': 1, 'val/loss': 2, 'system/cpu': 1, epochs: 10, rare: 1 }),
  run({ 'train/loss': 3, 'val/loss': 4, 'system/cpu': 9, epochs: 10 }),
]

test('the most telling first, the machine last', () => {
  expect(metricsOf(runs).map(({ key }) => key)).toEqual([
    'val/loss',
    'train/loss',
    'epochs',
    'rare',
    'system/cpu',
  ])
})

test('NaN in all runs does not differ', () => {
  expect(metricsOf([run({ a: Number.NaN }), run({ a: Number.NaN })])[0]?.isDiffering).toBe(false)
})

test('pinned keys come first, all of them, and unknown ones are left out', () => {
  const metrics = metricsOf(runs)
  expect(chartKeys(metrics, ['rare', 'gone', 'epochs'], 3)).toEqual(['rare', 'epochs', 'val/loss'])
  expect(chartKeys(metrics, ['rare', 'epochs'], 1)).toEqual(['rare', 'epochs'])
})

test('the last value of a metric, and none', () => {
  expect(lastOf(runs[0]!, 'rare')).toBe(1)
  expect(lastOf(runs[1]!, 'rare')).toBeUndefined()
})
