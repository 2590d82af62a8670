import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { pool } from '../../math/pooled'
import { below, createRandom, markSubset, PURPOSE } from '../../random'
import { createLabellings } from './labellings'

const pooledOf = (seed: number, n: number, m: number, values: number) => {
  const random = createRandom(seed, PURPOSE.test)
  const draw = (size: number) => Float64Array.from({ length: size }, () => below(random, values)).sort()
  return driveSync(pool(draw(n), draw(m)))
}

test.each([
  ['few values', 60, 41, 5],
  ['as many rows as fill words', 40, 24, 3],
  ['many values', 50, 30, 1000],
  ['no value twice', 50, 30, 1e9],
  ['one value', 33, 2, 1],
])('labelling b gives each value the rows that are marked by (seed, b): %s', (_, n, m, values) => {
  const pooled = pooledOf(1, n, m, values)
  const other = pooledOf(2, n, m, 7)
  const labellings = createLabellings()
  const marks = new Uint8Array(n + m)
  // The second column takes those that the first one drew; then other seeds, and numbers out of their order.
  for (const [column, seed] of [
    [pooled, 5],
    [other, 5],
    [pooled, 6],
  ] as const) {
    const countsOf = labellings.counter(column, seed, 20)
    for (const b of [0, 1, 2, 1, 3]) {
      const counts = new Uint32Array(column.values.length)
      countsOf(b, counts)
      markSubset(createRandom(seed, PURPOSE.permutation, b), n + m, n, marks)
      let at = 0
      const expected = column.reference.map((count, k) => {
        const end = at + count + column.test[k]!
        const ones = marks.subarray(at, end).reduce((sum, mark) => sum + mark, 0)
        at = end
        return ones
      })
      expect(counts).toEqual(expected)
    }
  }
})

test('of many rows with few values counts are drawn: whole labellings, by (seed, b), with the mean and variance of rows dealt', () => {
  const [n, m] = [8000, 14_000]
  const pooled = pooledOf(3, n, m, 6)
  const countsOf = createLabellings().counter(pooled, 5, 500)
  const sums = new Float64Array(6)
  const squares = new Float64Array(6)
  const counts = new Uint32Array(6)
  for (let b = 0; b < 500; b++) {
    countsOf(b, counts)
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(n)
    for (const [k, count] of counts.entries()) {
      sums[k]! += count
      squares[k]! += count * count
    }
  }
  for (const [k, count] of pooled.reference.entries()) {
    const share = n / (n + m)
    const rows = count + pooled.test[k]!
    const mean = rows * share
    const variance = (mean * (1 - share) * (n + m - rows)) / (n + m - 1)
    expect(Math.abs(sums[k]! / 500 - mean)).toBeLessThan(4 * Math.sqrt(variance / 500))
    expect((squares[k]! / 500 - (sums[k]! / 500) ** 2) / variance).toBeCloseTo(1, 0)
  }
  countsOf(7, counts)
  const again = new Uint32Array(6)
  createLabellings().counter(pooled, 5, 500)(7, again)
  expect(again).toEqual(counts)
})
