import { expect, test } from 'vitest'
import { readDamaged } from './fixtures/damage'

test('2,000 damaged files of every format are read or refused with a sentence, then and later', async () => {
  expect(await readDamaged(2000, 1000)).toEqual([])
}, 600_000)
