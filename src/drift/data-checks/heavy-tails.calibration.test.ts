import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { log } from '../math/log'
import { createRandom, normal, PURPOSE, type Random, uniform } from '../random'
import { sampleOf } from '../samples-for-tests'
import { heavyTails } from './heavy-tails'

const STREAMS = 400

/** In how many streams values are called other than normal. */
function found(rows: number, draw: (random: Random, row: number) => number): number {
  let count = 0
  for (let seed = 0; seed < STREAMS; seed++) {
    const random = createRandom(seed, PURPOSE.test)
    const stream = sampleOf(Array.from({ length: rows }, (_, row) => [draw(random, row)]))
    if (driveSync(heavyTails(stream)) !== null) count++
  }
  return count
}

const exponential = (random: Random): number => -log(1 - uniform(random))

test.each([61, 101, 500])(
  'of %i normal values one stream in forty-four seems to be something else',
  (rows) => {
    // 9 of 400 expected; more than 22 in one of 10 000 draws.
    expect(found(rows, normal)).toBeLessThanOrEqual(22)
  },
)

test('a change of level or of spread, or memory, changes nothing of that', () => {
  expect(found(500, (random, row) => normal(random) + (row < 250 ? 0 : 10))).toBeLessThanOrEqual(26)
  expect(found(500, (random, row) => normal(random) * (row < 250 ? 1 : 5))).toBeLessThanOrEqual(26)
  let before = 0
  const walk = (random: Random): number => (before = 0.8 * before + normal(random))
  expect(found(500, walk)).toBeLessThanOrEqual(26)
})

test('exponential and zero-inflated values are told', () => {
  expect(found(500, exponential)).toBeGreaterThanOrEqual(380)
  expect(found(500, (random) => (uniform(random) < 0.5 ? 0 : exponential(random)))).toBe(STREAMS)
})

test('of ten columns of normal values the furthest seems to be something else as seldom', () => {
  const columns = Array.from({ length: 10 }, (_, j) => j)
  let count = 0
  for (let seed = 0; seed < STREAMS; seed++) {
    const random = createRandom(seed, PURPOSE.test)
    const rows = Array.from({ length: 300 }, () => columns.map(() => normal(random)))
    if (driveSync(heavyTails(sampleOf(rows))) !== null) count++
  }
  expect(count).toBeLessThanOrEqual(22)
})
