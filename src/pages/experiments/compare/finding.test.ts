import { expect, test } from 'vitest'
import { coloured } from './colouring'
import { madeRun } from './compare.test-support'
import { chartFinding, directionOf, pageFinding } from './finding'

test('which way is better is told by a word of the key alone', () => {
  expect(directionOf('val/loss')).toBe('lower')
  expect(directionOf('testAccuracy')).toBe('higher')
  expect(directionOf('val_iou')).toBe('higher')
  expect(directionOf('glossary')).toBeNull()
  expect(directionOf('epoch time')).toBeNull()
  expect(directionOf('accuracy_loss')).toBeNull()
})

const sites = coloured(
  [
    madeRun('site-1-A', { metrics: { 'val/iou': 0.7, time: 1 } }),
    madeRun('site-3-A', { metrics: { 'val/iou': 0.74, time: 2 } }),
    madeRun('site-1-B', { metrics: { 'val/iou': 0.69, time: 3 } }),
    madeRun('site-3-B', { metrics: { 'val/iou': Number.NaN } }),
  ],
  '',
)

test('the best last value, and the lead over the best of another group', () => {
  expect(pageFinding(sites, ['time', 'val/iou'])).toEqual({
    title: 'A reaches the best val/iou: 0.74 at site-3',
    facts: 'ahead of B by 0.05',
  })
  expect(chartFinding(sites, 'val/iou')).toBe('Higher is better. A leads B by 0.05.')
})

test('no finding where the best is shared, unknown, or nobody says which way is better', () => {
  const runs = (a: number, b: number) =>
    coloured([madeRun('a', { metrics: { loss: a } }), madeRun('b', { metrics: { loss: b } })], '')
  expect(pageFinding(runs(1, 1), ['loss'])).toBeNull()
  expect(pageFinding(runs(1, Infinity), ['loss'])).toBeNull()
  expect(chartFinding(sites, 'time')).toBeUndefined()
  expect(pageFinding(runs(1, 2), ['loss'])?.title).toBe('a reaches the best loss: 1')
})

test('what the lead cost in time, where that is another time', () => {
  const took = (name: string, loss: number, endedAt: number | null) => ({
    ...madeRun(name, { metrics: { loss } }),
    endedAt,
  })
  const facts = (...runs: Parameters<typeof coloured>[0]) => pageFinding(coloured(runs, ''), ['loss'])?.facts
  expect(facts(took('a', 1, 32_000), took('b', 2, 10_000))).toBe('ahead of b by 1, at 3.2 × its duration')
  expect(facts(took('a', 1, 10_500), took('b', 2, 10_000))).toBe('ahead of b by 1')
  expect(facts(took('a', 1, null), took('b', 2, 10_000))).toBe('ahead of b by 1')
})
