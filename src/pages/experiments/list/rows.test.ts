import { describe, expect, test } from 'vitest'
import type { Experiment } from '~/domain/mlflow/experiment'
import { rowsOf, tagsOf } from './rows'

const experiment = (id: string, name: string, over: Partial<Experiment> = {}): Experiment => ({
  id,
  name,
  description: '',
  artifactLocation: '',
  lifecycle: 'active',
  createdAt: Number(id),
  updatedAt: -Number(id),
  tags: [],
  ...over,
})

const all = [
  experiment('1', 'Zebra', { tags: [{ key: 'team', value: 'kit' }] }),
  experiment('2', 'apple', { description: 'About **zebras**' }),
  experiment('10', 'run 10'),
  experiment('3', 'run 2', {
    tags: [
      { key: 'team', value: 'kit' },
      { key: 'mlflow.x', value: 'y' },
    ],
  }),
]
const plain = { search: '', sort: 'changed', tag: '' } as const
const nothing = { pinned: [], recent: [] }
const ids = (rows: readonly { experiment: Experiment }[]) => rows.map((row) => row.experiment.id)

describe('rowsOf', () => {
  test('pinned first, then the recent ones, then by change', () => {
    expect(ids(rowsOf(all, plain, nothing))).toEqual(['1', '2', '3', '10'])
    expect(ids(rowsOf(all, plain, { pinned: ['10'], recent: ['3', '2'] }))).toEqual(['10', '3', '2', '1'])
  })

  test('names as people sort them; what was opened lately does not disturb that', () => {
    const rows = rowsOf(all, { ...plain, sort: 'name' }, { pinned: [], recent: ['1'] })
    expect(ids(rows)).toEqual(['2', '3', '10', '1'])
    expect(ids(rowsOf(all, { ...plain, sort: 'created' }, nothing))).toEqual(['10', '3', '2', '1'])
  })

  test('every word must be somewhere: in name, id, description or a tag', () => {
    expect(ids(rowsOf(all, { ...plain, search: 'zebra' }, nothing))).toEqual(['1', '2'])
    expect(ids(rowsOf(all, { ...plain, search: 'RUN kit' }, nothing))).toEqual(['3'])
    expect(ids(rowsOf(all, { ...plain, tag: 'team=kit' }, nothing))).toEqual(['1', '3'])
  })
})

test('tags that can be filtered by, the most frequent first', () => {
  expect(tagsOf(all)).toEqual([{ tag: 'team=kit', count: 2 }])
})
