import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { contentSecurityPolicy, identityProvidersOf } from './content-security.mjs'
import { serveFolder } from './static-server.mjs'

/** @param {string} policy */
function rulesOf(policy) {
  return new Map(
    policy.split('; ').map((rule) => {
      const [name = '', ...sources] = rule.split(' ')
      return [name, sources]
    }),
  )
}

describe('the content security policy', () => {
  test('lets the page talk to its own server alone, unless a site names identity providers', () => {
    const plain = rulesOf(contentSecurityPolicy())
    expect(plain.get('connect-src')).toEqual(["'self'"])
    const named = rulesOf(contentSecurityPolicy({ identityProviders: ['https://login.example.org'] }))
    expect(named.get('connect-src')).toEqual(["'self'", 'https://login.example.org'])
    expect([...named].filter(([name]) => name !== 'connect-src')).toEqual(
      [...plain].filter(([name]) => name !== 'connect-src'),
    )
  })

  test('is what the server of files sends', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tidemark-policy-'))
    const identityProviders = ['https://login.example.org']
    const server = await serveFolder({ folder, port: 0, identityProviders })
    try {
      const answer = await fetch(`${server.url}/none.html`)
      expect(answer.headers.get('Content-Security-Policy')).toBe(contentSecurityPolicy({ identityProviders }))
    } finally {
      await server.close()
      rmSync(folder, { recursive: true })
    }
  })
})

describe('identityProvidersOf', () => {
  test('takes addresses with spaces between them, and keeps each origin once', () => {
    expect(
      identityProvidersOf(
        ' https://login.example.org/realms/a  https://login.example.org http://localhost:8080/ ',
      ),
    ).toEqual(['https://login.example.org', 'http://localhost:8080'])
    expect(identityProvidersOf(undefined)).toEqual([])
    expect(identityProvidersOf(' ')).toEqual([])
  })

  test.for([
    'login.example.org',
    'http://login.example.org',
    '*',
    'https://*.example.org',
    "https://a.org;script-src'unsafe-eval'",
    'https://a.org,b.org',
    'data:text/plain,x',
  ])('refuses %s', (address) => {
    expect(() => identityProvidersOf(address)).toThrow(/TIDEMARK_IDENTITY_PROVIDERS holds/)
  })
})
