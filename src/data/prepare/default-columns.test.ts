import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { defaultColumns } from './column-choices'
import type { Column, Columns } from '../columns'
import { summaryOf } from './summary'

const numbers = (name: string, values: readonly number[]): Column => ({
  type: 'number',
  name,
  values: Float64Array.from(values),
})
const texts = (name: string, values: readonly string[]): Column => {
  const categories = [...new Set(values)]
  return {
    type: 'text',
    name,
    categories,
    codes: Int32Array.from(values, (text) => categories.indexOf(text)),
  }
}
const table = (columns: Column[]): Columns => ({
  rows: columns[0]!.type === 'text' ? columns[0]!.codes.length : columns[0]!.values.length,
  columns,
})
const summarised = ({ rows, columns }: Columns) => ({ rows, columns: columns.map(summaryOf) })
const range = (n: number, from = 0, step = 1) => Array.from({ length: n }, (_, i) => from + i * step)
/** Numbers that look measured, the same every time. */
const measured = (n: number) => range(n).map((i) => Math.round(1000 * Math.sin(i * i + 1)) / 10)

const options = { timeColumn: null, split: null, takes: 'numbers' } as const

/** Why the first column is left out beside a measurement; null where it is compared. */
function why(ours: Column, theirs: Column | null, takes: 'numbers' | 'both' | 'categories' = 'numbers') {
  const beside = (column: Column): Columns => {
    const { rows } = table([column])
    return table([
      column,
      numbers('measured', measured(rows)),
      texts(
        'letter',
        measured(rows).map((x) => (x > 0 ? 'a' : 'b')),
      ),
    ])
  }
  const { names, leftOut } = defaultColumns(
    summarised(beside(ours)),
    theirs === null ? null : summarised(beside(theirs)),
    { ...options, takes },
  )
  expect(names.includes(ours.name)).toBe(!leftOut.some(({ column }) => column === ours.name))
  return leftOut.find(({ column }) => column === ours.name)?.reason ?? null
}

describe('left out', () => {
  test.each([
    ['Unnamed: 0', range(50), range(20)],
    ['__index_level_0__', range(50, 7, 3), range(20, 500, 3)],
    ['Unnamed: 0.1', [5, 3, 9, 1], [2, 8]],
  ])('an index that pandas wrote: %s', (name, ours, theirs) => {
    expect(why(numbers(name, ours), numbers(name, theirs))).toBe('an index')
  })

  test('a row counter that goes on, starts again, was drawn from, or was shuffled', () => {
    const counter = (values: readonly number[]) => numbers('n', values)
    const shuffled = range(60).map((i) => (i * 37) % 60)
    expect(why(counter(range(50)), counter(range(20, 50)))).toBe('a row counter')
    expect(why(counter(range(50, 1)), counter(range(20, 1)))).toBe('a row counter')
    expect(why(counter(range(50)), null)).toBe('a row counter')
    expect(why(counter(shuffled), null)).toBe('a row counter')
    expect(why(counter(shuffled.slice(0, 42)), counter(shuffled.slice(42)))).toBe('a row counter')
    // A third of their range, whether they stand in one file or in two.
    const thirds = range(25, 0, 3)
    expect(why(counter(thirds), counter(thirds))).toBeNull()
    expect(why(counter(thirds), counter(thirds.toReversed()))).toBeNull()
  })

  test.each(['id', 'ID', 'customer_id', 'userId', 'Order ID', 'uuid'])('ids by their name: %s', (name) => {
    const ids = (seed: number) => range(30).map((i) => 100_000 + ((i * 7919 + seed) % 10_007) * 89)
    expect(why(numbers(name, ids(1)), numbers(name, ids(2)))).toBe('ids')
  })

  test('a text that is another one in each row', () => {
    const keys = (from: number) =>
      texts(
        'key text',
        range(30, from).map((i) => `k-${i * 7919}`),
      )
    expect(why(keys(0), keys(30), 'both')).toBe('ids')
    expect(why(keys(0), keys(30))).toBe('text')
  })

  test('times as numbers, in any unit', () => {
    const at = (name: string, each: number, step: number) =>
      why(
        numbers(name, range(30, 1_700_000_000 * each, step)),
        numbers(name, range(30, 1_710_000_000 * each, step)),
      )
    expect(at('x', 1, 3600)).toBe('a time, in seconds since 1970')
    expect(at('x', 1000, 60_000)).toBe('a time, in milliseconds since 1970')
    expect(at('timestamp', 1e6, 5)).toBe('a time, in microseconds since 1970')
  })

  test('a constant in both files', () => {
    expect(why(numbers('x', [5, 5, 5]), numbers('x', [5, 5]))).toBe('constant: always 5')
    expect(why(texts('w', ['a', 'a', 'a']), texts('w', ['a', 'a']), 'categories')).toBe('constant: always a')
  })

  test('what cannot be compared, with what it is', () => {
    expect(why(texts('w', ['a', 'b', 'a']), texts('w', ['a', 'b', 'a']))).toBe('text')
    expect(why(texts('w', ['a', 'b', 'a']), numbers('w', [1, 2, 3]))).toBe('text in the reference')
    expect(why(numbers('x', [1, 2, 3]), numbers('x', [Number.NaN, Number.NaN]))).toBe(
      'no values in the test file',
    )
  })
})

