import { expect, test } from 'vitest'
import { rememberLook, useLooked } from './looked'

const HOUR = 3_600_000

test('a visit goes on for half an hour after the last look; then the one before it is what is told of', () => {
  rememberLook(1 * HOUR)
  expect(useLooked.getState()).toMatchObject({ at: HOUR, before: null })
  rememberLook(1.2 * HOUR)
  expect(useLooked.getState().before).toBeNull()
  rememberLook(9 * HOUR)
  expect(useLooked.getState()).toMatchObject({ at: 9 * HOUR, before: 1.2 * HOUR })
  rememberLook(9.1 * HOUR)
  expect(useLooked.getState().before).toBe(1.2 * HOUR)
})
