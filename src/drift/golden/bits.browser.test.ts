import { expect, test } from 'vitest'
import { PINNED_BITS, resultBits } from './bits'

test('results have the same bits in a browser as in node', async () => {
  expect(await resultBits()).toEqual(PINNED_BITS)
})
