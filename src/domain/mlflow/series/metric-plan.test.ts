import { expect, test } from 'vitest'
import { chartsFor, lastOf, metricsOf, sectionsOf } from './metric-plan'

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
  expect(chartsFor(metrics, ['rare', 'gone', 'epochs'], { search: '', section: null, most: 3 }).keys).toEqual(
    ['rare', 'epochs', 'val/loss'],
  )
  expect(chartsFor(metrics, ['rare', 'epochs'], { search: '', section: null, most: 1 }).keys).toEqual([
    'rare',
    'epochs',
  ])
})

test('the last value of a metric, and none', () => {
  expect(lastOf(runs[0]!, 'rare')).toBe(1)
  expect(lastOf(runs[1]!, 'rare')).toBeUndefined()
})

test('sections: what stands before the first slash, the most telling first', () => {
  const metrics = ['val/a/b', 'loss', 'val/c', 'train/a', 'acc'].map((key) => ({
    key,
    count: 1,
    isDiffering: true,
    isSystem: false,
  }))
  const of = (search: string, section: string | null) =>
    chartsFor(metrics, ['loss'], { search, section, most: 2 })
  expect(of('', null)).toEqual({ keys: ['loss', 'val/a/b'], total: 5 })
  expect(of('', 'val')).toEqual({ keys: ['val/a/b', 'val/c'], total: 2 })
  expect(of('a', 'train')).toEqual({ keys: ['train/a'], total: 1 })
  expect(of('zzz', null)).toEqual({ keys: [], total: 0 })
  expect(sectionsOf(metrics)).toEqual([
    { name: 'val', count: 2 },
    { name: '', count: 2 },
    { name: 'train', count: 1 },
  ])
})
