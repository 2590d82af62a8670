import { expect, test } from 'vitest'
import { isTableOfJson } from './is-table-of-json'

test.each([
  [{ columns: ['a', 'b'], data: [[1, 'x']] }, true],
  [{ schema: { fields: [] }, data: [{ a: 1 }, { a: 2 }] }, true],
  [[{ a: 1 }, { a: 2 }], true],
  [
    [
      [1, 2],
      [3, 4],
    ],
    true,
  ],
  [[{ a: 1 }], false],
  [[{ a: 1 }, 'x'], false],
  [[1, 2, 3], false],
  [[], false],
  [{ accuracy: 0.9, data: 'x' }, false],
  [{ columns: 3, data: [[1]] }, false],
  [null, false],
])('%j', (value, is) => {
  expect(isTableOfJson(value)).toBe(is)
})
