import { expect, test } from 'vitest'
import { headline, pointsOf } from './history'
import { recordAt } from './records.test-support'
import { STATISTIC_UNIT, unitMarkers, unitSteps, unitStepText } from './statistic-unit'

const choice = { metric: 'test_statistic', threshold: 'threshold', warning: null, sense: 'above' } as const
const OLD = { detector: 'page-hinkley', standardise: true }
const NEW = { ...OLD, [STATISTIC_UNIT]: 'data' }

const history = (...parameters: readonly Record<string, unknown>[]) =>
  pointsOf(
    parameters.map((own, day) => recordAt(day, { parameters: { test_statistic: 1, threshold: 50, ...own } })),
    choice,
  )
const stepsOf = (...parameters: readonly Record<string, unknown>[]) =>
  unitSteps(history(...parameters), choice.metric)

test('standardised statistics, then those in the unit of the data: one step, told with its day', () => {
  const steps = stepsOf(OLD, OLD, NEW, NEW)
  expect(steps).toMatchObject([{ index: 2, before: 'standardised', unit: 'data' }])
  expect(unitStepText(steps)).toMatch(
    /^From \d+ \w+ \d{4} on the statistic is in the unit of the data, before that in standard deviations: the two do not compare, and each has its own scale in the chart\.$/,
  )
  expect(unitMarkers(steps)).toEqual([
    {
      index: 2,
      label: 'in the unit of the data',
      shortLabel: 'other unit',
      units: ['in standard deviations', 'in the unit of the data'],
    },
  ])
})

test('there and back: the last step is told, and how many there are', () => {
  const steps = stepsOf(OLD, NEW, OLD)
  expect(steps.map(({ index }) => index)).toEqual([1, 2])
  expect(unitStepText(steps)).toContain('It is the last of 2 such changes.')
})

test.each([
  ['a column that was not standardised has its unit in every version', [{ ...OLD, standardise: false }, NEW]],
  ['one unit throughout', [NEW, NEW]],
  ['other clients do not say', [NEW, {}, { detector: 'kswin', standardise: true }, NEW]],
  ['CUSUM about a fixed mean', [{ detector: 'cusum', standardise: true, settings: { form: 'fixed' } }, NEW]],
  ['a record without the statistic', [{ ...OLD, test_statistic: null }, NEW]],
])('no step: %s', (_, records) => {
  expect(stepsOf(...records)).toEqual([])
  expect(unitStepText([])).toBeNull()
})

test('another metric has no such unit', () => {
  expect(unitSteps(history(OLD, NEW), 'distance')).toEqual([])
})

test('no rise is told from one unit to the other', () => {
  const drift = (parameters: Record<string, unknown>, value: number) => ({
    ...parameters,
    test_statistic: value,
  })
  const records = [
    ...Array.from({ length: 6 }, () => drift(OLD, 1)),
    ...Array.from({ length: 3 }, () => drift(NEW, 900)),
  ]
  const points = history(...records).map((point, at) => ({
    ...point,
    state: at < 6 ? ('ok' as const) : ('drift' as const),
  }))
  expect(headline(points, { metric: 'test statistic' }).text).toMatch(/ Test statistic rose from 1 to 900/)
  expect(headline(points, { metric: 'statistic', comparable: 6 }).text).not.toMatch(/rose/)
})
