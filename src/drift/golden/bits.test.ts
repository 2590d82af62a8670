import { expect, test } from 'vitest'
import { PINNED_BITS, resultBits } from './bits'

test('results have their pinned bits in node', async () => {
  expect(await resultBits()).toEqual(PINNED_BITS)
})
