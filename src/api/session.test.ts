import { afterEach, describe, expect, test } from 'vitest'
import {
  authorizationOf,
  basic,
  bearer,
  credentialOf,
  expiryOf,
  onSessionChange,
  signIn,
  signOut,
} from './session'

const part = (value: unknown) =>
  btoa(JSON.stringify(value)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const jwt = (claims: unknown) => `${part({ alg: 'RS256' })}.${part(claims)}.c2ln`

afterEach(() => {
  signOut('a')
  signOut('b')
})

describe('session', () => {
  test('a token is kept as pasted, less what surrounds it', async () => {
    expect(await authorizationOf('a')).toBeNull()
    signIn('a', bearer('  Bearer abc.def \n'))
    expect(await authorizationOf('a')).toBe('Bearer abc.def')
    expect(credentialOf('a')).toEqual({ kind: 'bearer', token: 'abc.def', expiresAt: null })
    signOut('a')
    expect(await authorizationOf('a')).toBeNull()
  })

  test('what is no token is refused', () => {
    for (const pasted of ['', '   ', 'Bearer ', 'two words', 'a\nb', 'tökén'])
      expect(() => bearer(pasted)).toThrow(expect.objectContaining({ code: 'bad-token' }))
  })

  test('each server has its own person', async () => {
    signIn('a', bearer('abc'))
    signIn('b', basic('reader@example.org', 'long enough'))
    signOut('a')
    expect(await authorizationOf('a')).toBeNull()
    expect(await authorizationOf('b')).toBe(`Basic ${btoa('reader@example.org:long enough')}`)
  })

  test('basic credentials are UTF-8; a name that cannot sign in is refused before it is sent', async () => {
    signIn('a', basic('größe', 'pässwörd:é'))
    const [, sent = ''] = (await authorizationOf('a'))?.split(' ') ?? []
    expect(Buffer.from(sent, 'base64').toString('utf8')).toBe('größe:pässwörd:é')
    expect(() => basic('a:b', 'x')).toThrow(expect.objectContaining({ code: 'bad-name' }))
    expect(() => basic('', 'x')).toThrow(expect.objectContaining({ code: 'bad-name' }))
    expect(() => basic('a', '')).toThrow(expect.objectContaining({ code: 'bad-name' }))
  })

  test('the end of a JWT is read, of anything else not', () => {
    expect(bearer(jwt({ exp: 1_800_000_000, name: 'Zoe >>>???~~~' }))).toMatchObject({
      expiresAt: 1_800_000_000_000,
    })
    expect(expiryOf(jwt({}))).toBeNull()
    expect(expiryOf(jwt({ exp: '1800000000' }))).toBeNull()
    expect(expiryOf(jwt(null))).toBeNull()
    expect(expiryOf('a.b.c')).toBeNull()
    expect(expiryOf('opaque')).toBeNull()
  })

  test('listeners hear of every change until they stop', () => {
    const heard: string[] = []
    const stop = onSessionChange((server) =>
      heard.push(`${server} ${credentialOf(server)?.kind ?? 'nobody'}`),
    )
    signIn('a', bearer('x'))
    signIn('b', basic('n', 'p'))
    signOut('a')
    signOut('a')
    stop()
    signIn('a', bearer('c'))
    expect(heard).toEqual(['a bearer', 'b basic', 'a nobody'])
  })
})
