import { expect, test } from 'vitest'
import { driveSync } from '../drive'
import { createRandom, PURPOSE, uniform } from '../random'
import { sortedCopy } from './sort'

test('a long array is sorted as a short one is, missing values at its end', () => {
  const random = createRandom(1, PURPOSE.test)
  const values = Float64Array.from({ length: 150_000 }, (_, i) =>
    i % 7 === 3 ? Number.NaN : uniform(random),
  )
  expect(driveSync(sortedCopy(values))).toEqual(values.slice().sort())
})
