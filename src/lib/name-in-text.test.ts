import { expect, test } from 'vitest'
import { nameInText } from './name-in-text'

test('a plain name stays as it is', () => {
  expect(nameInText('obsea-camera')).toBe('obsea-camera')
})

test('a long name keeps both ends', () => {
  const name = nameInText(`${'a'.repeat(200)}-north-7`)
  expect(name).toMatch(/^a{52}….{12}-north-7$/)
})

test('a name from right to left stands by itself', () => {
  expect(nameInText('ניטור 2024')).toBe('\u2068ניטור 2024\u2069')
  expect(nameInText('كشف')).toBe('\u2068كشف\u2069')
})
