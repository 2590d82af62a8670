import { expect, test } from 'vitest'
import { pointsOf } from '~/domain/drift-watch/history'
import type { DriftRecord } from '~/domain/drift-watch/drift-record'
import { sortFromTexts, sortTexts } from '~/ui/grid/sort-texts'
import { chosenColumns, recordColumns, shownColumns, USUAL_COLUMNS } from './record-columns'
import { recordsCsv } from './records-csv'

const record = (i: number, more: Partial<DriftRecord> = {}): DriftRecord => ({
  id: `r${i}`,
  createdAt: Date.UTC(2024, 8, 1 + i),
  state: 'completed',
  model: 'v1',
  driftDetected: false,
  tags: ['MMD', '=1+1'],
  parameters: { distance: 0.25, drift_distance: 0.125, detector: 'mmd', sigma: 24 },
  ...more,
})
const records = [record(0), record(1, { state: 'failed', parameters: { sigma: 9 } })]
const points = pointsOf(records, {
  metric: 'distance',
  threshold: 'drift_distance',
  warning: null,
  sense: 'above',
})

test('columns are found by key, parameters by path; what no column is called is passed over', () => {
  const columns = recordColumns(['value', 'nothing', 'p:detector', 'p:sigma', 'p:'], 'distance', points)
  expect(columns.map(({ title, kind }) => [title, kind])).toEqual([
    ['distance', 'number'],
    ['detector', 'text'],
    ['sigma', 'number'],
  ])
  // What a failed record logged is no reading.
  expect(columns.map(({ value }) => points.map(value))).toEqual([
    [0.25, null],
    ['mmd', null],
    [24, null],
  ])
})

test('the usual columns are no choice, in another order they are', () => {
  expect(shownColumns([])).toBe(USUAL_COLUMNS)
  expect(chosenColumns([...USUAL_COLUMNS])).toEqual([])
  expect(chosenColumns(USUAL_COLUMNS.toReversed())).toEqual(USUAL_COLUMNS.toReversed())
})

test('the CSV has the columns that are shown, full values, and no formula', () => {
  const csv = recordsCsv(points, recordColumns(['created', 'tags', 'times'], 'distance', points))
  expect(csv).toBe(
    'Created (UTC),Tags,× threshold\r\n2024-09-01T00:00:00.000Z,"MMD, =1+1",2\r\n2024-09-02T00:00:00.000Z,"MMD, =1+1",\r\n',
  )
})

test.each([
  ['value asc', 'ascending'],
  ['p:a b desc', 'descending'],
])('"%s" is read as it is written', (text, direction) => {
  expect(sortFromTexts([text])[0]?.direction).toBe(direction)
  expect(sortTexts(sortFromTexts([text]))).toEqual([text])
})
