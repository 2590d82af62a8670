import { expect, it } from 'vitest'
import { cellReader, parameterColumns } from './parameter-columns'
import { recordAt } from './records.test-support'

it('parameters with one value a record are columns; items of lists are not', () => {
  const records = [
    recordAt(0, { parameters: { distance: 0.1, detector: 'mmd', list: [{ a: 1 }], nested: { ok: true } } }),
    recordAt(1, { parameters: { distance: '0.2', permuted: [1, 2], empty: {} } }),
    recordAt(2, { state: 'running', parameters: { never: 1 } }),
  ]
  expect(parameterColumns(records)).toEqual([
    { path: 'distance', count: 2, isNumber: false },
    { path: 'detector', count: 1, isNumber: false },
    { path: 'nested.ok', count: 1, isNumber: false },
  ])
})

it.each([
  ['a', 1.5, 1.5],
  ['a', Number.NaN, null],
  ['a', true, 'yes'],
  ['a', 'text', 'text'],
  ['a', 'x'.repeat(300), `${'x'.repeat(200)}…`],
  ['a', [1], null],
  ['["a.b"].c', undefined, null],
])('the cell %s of %j is %j', (path, value, cell) => {
  expect(cellReader(path)({ a: value })).toBe(cell)
})

it('a key that is made of what a path is made of is found again', () => {
  const [column] = parameterColumns([recordAt(0, { parameters: { 'a.b': { 'c d': 3 } } })])
  expect(column?.path).toBe('["a.b"]["c d"]')
  expect(cellReader(column!.path)({ 'a.b': { 'c d': 3 } })).toBe(3)
})
