import type { QueryClient } from '@tanstack/react-query'
import type { IdentityProvider } from '~/api/oidc/provider'
import { answerFor, redirectUri } from '~/api/oidc/window'
import { type BackendId, signInChecked } from './session'

export type { IdentityProvider } from '~/api/oidc/provider'

/** "login.example.org": as people know it. */
export const providerHost = ({ issuer }: IdentityProvider): string => new URL(issuer).host

export { openSignInWindow, redirectUri } from '~/api/oidc/window'

export interface ProviderSignIn {
  id: BackendId
  provider: IdentityProvider
  /** From `openSignInWindow`. */
  opened: Window
  /** Ends the waiting. */
  signal: AbortSignal
}

/**
 * Signs in at a server by its identity provider. The page stays as it is meanwhile: the provider's pages are in a window
 * of their own. The server is asked at once whether it takes the token.
 * @throws SignInError where the provider gives none; HttpError where the server does not take it
 */
export async function signInByProvider(
  client: QueryClient,
  { id, provider, opened, signal }: ProviderSignIn,
): Promise<void> {
  try {
    // The library comes with the first sign-in.
    const { beginSignIn } = await import('~/api/oidc/flow')
    const pending = await beginSignIn({ provider, redirectUri: redirectUri(), signal })
    const answer = answerFor(pending.state, providerHost(provider), signal)
    opened.location.replace(pending.url)
    await signInChecked(client, id, await pending.finish(await answer))
  } catch (error) {
    opened.close()
    throw error
  }
}
