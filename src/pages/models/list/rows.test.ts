import { expect, test } from 'vitest'
import type { RegisteredModel } from '~/domain/mlflow/model'
import { rowsOf } from './rows'

const model = (name: string, over: Partial<RegisteredModel> = {}): RegisteredModel => ({
  name,
  description: '',
  createdAt: 0,
  updatedAt: 0,
  tags: [],
  aliases: [],
  latestVersions: [],
  ...over,
})
const all = [
  model('unet 10', { updatedAt: 3, createdAt: 1, tags: [{ key: 'task', value: 'segmentation' }] }),
  model('unet 2', { updatedAt: 3, createdAt: 2, aliases: [{ alias: 'champion', version: '1' }] }),
  model('forest', { updatedAt: null, createdAt: 3, description: 'Finds **trees**' }),
]
const names = (search: string, sort: 'changed' | 'name' | 'created' = 'changed') =>
  rowsOf(all, { search, sort }).map(({ name }) => name)

test('by change with ties by name, by name as people sort, by creation', () => {
  expect(names('')).toEqual(['unet 2', 'unet 10', 'forest'])
  expect(names('', 'name')).toEqual(['forest', 'unet 2', 'unet 10'])
  expect(names('', 'created')).toEqual(['forest', 'unet 2', 'unet 10'])
})

test('every word must be somewhere: in name, description, a tag or an alias', () => {
  expect(names('TREES')).toEqual(['forest'])
  expect(names('unet task=seg')).toEqual(['unet 10'])
  expect(names('@champ')).toEqual(['unet 2'])
  expect(names('unet forest')).toEqual([])
})
