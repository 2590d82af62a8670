import { createElement } from 'react'
import { expect, test } from 'vitest'
import { surelyFits } from './surely-fits'

test('a short text in a wide cell needs no cutting', () => {
  expect(surelyFits('run 12', 'text', 100)).toBe(true)
  expect(surelyFits('0.123 45', 'number', 72)).toBe(true)
  expect(surelyFits('−1 234.5', 'number', 72)).toBe(true)
  expect(surelyFits('5 Jan 2026, 00:00', 'text', 144)).toBe(true)
  expect(surelyFits('d41d8cd98f', 'code', 80)).toBe(true)
  expect(surelyFits('', 'text', 0)).toBe(true)
})

test('what may be too wide, or is no plain text, is cut', () => {
  expect(surelyFits('WWWWWWWW', 'text', 100)).toBe(false)
  expect(surelyFits('0.123 456 7', 'number', 72)).toBe(false)
  expect(surelyFits('\ufdfd', 'text', 100)).toBe(false)
  expect(surelyFits('👩‍🔬', 'text', 100)).toBe(false)
  expect(surelyFits(createElement('b', null, 'short'), 'text', 100)).toBe(false)
})
