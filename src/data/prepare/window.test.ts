import { expect, test } from 'vitest'
import type { Columns } from '../columns'
import { windowOf } from './window'

const table: Columns = {
  rows: 3,
  columns: [
    { type: 'number', name: 'x', values: Float64Array.of(1.5, Number.NaN, 3) },
    { type: 'time', name: 't', values: Float64Array.of(0, 1000, Number.NaN) },
    { type: 'text', name: 'site', codes: Int32Array.of(1, -1, 0), categories: ['a', 'b'] },
  ],
}

test('cells as they are shown; what is missing is null', () => {
  expect(windowOf(table, 0, 10)).toEqual({
    names: ['x', 't', 'site'],
    rows: 3,
    first: 0,
    cells: [
      [1.5, '1970-01-01T00:00:00.000Z', 'b'],
      [null, '1970-01-01T00:00:01.000Z', null],
      [3, null, 'a'],
    ],
  })
})

test('a window beyond the table is empty', () => {
  expect(windowOf(table, 2, 1).cells).toEqual([[3, null, 'a']])
  expect(windowOf(table, 7, 5)).toMatchObject({ first: 3, cells: [] })
  expect(windowOf(table, -2, 1)).toMatchObject({ first: 0, cells: [[1.5, '1970-01-01T00:00:00.000Z', 'b']] })
})
