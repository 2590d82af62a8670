import { expect, test } from 'vitest'
import { sourceOfDataset } from './dataset-source'

const RUN = 'b1c3'.repeat(8)
const of = (sourceType: string, source: unknown) =>
  sourceOfDataset({ sourceType, source: typeof source === 'string' ? source : JSON.stringify(source) })

test('a file of a run, by each of its addresses', () => {
  const file = { kind: 'run-file', runId: RUN, path: 'tables/a b.csv' }
  const addresses = [
    ['http', { url: `https://x.org/p/get-artifact?path=tables%2Fa%20b.csv&run_uuid=${RUN}` }],
    ['http', { url: `https://x.org/get-artifact?run_id=${RUN}&path=tables/a+b.csv` }],
    [
      'http',
      { url: `https://x.org/api/2.0/mlflow-artifacts/artifacts/83/${RUN}/artifacts/tables/a%20b.csv?x=1` },
    ],
    ['s3', { uri: `s3://bucket/83/${RUN}/artifacts/tables/a b.csv` }],
    ['mlflow-artifacts', { uri: `mlflow-artifacts:/83/${RUN}/artifacts/tables/a b.csv` }],
    ['runs', { uri: `runs:/${RUN}/tables/a b.csv` }],
  ] as const
  for (const [type, source] of addresses) expect(of(type, source)).toEqual(file)
  // The Lab reads no folder, and no model.
  expect(of('s3', { uri: `s3://bucket/83/${RUN}/artifacts/model` })).toMatchObject({ kind: 'elsewhere' })
})

test('a table elsewhere, the web, and what is no file', () => {
  expect(of('local', { uri: '/data/train.csv' })).toEqual({
    kind: 'file',
    name: 'train.csv',
    where: '/data/train.csv',
  })
  expect(of('local', { uri: 'C:\\data\\train.parquet' })).toMatchObject({ name: 'train.parquet' })
  expect(of('gs', { uri: 'gs://bucket/train.parquet' })).toMatchObject({ name: 'train.parquet' })
  expect(of('http', { url: 'https://x.org/wine.csv' })).toEqual({
    kind: 'web',
    url: 'https://x.org/wine.csv',
  })
  expect(of('local', { uri: '/data/thermal' })).toEqual({ kind: 'elsewhere', where: '/data/thermal' })
  expect(of('hugging_face', { path: 'team/set.csv' })).toEqual({ kind: 'elsewhere', where: 'team/set.csv' })
  expect(of('delta_table', { delta_table_name: 'a.b.c' })).toEqual({ kind: 'elsewhere', where: 'a.b.c' })
  expect(of('code', { tags: { 'mlflow.user': 'ada' } })).toEqual({ kind: 'elsewhere', where: null })
})

test('what a client logged may be anything', () => {
  for (const text of ['', ' ', '""', 'null', '3', '[]', '{}', '{"uri": 3}', '{"uri": ""}'])
    expect(of('local', text)).toEqual({ kind: 'elsewhere', where: null })
  expect(of('local', 'plain/train.csv')).toMatchObject({ kind: 'file', name: 'train.csv' })
  expect(of('http', { url: 'https://%/get-artifact?path=' })).toMatchObject({ kind: 'web' })
  expect(of('http', { url: `https://x.org/${RUN}/artifacts/%E0%A4%A.csv` })).toMatchObject({
    kind: 'run-file',
  })
})
