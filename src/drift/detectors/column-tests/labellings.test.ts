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
