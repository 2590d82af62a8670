import { expect, test } from 'vitest'
import { factsOfDataset, rowsOfProfile } from './dataset-facts'
import type { DatasetInput } from './run'

const dataset = (more: Partial<DatasetInput>): DatasetInput => ({
  name: 'digits',
  digest: 'a1b2',
  context: 'training',
  sourceType: 'local',
  source: '{}',
  schema: null,
  profile: null,
  ...more,
})

test('name, numbers and columns stand below the context', () => {
  const one = dataset({
    schema: '{"mlflow_colspec": [{"type": "double", "name": "t"}, {"type": "long"}, 3]}',
    profile: '{"num_rows": 1797, "num_elements": 3594, "note": "x"}',
  })
  expect([one].flatMap(factsOfDataset)).toEqual([
    { key: 'training', value: 'digits (a1b2)' },
    { key: 'training rows', value: '1797' },
    { key: 'training elements', value: '3594' },
    { key: 'training column t', value: 'double' },
  ])
})

test('several of one context are told apart by their names', () => {
  const all = [dataset({}), dataset({ name: 'faces' }), dataset({ name: 'held out', context: null })]
  expect(all.flatMap(factsOfDataset).map(({ key }) => key)).toEqual([
    'training digits',
    'training faces',
    'data',
  ])
})

test('what a client logged may be anything', () => {
  for (const text of [null, '', 'x', '3', 'null', '[]', '{"mlflow_colspec": {}}', '{"num_rows": "many"}']) {
    expect([dataset({ schema: text, profile: text })].flatMap(factsOfDataset)).toHaveLength(1)
    expect(rowsOfProfile(text)).toBeNull()
  }
  expect(rowsOfProfile('{"num_rows": 12}')).toBe(12)
})
