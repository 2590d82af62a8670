import { expect, test } from 'vitest'
import { titleOf } from './cells'
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

test('columns and sorts of an address: what is no column is passed over', () => {
  const chosen = ['max:loss', 'median:loss', 'param:lr']
  expect(columnsOf([], 0, { chosen, differing: true, group: '' })).toEqual([
    'attribute:run_name',
    'max:loss',
    'param:lr',
  ])
  const texts = ['max:loss asc', 'step5:a b desc']
  expect(sortTexts(sortOf([...texts, 'nothing desc']))).toEqual(texts)
})

test('says what loading costs', () => {
  expect(costOf(50)).toContain('about 15 s')
  expect(costOf(5000)).toMatch(/5\s000 metrics/)
  expect(costOf(5000)).toContain('about 25 min')
})
