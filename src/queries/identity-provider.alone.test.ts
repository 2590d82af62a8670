import { afterEach, expect, test, vi } from 'vitest'
import { beginSignIn } from '~/api/oidc/flow'
import { personAt, startIdentityProvider, TEST_REDIRECT } from '~/api/oidc/identity-provider.test-support'
import { SignInError } from '~/lib/errors'
import { explain } from '~/lib/explain'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a clock that is wrong by hours is named as the reason', async () => {
  const there = await startIdentityProvider()
  const provider = { issuer: there.issuer, clientId: there.clientId, scope: 'openid' }
  const pending = await beginSignIn({ provider, redirectUri: TEST_REDIRECT })
  const answer = await personAt(pending.url)
  // The provider runs in this process: only once it has answered, the clock is another.
  const ask = fetch
  vi.stubGlobal('fetch', async (...args: Parameters<typeof fetch>) => {
    const response = await ask(...args)
    vi.useFakeTimers({ toFake: ['Date'], now: vi.getRealSystemTime() + 3 * 3_600_000 })
    return response
  })
  const failure: unknown = await pending.finish(answer).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(SignInError)
  expect(explain(failure)).toMatchObject({ title: 'The clocks differ too much', step: 'sign-in' })
  await there.close()
})
