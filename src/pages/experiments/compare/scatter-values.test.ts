import { expect, test } from 'vitest'
import { metricsOf } from '~/domain/mlflow/series/metric-plan'
import { coloured } from './colouring'
import { madeRun } from './compare.test-support'
import { firstAxes, leftOutWords, refusalOf, scatterKeys, scatterValues } from './scatter-values'

const RUNS = [
  madeRun('a', { params: { opt: 'adam', lr: '1e-3', depth: '2' }, metrics: { loss: 0.5 } }),
  madeRun('b', { params: { opt: 'sgd', lr: '0.01', depth: 'auto' }, metrics: { loss: Number.NaN } }),
  madeRun('c', { params: { opt: 'sgd', depth: 'nan' }, metrics: { loss: 0.25, acc: 0.9 } }),
]
const runs = coloured(RUNS, '')
const metrics = metricsOf(RUNS)

test('text that is a number is a number; what has none is counted by its reason', () => {
  expect([...scatterValues(runs, 'param:lr').values]).toEqual([0.001, 0.01, Number.NaN])
  expect(leftOutWords(scatterValues(runs, 'param:lr'))).toBe('lr: not logged in 1.')
  expect(leftOutWords(scatterValues(runs, 'param:depth'))).toBe('depth: text in 1 (“auto”), not finite in 1.')
  expect(leftOutWords(scatterValues(runs, 'metric:loss'))).toBe('loss: not finite in 1.')
  expect(leftOutWords(scatterValues(coloured(RUNS.slice(0, 1), ''), 'metric:loss'))).toBe('')
})

test('a category is refused in a sentence, and so is what holds no number', () => {
  expect(refusalOf(scatterValues(runs, 'param:opt'))).toContain('opt is text (“adam”)')
  expect(refusalOf(scatterValues(runs, 'metric:nowhere'))).toContain('None of these runs')
  expect(refusalOf(scatterValues(runs, 'param:depth'))).toBeNull()
})

test('a parameter of numbers stands against the most telling metric at first', () => {
  expect(firstAxes(runs, metrics)).toEqual({ across: 'param:lr', up: 'metric:loss' })
  expect(scatterKeys(runs, metrics).map(({ id }) => id)).toEqual([
    'param:opt',
    'param:lr',
    'param:depth',
    'metric:loss',
    'metric:acc',
  ])
  expect(firstAxes(coloured([madeRun('x'), madeRun('y')], ''), [])).toBeNull()
})
