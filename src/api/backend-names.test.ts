import { expect, test } from 'vitest'
import { backendNames, isBackendId, keyOf } from './backend-names'
import { backends } from './registry'

test('the names of the first screen are those of the registry', () => {
  expect(backendNames.map(({ id, name }) => ({ id, name }))).toEqual(
    backends.map(({ id, name }) => ({ id, name })),
  )
  for (const { id, key } of backends) expect(keyOf(id)).toEqual(key)
  expect(isBackendId('mlflow')).toBe(true)
  expect(isBackendId('none')).toBe(false)
})
