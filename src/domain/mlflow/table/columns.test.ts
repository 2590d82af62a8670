import { describe, expect, test } from 'vitest'
import { columnInfos, defaultColumns } from './column-choice'
import { searchKeys } from './key-search'
import { RunIndex } from './run-index'
import { indexOf, runOf } from './runs.test-support'
import { statisticsOf } from './statistics'

describe('statistics', () => {
  const index = indexOf(
    { metrics: { acc: 0.5, same: 1 }, params: { lr: '0.1', model: 'unet' }, tags: { once: 'x' } },
    { metrics: { acc: 0.75, same: 1 }, params: { lr: '1e-3', model: 'unet' } },
    { metrics: { acc: Number.NaN, same: 1 }, params: { lr: '2', model: 'unet' } },
  )
  test('how many runs, different values, range, numbers in text', () => {
    expect(statisticsOf(index.column('metric:acc')!)).toEqual({
      count: 3,
      distinct: 3,
      range: { min: 0.5, max: 0.75 },
      isNumeric: true,
    })
    expect(statisticsOf(index.column('param:lr')!)).toEqual({
      count: 3,
      distinct: 3,
      range: { min: 0.001, max: 2 },
      isNumeric: true,
    })
    expect(statisticsOf(index.column('param:model')!)).toEqual({
      count: 3,
      distinct: 1,
      range: null,
      isNumeric: false,
    })
  })

  test('a column differs by its values, or since some runs lack it', () => {
    const differing = columnInfos(index)
      .filter((info) => info.isDiffering && info.kind !== 'attribute')
      .map(({ column }) => column)
    expect(differing).toEqual(['metric:acc', 'param:lr', 'tag:once'])
  })

  test('follow a replaced run', () => {
    const refreshed = indexOf({ metrics: { a: 1 }, params: { p: 'x' } }, { metrics: { a: 1 } })
    expect(statisticsOf(refreshed.column('metric:a')!).distinct).toBe(1)
    refreshed.put([runOf({ id: 'r0', metrics: { a: 5 }, params: { p: '7' } })])
    expect(statisticsOf(refreshed.column('metric:a')!)).toMatchObject({ distinct: 2, range: { max: 5 } })
    expect(statisticsOf(refreshed.column('param:p')!)).toMatchObject({ distinct: 1, isNumeric: true })
  })
})

test('the first columns: what differs and most runs have, no ids, no constants, held-out data first', () => {
  const runs = Array.from({ length: 20 }, (_, i) => ({
    metrics: {
      'train/loss': i,
      'val/loss': i,
      constant: 1,
      'system/cpu': i,
      ...(i === 0 ? { rare: 1 } : {}),
      ...(i === 1 ? { rare: 2 } : {}),
    },
    params: { lr: `${i}`, job_id: `${i % 3}`, note: `words ${i}`, model: i < 9 ? 'unet' : 'segformer' },
    tags: { 'mlflow.user': `u${i}` },
  }))
  const index = indexOf(...runs)
  expect(defaultColumns(columnInfos(index), index.size)).toEqual([
    'attribute:run_name',
    'attribute:status',
    'attribute:start_time',
    'attribute:duration',
    'metric:val/loss',
    'metric:train/loss',
    'param:lr',
    'param:model',
  ])
})

test('12,000 keys that few runs have open, and cost what they hold', () => {
  const index = new RunIndex()
  const page = Array.from({ length: 1000 }, (_, i) => {
    const metrics: Record<string, number> = { everywhere: i }
    for (let k = 0; k < 24; k++) metrics[`key ${(i * 24 + k) % 12_000}`] = i
    return runOf({ id: `r${i}`, startedAt: i, metrics })
  })
  index.put(page)
  const infos = columnInfos(index)
  expect(infos.filter(({ kind }) => kind === 'metric')).toHaveLength(12_001)
  expect(infos.find(({ key }) => key === 'key 11999')).toMatchObject({ count: 2, distinct: 2 })
  expect(defaultColumns(infos, index.size)).toContain('metric:everywhere')
})

test('search puts the same first, then beginnings, beginnings of words, the middle, and scattered letters', () => {
  const item = (key: string, count = 1) => ({ key, count })
  const items = ['valley of souls', 'xloss', 'val/loss', 'loss', 'loss_total', 'lr', 'l o s s'].map((key) =>
    item(key),
  )
  expect(searchKeys(items, ' LOSS ').map(({ item }) => item.key)).toEqual([
    'loss',
    'loss_total',
    'val/loss',
    'xloss',
    'l o s s',
    'valley of souls',
  ])
  expect(searchKeys(items, 'val/lo')[0]).toEqual({ item: item('val/loss'), marks: [[0, 6]] })
  expect(searchKeys([item('l o s s')], 'los')[0]!.marks).toEqual([
    [0, 1],
    [2, 3],
    [4, 5],
  ])
  expect(searchKeys([item('ab', 1), item('ac', 9)], 'a').map(({ item }) => item.key)).toEqual(['ac', 'ab'])
  expect(searchKeys(items, '')).toHaveLength(7)
})
