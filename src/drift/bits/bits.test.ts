import { expect, test } from 'vitest'
import { detectors } from '../registry'
import { resultBits } from './bits'

/** Written by node (`npx vitest run -u`): to be changed only with a change that is meant to change results. */
test('the results of every detector have their recorded bits in node', async () => {
  const bits = await resultBits()
  expect(Object.keys(bits)).toEqual(detectors.map(({ id }) => id))
  await expect(`${JSON.stringify(bits, null, 2)}\n`).toMatchFileSnapshot('./bits.json')
})
