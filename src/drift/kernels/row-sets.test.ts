import { describe, expect, test } from 'vitest'
import { createRowSets, drawSets, rowSetSums, walkSets, type RowSets } from './row-sets'

const rowsOf = ({ all, words, bits }: RowSets, at: number): number[] =>
  Array.from({ length: all }, (_, i) => i).filter(
    (i) => ((bits[at * words + (i >>> 5)]! >>> (i & 31)) & 1) === 1,
  )

describe('drawn sets', () => {
  test.each([
    [5, 2],
    [33, 3],
    [64, 31],
    [100, 50],
    [1000, 333],
  ])('of %i rows: %i each, every row equally often', (all, size) => {
    const count = 4000
    const sets = createRowSets(all, count)
    const mark = drawSets(size, 7)
    for (let b = 0; b < count; b++) mark(b, sets, b)
    const often = new Float64Array(all)
    for (let b = 0; b < count; b++) {
      const rows = rowsOf(sets, b)
      expect(rows).toHaveLength(size)
      for (const row of rows) often[row]!++
    }
    const share = size / all
    // Σ (often − expected)² / variance over the rows: χ² of all − 1 degrees of freedom, times (all − 1)/all.
    const chi2 = often.reduce((sum, x) => sum + (x - count * share) ** 2, 0) / (count * share * (1 - share))
    expect(Math.abs(chi2 - all)).toBeLessThan(5 * Math.sqrt(2 * all))
  })

  test('of 6 rows 3: all 20 equally often', () => {
    const often = new Map<string, number>()
    const sets = createRowSets(6, 1)
    const mark = drawSets(3, 1)
    for (let b = 0; b < 20_000; b++) {
      mark(b, sets, 0)
      const key = rowsOf(sets, 0).join()
      often.set(key, (often.get(key) ?? 0) + 1)
    }
    expect(often.size).toBe(20)
    for (const times of often.values()) expect(Math.abs(times - 1000)).toBeLessThan(5 * Math.sqrt(950))
  })

  test('set b is the same whatever is drawn before it and wherever it is written', () => {
    const sets = createRowSets(70, 3)
    const mark = drawSets(30, 5)
    mark(9, sets, 2)
    mark(4, sets, 0)
    mark(9, sets, 1)
    expect(rowsOf(sets, 1)).toEqual(rowsOf(sets, 2))
    expect(rowsOf(sets, 0)).not.toEqual(rowsOf(sets, 1))
  })
})

test('all sets of 2 of 4 rows, once each', () => {
  const sets = createRowSets(4, 6)
  const mark = walkSets(4, 2)
  for (let b = 0; b < 6; b++) mark(b, sets, b)
  expect(Array.from({ length: 6 }, (_, b) => rowsOf(sets, b))).toEqual([
    [0, 1],
    [0, 2],
    [0, 3],
    [1, 2],
    [1, 3],
    [2, 3],
  ])
})

test('sums over sets equal adding up', () => {
  const values = Float64Array.from({ length: 77 }, (_, i) => (i * i * 31) % 1009)
  const sets = createRowSets(77, 40)
  const mark = drawSets(35, 3)
  for (let b = 0; b < 40; b++) mark(b, sets, b)
  rowSetSums(sets, values).forEach((sum, b) =>
    expect(sum).toBe(rowsOf(sets, b).reduce((total, row) => total + values[row]!, 0)),
  )
})
