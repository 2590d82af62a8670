import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { createRandom, normal, PURPOSE, uniform } from '../random'
import { sortedCopy } from './sort'

const random = createRandom(1, PURPOSE.test)

test('a long array is sorted as a short one is, missing values at its end', () => {
  const values = Float64Array.from({ length: 150_000 }, (_, i) =>
    i % 7 === 3 ? Number.NaN : uniform(random),
  )
  expect(driveSync(sortedCopy(values))).toEqual(values.slice().sort())
})

const SPECIAL = [Number.NaN, -0, 0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e308, -1e308, 5e-324]

/** How values may lie: from evenly spread, as buckets are, to nearly all in one of them. */
const SPREADS: Readonly<Record<string, (i: number) => number>> = {
  normal: () => normal(random),
  constant: () => 0.1,
  'of few values': () => Math.floor(5 * uniform(random)),
  'over many powers': () => Math.sign(uniform(random) - 0.5) * 10 ** (600 * uniform(random) - 300),
  'with one outlier': (i) => (i === 7 ? 1e300 : normal(random)),
  'the smallest there are': () => 5e-324 * Math.floor(9 * uniform(random)),
  'over the whole range': () => 1.7e308 * (2 * uniform(random) - 1),
  descending: (i) => -i,
  'with what order tells apart': (i) => (i % 9 === 0 ? SPECIAL[(i / 9) % SPECIAL.length]! : normal(random)),
}

test.each(Object.entries(SPREADS))('values %s are sorted as natively, and stay as they are', (_, of) => {
  for (const rows of [1, 2, 31, 32, 33, 1000, 32_768]) {
    const values = Float64Array.from({ length: rows }, (_, i) => of(i))
    const before = values.slice()
    const sorted = driveSync(sortedCopy(values))
    const natively = values.slice().sort()
    // Also where −0 and 0 are.
    expect(sorted.findIndex((x, i) => !Object.is(x, natively[i]))).toBe(-1)
    expect(sorted).toHaveLength(rows)
    expect(values).toEqual(before)
  }
})
