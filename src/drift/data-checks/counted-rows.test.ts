import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { sampleOf } from '../samples-for-tests'
import { createRandom, PURPOSE, uniform } from '../random'
import { countedRows, rowDigests } from './counted-rows'

const random = createRandom(1, PURPOSE.test)

/** Digests of rows of one column, as of a sample. */
const digestsOf = (values: readonly number[]) => driveSync(rowDigests(sampleOf(values.map((x) => [x]))))

test.each([
  ['few different rows', 5000, 7],
  ['rows that stand there about twice', 5000, 2500],
  ['hardly a row twice', 5000, 1e9],
])('of %s it counts each', (_, rows, different) => {
  const digests = digestsOf(Array.from({ length: rows }, () => Math.floor(different * uniform(random))))
  const expected = new Map<number, number>()
  for (const digest of digests) expected.set(digest, (expected.get(digest) ?? 0) + 1)
  const { keys, counts, timesOf, pairs } = driveSync(countedRows(digests))
  expect([...keys]).toEqual([...expected.keys()])
  expect([...counts]).toEqual([...expected.values()])
  expect(pairs).toBe([...counts].filter((count) => count === 2).length)
  expect([...keys].map(timesOf)).toEqual([...counts])
  expect(timesOf(0.5)).toBe(0)
})

test('digests that were chosen by their last bits are found as soon', () => {
  const digests = digestsOf(Array.from({ length: 40_000 }, () => uniform(random)))
  const some = digests.filter((digest) => (digest >>> 0) % 64 === 0)
  const { keys, timesOf } = driveSync(countedRows(some))
  expect(keys).toHaveLength(some.length)
  expect(some.every((digest) => timesOf(digest) === 1)).toBe(true)
})

test('a row has the digest of its values alone, however many columns and rows there are', () => {
  for (const d of [1, 2, 3, 511, 512, 513, 1300]) {
    const row = Array.from({ length: d }, () => uniform(random) - 0.5)
    const other = row.with(d - 1, 2)
    const many = driveSync(rowDigests(sampleOf(Array.from({ length: 700 }, (_, i) => (i % 3 ? row : other)))))
    const [a, b] = driveSync(rowDigests(sampleOf([row, other])))
    expect(a).not.toBe(b)
    expect(many.findIndex((digest, i) => digest !== (i % 3 ? a : b))).toBe(-1)
  }
  // −0 is 0, and a missing value like any other.
  const [zero, negative, missing, alsoMissing] = digestsOf([0, -0, Number.NaN, Number.NaN])
  expect(negative).toBe(zero)
  expect(alsoMissing).toBe(missing)
  expect(missing).not.toBe(zero)
})
