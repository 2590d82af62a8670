import { expect, it } from 'vitest'
import { driftStretches, pointsOf } from './history'
import { driftByDrift } from './one-drift'
import type { MetricChoice } from './readings'
import { historyOf } from './records.test-support'

const choice: MetricChoice = {
  metric: 'distance',
  threshold: 'drift_distance',
  warning: 'warning_distance',
  sense: 'above',
}
const told = (letters: string, sense: 'above' | 'below' = 'above') => {
  const points = pointsOf(historyOf(letters), choice)
  return driftByDrift(points, driftStretches(points), { metric: 'MMD²', sense })
}
const day = (text: string) => Date.parse(`${text}:00:00Z`)

it('tells each drift by itself, and shows what was before and after it', () => {
  expect(told('..........DxD.........D.o')).toEqual([
    {
      title: 'Drift from 6 September to 7 September 2024',
      text: 'Drift 1 of 2: 2 records in a row. Highest MMD² 0.3, threshold 0.125.',
      view: [day('2024-09-03T00'), day('2024-09-10T00')],
    },
    {
      title: 'Drift on 12 September 2024',
      text: 'Drift 2 of 2: 1 record. Highest MMD² 0.3, threshold 0.125.',
      view: [day('2024-09-09T00'), day('2024-09-13T00')],
    },
  ])
})

it('says where no later record shows its end; a running one does not', () => {
  expect(told('.DDo', 'below')).toMatchObject([
    {
      title: 'Drift from 1 September to 2 September 2024',
      text: 'Drift 1 of 1: 2 records in a row. Lowest MMD² 0.3, threshold 0.125. No later record shows its end.',
    },
  ])
  expect(told('....')).toEqual([])
})
