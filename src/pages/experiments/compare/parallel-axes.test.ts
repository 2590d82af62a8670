import { expect, test } from 'vitest'
import { metricsOf } from '~/domain/mlflow/series/metric-plan'
import { coloured } from './colouring'
import { madeRun } from './compare.test-support'
import { fewAxes, parallelAxes } from './parallel-axes'

test('what differs, numbers as numbers, words as words', () => {
  const runs = [
    madeRun('a', { params: { lr: '1e-4', model: 'unet', seed: '1' }, metrics: { loss: 1 } }),
    madeRun('b', { params: { lr: '1e-3', model: 'vit', seed: '1' }, metrics: { loss: Infinity } }),
  ]
  expect(parallelAxes(coloured(runs, ''), metricsOf(runs), [])).toEqual([
    { key: 'param:lr', title: 'lr', kind: 'number', values: Float64Array.of(1e-4, 1e-3) },
    { key: 'param:model', title: 'model', kind: 'category', values: ['unet', 'vit'] },
    { key: 'metric:loss', title: 'loss', kind: 'number', values: Float64Array.of(1, Number.NaN) },
  ])
})

test('axes that were chosen stand in their order; what spans decades is logarithmic', () => {
  const runs = ['1e-5', '1e-3', ''].map((lr, k) =>
    madeRun(`${k}`, { params: lr === '' ? {} : { lr }, metrics: { loss: k, steps: 100 } }),
  )
  const axes = parallelAxes(coloured(runs, ''), metricsOf(runs), ['metric:steps', 'metric:loss', 'param:lr'])
  expect(axes).toEqual([
    { key: 'metric:steps', title: 'steps', kind: 'number', values: Float64Array.of(100, 100, 100) },
    { key: 'metric:loss', title: 'loss', kind: 'number', values: Float64Array.of(0, 1, 2) },
    {
      key: 'param:lr',
      title: 'lr',
      kind: 'number',
      values: Float64Array.of(1e-5, 1e-3, Number.NaN),
      isLog: true,
    },
  ])
})

test('on a phone stand the first of each kind, and what is brushed', () => {
  const params = { lr: '1', model: 'unet', size: '3' }
  const metrics = { loss: 1, acc: 2, iou: 3 }
  const runs = [
    madeRun('a', { params, metrics }),
    madeRun('b', {
      params: { lr: '2', model: 'vit', size: '4' },
      metrics: { loss: 2, acc: 3, iou: 4 },
    }),
  ]
  const axes = parallelAxes(coloured(runs, ''), metricsOf(runs), [])
  const [, , , first, second, last] = axes.map(({ key }) => key)
  const keysOf = (brushed: string[]) => fewAxes(axes, brushed).map(({ key }) => key)
  expect(keysOf([])).toEqual(['param:lr', 'param:model', first, second])
  expect(keysOf([last ?? ''])).toEqual(['param:lr', 'param:model', first, second, last])
})
