import { describe, expect, it } from 'vitest'
import { type CellValue, nextSort, sortRows, toTsv } from './table-rows'

interface Row {
  name: string
  x: CellValue
}
const columns = [
  { key: 'name', title: 'Name', value: (row: Row) => row.name },
  { key: 'x', title: 'x', unit: 'ms', value: (row: Row) => row.x },
]
const names = (rows: readonly Row[]) => rows.map((row) => row.name).join(' ')

describe('sortRows', () => {
  const rows: Row[] = [
    { name: 'row 10', x: 2 },
    { name: 'row 2', x: null },
    { name: 'row 1', x: Number.NaN },
    { name: 'row 3', x: -1 },
    { name: 'row 4', x: 2 },
  ]

  it('keeps missing values last in both directions, and ties in their order', () => {
    expect(names(sortRows(rows, columns, [{ key: 'x', direction: 'ascending' }]))).toBe(
      'row 3 row 10 row 4 row 2 row 1',
    )
    expect(names(sortRows(rows, columns, [{ key: 'x', direction: 'descending' }]))).toBe(
      'row 10 row 4 row 3 row 2 row 1',
    )
  })

  it('sorts by a second key within the first, numbers in texts by size', () => {
    const sort = [
      { key: 'x', direction: 'descending' },
      { key: 'name', direction: 'ascending' },
    ] as const
    expect(names(sortRows(rows, columns, sort))).toBe('row 4 row 10 row 3 row 1 row 2')
  })

  it('leaves the rows alone without keys, or with one that is no column', () => {
    expect(sortRows(rows, columns, [])).toBe(rows)
    expect(sortRows(rows, columns, [{ key: 'gone', direction: 'ascending' }])).toBe(rows)
  })
})

describe('nextSort', () => {
  it('goes from ascending over descending to none', () => {
    const first = nextSort([], 'x', false)
    const second = nextSort(first, 'x', false)
    expect([first, second, nextSort(second, 'x', false)]).toEqual([
      [{ key: 'x', direction: 'ascending' }],
      [{ key: 'x', direction: 'descending' }],
      [],
    ])
  })

  it('adds a second key with shift, replaces without', () => {
    const first = nextSort([], 'x', false)
    expect(nextSort(first, 'name', true).map((s) => s.key)).toEqual(['x', 'name'])
    expect(nextSort(first, 'name', false).map((s) => s.key)).toEqual(['name'])
  })
})

describe('toTsv', () => {
  it('writes full values, nothing for missing ones, and no stray tab', () => {
    const rows: Row[] = [
      { name: 'a\tb\nc', x: 0.123456789012 },
      { name: 'd', x: Number.NaN },
    ]
    expect(toTsv(rows, columns)).toBe('Name\tx (ms)\na b c\t0.123456789012\nd\t')
  })

  it('writes words where a column is sorted by numbers', () =>
    expect(
      toTsv([{ name: 'a', x: 4 }], [{ key: 'x', title: 'May', value: ({ x }) => x, copied: () => 'Manage' }]),
    ).toBe('May\nManage'))
})
