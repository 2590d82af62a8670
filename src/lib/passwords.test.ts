import { describe, expect, test } from 'vitest'
import { newPassword, passwordFault, strengthOf } from './passwords'

describe('passwords', () => {
  test('have 12 characters', () => {
    expect(passwordFault('')).toContain('Type')
    expect(passwordFault('elevenchars')).toContain('this has 11')
    expect(passwordFault('twelve chars')).toBeNull()
  })
  test.each([
    ['short', 0],
    ['password1234', 1],
    ['aaaaaaaaaaaaaaaa', 1],
    ['123456789012345', 1],
    ['ada.lovelace.1815', 1],
    ['blue horse seven', 2],
    ['blue horse seven castle guitar', 3],
    ['X7#kq92LmPz!vB4s', 4],
  ])('%s has a score of %i', (password, score) =>
    expect(strengthOf(password, 'ada.lovelace@example.org').score).toBe(score),
  )
  test('a weak one says what to do', () => {
    expect(strengthOf('password1234', '').advice).toContain('“password”')
    expect(strengthOf('abcdefghijklmn', '').advice).toContain('count as one')
    expect(strengthOf('X7#kq92LmPz!vB4s', '').advice).toBeNull()
  })
  test('a made one is strong, and never the same', () => {
    let seed = 1
    const random = (bytes: Uint8Array<ArrayBuffer>) =>
      bytes.map(() => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) >>> 24)
    const made = Array.from({ length: 50 }, () => newPassword(random))
    expect(new Set(made).size).toBe(50)
    for (const one of made) {
      expect(one).toMatch(/^(?:[a-km-np-zA-HJ-NP-Z2-9]{4}-){4}[a-km-np-zA-HJ-NP-Z2-9]{4}$/)
      expect(strengthOf(one, '').score).toBe(4)
    }
  })
  test('all letters are about as likely', () => {
    let count = 0
    // Every byte once: 256 = 4 × 55 + 36, so that 220 of them are letters, four times each.
    const bytes = (array: Uint8Array<ArrayBuffer>) => array.map(() => count++ % 256)
    const letters = Array.from({ length: 11 }, () => newPassword(bytes).replaceAll('-', '')).join('')
    const counts = [...new Set(letters)].map((letter) => letters.split(letter).length - 1)
    expect(counts).toHaveLength(56)
    expect(Math.max(...counts)).toBeLessThanOrEqual(8)
  })
})
