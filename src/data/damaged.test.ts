import { expect, test } from 'vitest'
import { readDamaged } from './fixtures/damage'

// Two thousand in the step `slow` (damaged.calibration.test.ts).
test('a damaged file is read or refused with a sentence, then and later', async () => {
  expect(await readDamaged(150, 13)).toEqual([])
}, 60_000)
