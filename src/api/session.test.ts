import { afterEach, describe, expect, test } from 'vitest'
import { currentToken, expiryOf, onSessionChange, sessionExpiry, signIn, signOut } from './session'

const part = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const jwt = (claims: unknown) => `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`

afterEach(signOut)

describe('session', () => {
  test('a token is kept as pasted, less what surrounds it', () => {
    expect(currentToken()).toBeNull()
    signIn('  Bearer abc.def \n')
    expect(currentToken()).toBe('abc.def')
    expect(sessionExpiry()).toBeNull()
    signOut()
    expect(currentToken()).toBeNull()
  })

  test('what is no token is refused, and whoever was signed in stays', () => {
    signIn('abc')
    for (const pasted of ['', '   ', 'Bearer ', 'two words', 'a\nb', 'tökén'])
      expect(() => signIn(pasted)).toThrow(expect.objectContaining({ code: 'bad-token' }))
    expect(currentToken()).toBe('abc')
  })

  test('the end of a JWT is read, of anything else not', () => {
    signIn(jwt({ exp: 1_800_000_000, name: 'Zoe >>>???~~~' }))
    expect(sessionExpiry()).toBe(1_800_000_000_000)
    expect(expiryOf(jwt({}))).toBeNull()
    expect(expiryOf(jwt({ exp: '1800000000' }))).toBeNull()
    expect(expiryOf(jwt(null))).toBeNull()
    expect(expiryOf('a.b.c')).toBeNull()
    expect(expiryOf('opaque')).toBeNull()
  })

  test('listeners hear of every change until they stop', () => {
    const heard: (string | null)[] = []
    const stop = onSessionChange(() => heard.push(currentToken()))
    signIn('a')
    signIn('b')
    signOut()
    signOut()
    stop()
    signIn('c')
    expect(heard).toEqual(['a', 'b', null])
  })
})
