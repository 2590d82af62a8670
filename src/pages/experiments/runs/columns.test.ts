import { expect, test } from 'vitest'
import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'
import { groupCell, titleOf } from './cells'
import { columnsOf, withMode } from './columns'
import { costOf } from './table-histories'
import { sortTexts } from '~/ui/grid/sort-texts'
import { sortOf } from './settings'

test('another value of a metric stands beside it, and goes by the same press', () => {
  const shown = ['attribute:run_name', 'metric:val/iou', 'param:lr']
  const added = withMode(shown, 'val/iou', 'max')
  expect(added).toEqual(['attribute:run_name', 'metric:val/iou', 'max:val/iou', 'param:lr'])
  expect(withMode(added, 'val/iou', { step: 10 })[3]).toBe('step10:val/iou')
  expect(withMode(added, 'val/iou', 'max')).toEqual(shown)
  expect(withMode(added, 'loss', 'min').at(-1)).toBe('min:loss')
})

test('a head says which value it is', () => {
  expect(['metric:val/iou', 'max:val/iou', 'step-1:val/iou', 'attribute:status'].map(titleOf)).toEqual([
    'val/iou',
    'val/iou max',
    'val/iou at step -1',
    'State',
  ])
})

const metric = (key: string): ColumnInfo => ({
  column: `metric:${key}`,
  kind: 'metric',
  key,
  isDiffering: true,
  count: 4,
  distinct: 4,
  range: null,
  isNumeric: true,
})

test('columns and sorts of an address: what is no column is passed over', () => {
  const chosen = ['max:loss', 'median:loss', 'param:lr']
  expect(columnsOf([], 0, { chosen, differing: true, group: '', isNarrow: true })).toEqual([
    'attribute:run_name',
    'max:loss',
    'param:lr',
  ])
  const usual = { chosen: [], differing: true, group: '' }
  expect(columnsOf([], 0, { ...usual, isNarrow: false })[2]).toBe('attribute:start_time')
  expect(columnsOf([metric('iou')], 4, { ...usual, isNarrow: true })).toEqual([
    'attribute:run_name',
    'attribute:status',
    'metric:iou',
    'attribute:start_time',
    'attribute:duration',
  ])
  const texts = ['max:loss asc', 'step5:a b desc']
  expect(sortTexts(sortOf([...texts, 'nothing desc']))).toEqual(texts)
})

test('says what loading costs', () => {
  expect(costOf(50)).toContain('about 15 s')
  expect(costOf(5000)).toMatch(/5\s000 metrics/)
  expect(costOf(5000)).toContain('about 25 min')
})

test('a group tells the state that needs a look, and how many have it', () => {
  const cell = (counts: readonly { text: string; count: number }[]) => {
    const [only, ...others] = counts
    const summary = {
      type: 'text' as const,
      count: counts.reduce((sum, { count }) => sum + count, 0),
      distinct: counts.length,
      common: only && others.length === 0 ? only.text : null,
      counts,
    }
    return groupCell({ values: [], count: summary.count, summaries: [summary] }, 0, 'attribute:status')
  }
  const finished = { text: 'FINISHED', count: 3 }
  expect(cell([finished])).toBe('FINISHED')
  expect(cell([finished, { text: 'RUNNING', count: 1 }, { text: 'FAILED', count: 2 }])).toBe('FAILED 2 of 6')
  expect(cell([finished, { text: 'RUNNING', count: 1 }])).toBe('RUNNING 1 of 4')
})
