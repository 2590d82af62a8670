import { expect, test } from 'vitest'
import { backendNames, isBackendId, keyOf } from './backend-names'
import * as listed from './backends'
import { backends } from './registry'

test('the names of the first screen are those of the registry', () => {
  expect(backendNames.map(({ id, name }) => ({ id, name }))).toEqual(
    backends.map(({ id, name }) => ({ id, name })),
  )
  expect(backends).toHaveLength(Object.keys(listed).length)
  for (const { id, key } of backends) expect(keyOf(id)).toEqual(key)
  expect(backends.map(({ id }) => id)).toEqual(['mlflow', 'drift-watch', 'jenkins', 'sign-up'])
  expect(isBackendId('mlflow')).toBe(true)
  expect(isBackendId('none')).toBe(false)
})
