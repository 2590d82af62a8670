import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { LEVEL, LEVEL_TRIALS, levelBounds } from '../../level-bounds.test-support'
import { createRandom, normal, PURPOSE, uniform } from '../../random'
import type { PerColumnResult } from '../../results'
import { loadDetector } from '../../run'
import { sampleOf } from '../../samples-for-tests'

/** 60 columns at a time, each a trial of its own. */
const COLUMNS = 60

type Draw = (random: ReturnType<typeof createRandom>) => number

/** Without drift: of how many of `LEVEL_TRIALS` columns drift is said. */
async function rejections(id: string, [n, m]: readonly [number, number], draw: Draw): Promise<number> {
  const detect = await loadDetector(id)
  let rejected = 0
  for (let block = 0; block < LEVEL_TRIALS / COLUMNS; block++) {
    const sample = (seed: number, rows: number) => {
      const random = createRandom(seed, PURPOSE.test, block)
      return sampleOf(Array.from({ length: rows }, () => Array.from({ length: COLUMNS }, () => draw(random))))
    }
    const params = { permutations: 99, alpha: LEVEL, correction: 'none', seed: block }
    const result = driveSync(detect(params, { reference: sample(1, n), test: sample(2, m) }))
    rejected += (result as PerColumnResult).columns.filter((column) => column.drift).length
  }
  return rejected
}

const fourValues: Draw = (random) => Math.floor(uniform(random) * 4)
const threeCategories: Draw = (random) => Math.floor(uniform(random) * uniform(random) * 3)
const oneInThree: Draw = (random) => Number(uniform(random) < 0.3)

/** `safe`: the statistic takes few values, so that the level cannot be reached; it may only not be passed. */
const cases: [id: string, what: string, rows: readonly [number, number], draw: Draw, safe?: boolean][] = [
  ['ks', 'normal values', [45, 24], normal, true],
  ['cvm', 'normal values', [45, 24], normal],
  ['anderson-darling', 'normal values', [45, 24], normal],
  ['bws', 'normal values', [45, 24], normal],
  ['kuiper', 'normal values', [45, 24], normal],
  ['mann-whitney', 'normal values', [45, 24], normal],
  ['welch', 'normal values', [45, 24], normal],
  ['cvm', 'many equal values', [40, 25], fourValues],
  ['anderson-darling', 'many equal values', [40, 25], fourValues],
  ['bws', 'many equal values', [40, 25], fourValues],
  ['kuiper', 'many equal values', [40, 25], fourValues, true],
  ['mann-whitney', 'many equal values', [40, 25], fourValues],
  ['chi-square', 'three categories', [90, 50], threeCategories],
  ['chi-square', 'two categories, with the correction of Yates', [45, 30], oneInThree, true],
  ['fisher', 'two categories', [45, 30], oneInThree, true],
]

test.each(cases)('%s keeps its level: %s', async (id, _, rows, draw, safe = false) => {
  const rejected = await rejections(id, rows, draw)
  const { fewest, most } = levelBounds()
  expect(rejected).toBeLessThanOrEqual(most)
  // A test that never rejects would be of no use either.
  expect(rejected).toBeGreaterThanOrEqual(safe ? 0.01 * LEVEL_TRIALS : fewest)
})
