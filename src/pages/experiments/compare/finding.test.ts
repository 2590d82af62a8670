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
  expect(pageFinding(sites, ['time', 'val/iou'])).toBe('A reaches the best val/iou: 0.74 at site-3')
  expect(chartFinding(sites, 'val/iou')).toBe('Higher is better. A leads B by 0.05.')
})

test('no finding where the best is shared, unknown, or nobody says which way is better', () => {
  const runs = (a: number, b: number) =>
    coloured([madeRun('a', { metrics: { loss: a } }), madeRun('b', { metrics: { loss: b } })], '')
  expect(pageFinding(runs(1, 1), ['loss'])).toBeNull()
  expect(pageFinding(runs(1, Infinity), ['loss'])).toBeNull()
  expect(chartFinding(sites, 'time')).toBeUndefined()
  expect(pageFinding(runs(1, 2), ['loss'])).toBe('a reaches the best loss: 1')
})