describe('compared', () => {
  test('an ordinary sorted measurement: with fractions, with gaps, with values that repeat', () => {
    const sorted = measured(50).toSorted((a, b) => a - b)
    expect(why(numbers('x', sorted), numbers('x', sorted))).toBeNull()
    const gaps = range(50).map((i) => i * i + 3)
    expect(why(numbers('odometer', gaps), numbers('odometer', gaps))).toBeNull()
    const ages = range(50).map((i) => 20 + Math.floor(i / 2))
    expect(why(numbers('age', ages), numbers('age', ages))).toBeNull()
  })

  test('a constant that has another value in the test file: that is the drift', () => {
    expect(why(numbers('x', [5, 5, 5]), numbers('x', [7, 7]))).toBeNull()
    expect(why(numbers('x', [5, 5, 5]), numbers('x', [5, 6]))).toBeNull()
  })

  test('few rows that happen to count, and a name that only contains the letters', () => {
    expect(why(numbers('x', [1, 2, 3]), numbers('x', [4, 5, 6]))).toBeNull()
    expect(why(numbers('humidity', [70, 71, 75]), numbers('humidity', [60, 62, 64]))).toBeNull()
    expect(why(numbers('width', [3, 1, 2]), numbers('width', [3, 1, 2]))).toBeNull()
  })

  test('ids of few different values are categories', () => {
    const stations = texts(
      'station_id',
      range(40).map((i) => `s${i % 4}`),
    )
    expect(why(stations, stations, 'categories')).toBeNull()
  })

  test('amounts in the range of seconds since 1970 that go up and down', () => {
    const amounts = range(30).map((i) => 1_500_000_000 + ((i * 7919) % 31) * 1_000_003)
    expect(why(numbers('revenue', amounts), numbers('revenue', amounts))).toBeNull()
  })
})

test('the only column of a file is compared, whatever it looks like', () => {
  const counter = summarised(table([numbers('n', range(50))]))
  expect(defaultColumns(counter, counter, options)).toEqual({ names: ['n'], leftOut: [] })
})

test('no measurement with fractions is left out, in any order of rows and columns', () => {
  const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 8, maxLength: 60 })
  fc.assert(
    fc.property(values, values, fc.boolean(), (a, b, sort) => {
      const column = (x: number[]) => {
        const y = [...x.map((v) => v + 0.5), 0.25]
        return numbers('x', sort ? y.toSorted((p, q) => p - q) : y)
      }
      expect(why(column(a), column(b))).toBeNull()
    }),
  )
})
