import { expect, test } from 'vitest'
import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'
import { groupCell, titleOf } from './cells'
import { columnsOf, exportedColumns, withMode } from './columns'
import { leadOf, runsText } from './load-state'
import { costOf } from './table-histories'
import { sortTexts } from '~/ui/grid/sort-texts'
import { groupingOf, runsCodec, sortOf } from './settings'

test('another value of a metric stands beside it, and goes by the same press', () => {
  const shown = ['attribute:run_name', 'metric:val/iou', 'param:lr']
  const added = withMode(shown, 'val/iou', 'max')
  expect(added).toEqual(['attribute:run_name', 'metric:val/iou', 'max:val/iou', 'param:lr'])
  expect(withMode(added, 'val/iou', { step: 10 })[3]).toBe('step10:val/iou')
  expect(withMode(added, 'val/iou', 'max')).toEqual(shown)
  expect(withMode(added, 'loss', 'min').at(-1)).toBe('min:loss')
})

test('a file has the id of each run beside its name, once, and no pictures', () => {
  const name = { column: 'attribute:run_name' } as const
  const id = { column: 'attribute:run_id' } as const
  const loss = { column: 'metric:loss' } as const
  const curve = { column: 'metric:loss', mode: 'curve' } as const
  expect(exportedColumns([name, curve, loss], 'flat')).toEqual([name, id, loss])
  expect(exportedColumns([name, loss, id], 'federation')).toEqual([name, id, loss])
  // It has no lines of groups, and no levels.
  const lr = { column: 'param:lr' } as const
  expect(exportedColumns([name, loss], 'param:lr')).toEqual([name, id, lr, loss])
  expect(exportedColumns([name, loss, lr], 'param:lr')).toEqual([name, id, loss, lr])
  expect(exportedColumns([name, curve], 'metric:loss')).toEqual([name, id, loss])
  expect(exportedColumns([name, loss], 'nested')).toEqual([
    name,
    id,
    { column: 'tag:mlflow.parentRunId' },
    loss,
  ])
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
  lastStep: 200,
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
  // How the first metric went stands before its number, where there is room and it was logged step by step.
  expect(columnsOf([metric('iou')], 4, { ...usual, isNarrow: false }).slice(4)).toEqual([
    'curve:iou',
    'metric:iou',
  ])
  for (const lastStep of [0, 1001])
    expect(columnsOf([{ ...metric('f1'), lastStep }], 4, { ...usual, isNarrow: false }).slice(4)).toEqual([
      'metric:f1',
    ])
  const texts = ['max:loss asc', 'step5:a b desc']
  expect(sortTexts(sortOf([...texts, 'nothing desc']))).toEqual(texts)
})

test('says what loading costs', () => {
  expect(costOf(50)).toContain('about 15 s')
  expect(costOf(5000)).toMatch(/5\s000 requests/)
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

const runs = (count: number, federations: number, sites: number, nested = 0) => ({
  count,
  federated: { federations, runs: sites },
  nested,
  unfinished: null,
})

test('runs of federations open by federation, unless a person or their link says otherwise', () => {
  expect(groupingOf({ group: '', sort: [] }, runs(17, 8, 16))).toBe('federation')
  expect(groupingOf({ group: '', sort: [] }, runs(40, 8, 16))).toBe('flat')
  expect(groupingOf({ group: '', sort: [] }, runs(0, 0, 0))).toBe('flat')
  expect(groupingOf({ group: 'flat', sort: [] }, runs(17, 8, 16))).toBe('flat')
  expect(groupingOf({ group: 'param:lr', sort: [] }, runs(17, 8, 16))).toBe('param:lr')
})

test('runs below others open below them, and stand alone where they are ranked', () => {
  const trials = runs(4, 0, 0, 3)
  expect(groupingOf({ group: '', sort: [] }, trials)).toBe('nested')
  expect(groupingOf({ group: '', sort: ['attribute:start_time asc'] }, trials)).toBe('nested')
  expect(groupingOf({ group: '', sort: ['metric:acc desc'] }, trials)).toBe('flat')
  expect(groupingOf({ group: 'flat', sort: [] }, trials)).toBe('flat')
  expect(groupingOf({ group: 'nested', sort: ['metric:acc desc'] }, trials)).toBe('nested')
  expect(groupingOf({ group: '', sort: [] }, runs(17, 8, 16, 3))).toBe('federation')
})

test('the headline counts runs, and the federations of those that have one', () => {
  expect(runsText(runs(16, 8, 16))).toBe('16 runs in 8 federations')
  expect(runsText(runs(17, 1, 16))).toBe('17 runs, 16 of them in 1 federation')
  expect(runsText(runs(1, 0, 0))).toBe('1 run')
  expect(runsText({ ...runs(100, 0, 0), unfinished: { kind: 'loading' } })).toBe('100 runs, more are loading')
})

test('a description of one plain line stands under the name, Markdown in its own frame', () => {
  expect(leadOf({ description: ' Finds roofs, streets and trees. ' })).toBe('Finds roofs, streets and trees.')
  for (const description of [
    '',
    '# Title',
    'two\nlines',
    'see https://a.example',
    'x'.repeat(101),
    '**bold**',
  ])
    expect(leadOf({ description })).toBeNull()
})

test('a mean of a group says how far its runs are apart; what they share stands as it was written', () => {
  const cell = (summary: Parameters<typeof groupCell>[0]['summaries'][number]) =>
    groupCell({ values: [], count: 2, summaries: [summary] }, 0, 'metric:iou')
  const number = { type: 'number', count: 2, mean: 0.7227, sd: 0.016, min: 0.7116, max: 0.7337 } as const
  expect(cell(number)).toBe('0.7227 ± 0.016')
  expect(cell({ ...number, sd: 1e-17, min: 0.7, max: 0.7, mean: 0.7 })).toBe('0.7')
  expect(cell({ type: 'text', count: 2, distinct: 1, common: '1e-4', counts: [] })).toBe('1e-4')
})

test('a long filter, three sorts, two pins and 40 columns fit into an address, and come back from it', () => {
  const settings = {
    filter: "metrics.`val/iou` > 0.7 and params.model IN ('unet', 'segformer') ".repeat(5).trim(),
    view: 'deleted',
    group: 'param:learning_rate',
    sort: ['max:val/iou desc', 'metric:val/loss asc', 'attribute:start_time desc'],
    columns: Array.from({ length: 40 }, (_, n) => `metric:val/iou_${n}`),
    pinned: ['metric:val/iou_1', 'param:learning_rate'],
    differing: false,
  } as const
  const written = runsCodec.write(settings)
  expect(written.toString().length).toBeLessThanOrEqual(runsCodec.maxLength)
  expect(runsCodec.maxLength).toBeLessThanOrEqual(2000)
  expect(runsCodec.read(new URLSearchParams(written.toString()))).toEqual(settings)
})
