import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SignInError } from '~/lib/errors'
import { explain } from '~/lib/explain'
import { authorizationOf, credentialOf, onSessionEnd, signIn, signOut } from '../session'
import { beginSignIn } from './flow'
import {
  personAt,
  TEST_REDIRECT,
  type RunningProvider,
  startIdentityProvider,
} from './identity-provider.test-support'

// Against a real provider over HTTP: its own pages are filled in as a browser would.

let idp: RunningProvider

beforeAll(async () => {
  idp = await startIdentityProvider()
})
afterAll(async () => {
  await idp.close()
})

const begin = (scope = 'openid email') =>
  beginSignIn({ provider: { issuer: idp.issuer, clientId: idp.clientId, scope }, redirectUri: TEST_REDIRECT })

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => null,
    (error: unknown) => (error instanceof SignInError ? error.code : error),
  )

test('sign in, token on requests, renewed once for all that wait, withdrawn', async () => {
  idp.tokensLast(20)
  const pending = await begin()
  const asked = new URL(pending.url).searchParams
  expect(asked.get('code_challenge_method')).toBe('S256')
  expect(asked.get('code_challenge')).toMatch(/^[\w-]{43}$/)
  const first = await pending.finish(await personAt(pending.url))
  expect(await idp.emailOf(first.token)).toBe('ada@example.org')
  signIn('lab', first)
  idp.tokensLast(600)
  const headers = await Promise.all([authorizationOf('lab'), authorizationOf('lab'), authorizationOf('lab')])
  expect(new Set(headers).size).toBe(1)
  expect(headers[0]).not.toBe(`Bearer ${first.token}`)
  const now = credentialOf('lab')
  if (now?.kind !== 'oidc') throw new Error('The sign-in changed its kind.')
  expect(headers[0]).toBe(`Bearer ${now.token}`)
  expect(await idp.emailOf(now.token)).toBe('ada@example.org')
  // It lasts: nothing is asked anew.
  expect(await authorizationOf('lab')).toBe(headers[0])
  signOut('lab')
  expect(await authorizationOf('lab')).toBeNull()
  await now.revoke()
  expect(await failureOf(now.renew?.() ?? Promise.resolve())).toBe('sign-in-ended')
})

test('who says no is told so, and an answer to another sign-in is not taken', async () => {
  const refused = await begin()
  const no = await personAt(refused.url, { agrees: false })
  expect(await failureOf(refused.finish(no))).toBe('consent-refused')
  const one = await begin()
  const other = await begin()
  const answer = await personAt(one.url)
  expect(await failureOf(other.finish(answer))).toBe('state-mismatch')
  expect(await failureOf(other.finish(new URLSearchParams('code=abc')))).toBe('state-mismatch')
  // The code belongs to the verifier of the first.
  const forged = new URLSearchParams(answer)
  forged.set('state', other.state)
  expect(await failureOf(other.finish(forged))).toBe('sign-in-expired')
})

test('a code is used once, and a refused scope or client is told in the provider’s words', async () => {
  const pending = await begin()
  const answer = await personAt(pending.url)
  await pending.finish(answer)
  expect(await failureOf(pending.finish(answer))).toBe('sign-in-expired')
  const odd = new URLSearchParams({
    error: 'server_error',
    error_description: '<b>broken</b>',
    state: pending.state,
    iss: idp.issuer,
  })
  const error: unknown = await pending.finish(odd).catch((thrown: unknown) => thrown)
  expect(explain(error)).toMatchObject({ title: 'The identity provider refused', step: 'sign-in' })
  expect(explain(error).why).toContain('server_error: <b>broken</b>')
})

test('a provider that is silent, or is none', async () => {
  const down = await startIdentityProvider()
  await down.close()
  const ask = (issuer: string) =>
    beginSignIn({ provider: { issuer, clientId: 'x', scope: 'openid' }, redirectUri: TEST_REDIRECT })
  expect(await failureOf(ask(down.issuer))).toBe('provider-silent')
  let body = '<html>'
  const server = createServer((_, response) =>
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(body),
  )
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  expect(await failureOf(ask(issuer))).toBe('provider-unreadable')
  body = JSON.stringify({ issuer: 'https://another.example.org' })
  expect(await failureOf(ask(issuer))).toBe('provider-unreadable')
  // Never a window to something else than a page.
  body = JSON.stringify({ issuer, authorization_endpoint: 'javascript:alert(1)' })
  expect(await failureOf(ask(issuer))).toBe('provider-unreadable')
  server.close()
})

test('a session that was ended there signs out here, and says so once; a silent provider does not', async () => {
  const there = await startIdentityProvider()
  there.tokensLast(20)
  const provider = { issuer: there.issuer, clientId: there.clientId, scope: 'openid' }
  const signedIn = async () => {
    const pending = await beginSignIn({ provider, redirectUri: TEST_REDIRECT })
    return pending.finish(await personAt(pending.url))
  }
  const first = await signedIn()
  signIn('lab', first)
  const ends: string[] = []
  const stop = onSessionEnd((server) => ends.push(server))
  there.endSessions()
  expect(await failureOf(authorizationOf('lab'))).toBe('sign-in-ended')
  expect(ends).toEqual(['lab'])
  expect(credentialOf('lab')).toBeNull()
  // Down, but the token still lasts: it is sent.
  signIn('lab', first)
  await there.close()
  expect(await authorizationOf('lab')).toBe(`Bearer ${first.token}`)
  signIn('lab', { ...first, expiresAt: 0 })
  expect(await failureOf(authorizationOf('lab'))).toBe('provider-silent')
  expect(credentialOf('lab')).not.toBeNull()
  signOut('lab')
  stop()
})
