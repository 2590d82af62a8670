import fc from 'fast-check'
import { expect, test } from 'vitest'
import { naiveTime, seededId } from './wire'

test('a time is what ISO 8601 says of it, with microseconds and without a zone', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: Date.UTC(2100, 0) }),
      fc.integer({ min: 0, max: 999_999 }),
      (ms, micros) => {
        const seconds = new Date(ms).toISOString().slice(0, 19)
        expect(naiveTime(ms, micros)).toBe(`${seconds}.${String(micros).padStart(6, '0')}`)
      },
    ),
  )
})

test('an id is of UUID version 4, and holds all bits of its numbers but for those that say so', () => {
  const numbers = [0x00_00_00_00, 0x0a_bc_de_f1, 0xff_ff_ff_ff, 0x80_00_00_00]
  let at = 0
  expect(seededId(() => numbers[at++] ?? 0)).toBe('00000000-0abc-4ef1-bfff-ffff80000000')
})
