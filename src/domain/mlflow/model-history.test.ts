import { expect, test } from 'vitest'
import { modelsOfRun } from './model-history'
import { RUN_TAGS } from './run'

const of = (value: unknown) =>
  modelsOfRun({
    tags: [
      {
        key: RUN_TAGS.loggedModels,
        value: typeof value === 'string' ? value : JSON.stringify(value),
      },
    ],
  })

test('the models that a run logged, each once, the newest first', () => {
  const own = (artifact_path: string, flavor: string) => ({
    run_id: 'r',
    artifact_path,
    utc_time_created: '2026-11-01 10:00:00.000000',
    flavors: { python_function: { env: {} }, [flavor]: {} },
    model_uuid: 'u',
  })
  expect(of([own('first', 'sklearn'), own('second', 'pytorch'), own('first', 'xgboost')])).toEqual([
    { path: 'first', flavors: ['xgboost'] },
    { path: 'second', flavors: ['pytorch'] },
  ])
})

test('a tag may hold anything', () => {
  expect(modelsOfRun({ tags: [] })).toEqual([])
  for (const text of ['', 'x', '{}', 'null', '[1, null, {}, {"artifact_path": ""}]'])
    expect(of(text)).toEqual([])
  expect(of([{ artifact_path: 'm', flavors: 3 }])).toEqual([{ path: 'm', flavors: [] }])
})
