import fc from 'fast-check'
import { expect, test } from 'vitest'
import { tries } from '~/lib/tries.test-support'
import { isMissing, losesDigits, parseNumber, parseTime } from './cells'

const bytes = (text: string) => new TextEncoder().encode(text)
const time = (text: string) => parseTime(bytes(text), 0, bytes(text).length)

test('every day and second of the calendar, as Date knows it', () => {
  const instants = fc.date({
    min: new Date('0000-01-01T00:00:00Z'),
    max: new Date('9999-12-31T23:59:59Z'),
    noInvalidDate: true,
  })
  fc.assert(
    fc.property(instants, (date) => {
      const iso = date.toISOString()
      const seconds = Math.floor(date.getTime() / 1000) * 1000
      const day = Math.floor(date.getTime() / 86_400_000) * 86_400_000
      expect(time(iso)).toBe(date.getTime())
      expect(time(iso.slice(0, 10))).toBe(day)
      expect(time(iso.slice(0, 10).replaceAll('-', '/'))).toBe(day)
      expect(time(iso.slice(0, 19))).toBe(seconds)
      expect(time(`${iso.slice(0, 19)}Z`)).toBe(seconds)
      expect(time(iso.slice(0, 19).replace('T', ' '))).toBe(seconds)
      expect(time(`${iso.slice(0, 19)}+05:30`)).toBe(seconds - 19_800_000)
    }),
    { numRuns: tries(2000) },
  )
})

test.each([
  '2026-00-10',
  '2026-02-30',
  '2026-1-01',
  '2026-03-25 24:00:01',
  '2026-03-25x06:07:08',
  '20a6-03-25',
  '2026-03-25T06:07:60',
])('%s is no time', (text) => {
  expect(time(text)).toBeNaN()
})

test('arbitrary text never throws, and is a number only where Number() agrees', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[-+0-9.eEinf,]{1,12}$/)), (text) => {
      const cell = bytes(text.trim())
      const x = parseNumber(cell, 0, cell.length, 46)
      if (Number.isFinite(x)) expect(x).toBe(Number(text))
      parseTime(cell, 0, cell.length)
      isMissing(cell, 0, cell.length)
    }),
    { numRuns: tries(5000) },
  )
})

test('whole numbers that a double rounds are told from those it holds', () => {
  const loses = (text: string) => losesDigits(Number(text), bytes(text), 0, text.length)
  expect(loses('9007199254740992')).toBe(false)
  expect(loses('9007199254740993')).toBe(true)
  expect(loses('-18446744073709551616')).toBe(false)
  expect(loses('1e30')).toBe(false)
  expect(loses('123456789012345678901234.5')).toBe(false)
})
