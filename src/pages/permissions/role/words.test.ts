import { expect, test } from 'vitest'
import { permissionWords } from './words'

test.each([
  ['experiment', '*', 'Read on all experiments'],
  ['gateway_model', 'x', 'Read on gateway model x'],
  ['constructor', '*', 'Read on every constructor'],
])('%s %s', (type, pattern, words) => {
  expect(permissionWords({ id: 1, type, pattern, level: 'READ' })).toBe(words)
})
