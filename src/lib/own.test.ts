import { expect, it } from 'vitest'
import { ownOf } from './own'

it('finds what was put under a name, and nothing that every object inherits', () => {
  const parsed = JSON.parse('{ "a": 1, "__proto__": 2 }') as Record<string, number>
  expect(ownOf(parsed, 'a')).toBe(1)
  expect(ownOf(parsed, '__proto__')).toBe(2)
  for (const name of ['constructor', 'toString', 'hasOwnProperty', 'valueOf', 'b'])
    expect(ownOf(parsed, name)).toBeUndefined()
  expect(ownOf({}, '__proto__')).toBeUndefined()
})
