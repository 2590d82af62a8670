import * as oauth from 'oauth4webapi'
import type { ProviderCredential } from '../session'
import { fault, faultOf } from './faults'
import { type IdentityProvider, isOnThisMachine } from './provider'

// Authorization Code with PKCE (RFC 6749, RFC 7636; OpenID Connect Core 1.0, §3.1). Every secret of it is in the
// closures of this module: nothing is stored, and nothing leaves but to the provider.

/** A sign-in that waits for the provider's answer. */
export interface PendingSignIn {
  /** Where the person signs in. */
  url: string
  /** What the provider's answer must carry: it tells apart the sign-ins of several tabs. */
  state: string
  /**
   * @param answer the query with which the provider sent the person back
   * @throws SignInError
   */
  finish: (answer: URLSearchParams) => Promise<ProviderCredential>
}

export interface FlowOptions {
  provider: IdentityProvider
  /** Where the provider sends the person back: one of those that it has listed for the client. */
  redirectUri: string
  signal?: AbortSignal
}

/** Clocks may differ by so much, in seconds. */
const CLOCK_TOLERANCE_S = 60

/**
 * Asks the provider where one signs in, and makes the secrets of one attempt.
 * @throws SignInError where it does not answer, or not as one
 */
export async function beginSignIn(options: FlowOptions): Promise<PendingSignIn> {
  const { provider, redirectUri } = options
  return told(provider, async () => {
    const server = await discovered(options)
    const client: oauth.Client = { client_id: provider.clientId, [oauth.clockTolerance]: CLOCK_TOLERANCE_S }
    const verifier = oauth.generateRandomCodeVerifier()
    const state = oauth.generateRandomState()
    const nonce = oauth.generateRandomNonce()
    const url = new URL(endpointOf(server.authorization_endpoint, provider))
    for (const [name, value] of Object.entries({
      client_id: provider.clientId,
      redirect_uri: redirectUri,
      response_type: 'code',
      scope: provider.scope,
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      // OpenID Connect Core 1.0, §11: without it the scope is ignored.
      ...(provider.scope.split(' ').includes('offline_access') ? { prompt: 'consent' } : {}),
    }))
      url.searchParams.set(name, value)
    const finish = async (answer: URLSearchParams) => {
      if (answer.get('state') !== state) throw fault('state-mismatch', hostOf(provider))
      const params = oauth.validateAuthResponse(server, client, answer, state)
      const response = await oauth.authorizationCodeGrantRequest(
        server,
        client,
        oauth.None(),
        params,
        redirectUri,
        verifier,
        requestOptions(options),
      )
      const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, {
        expectedNonce: nonce,
        requireIdToken: true,
      })
      return credentialOf(tokens, { server, client, options })
    }
    return { url: url.href, state, finish: (answer) => told(provider, () => finish(answer)) }
  })
}

async function discovered(options: FlowOptions): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(options.provider.issuer)
  const response = await oauth.discoveryRequest(issuer, requestOptions(options))
  return oauth.processDiscoveryResponse(issuer, response)
}

/** What later requests of the same sign-in need. */
interface Party {
  server: oauth.AuthorizationServer
  client: oauth.Client
  options: FlowOptions
}

function credentialOf(
  { access_token: token, expires_in, refresh_token }: oauth.TokenEndpointResponse,
  party: Party,
  former: string | null = null,
): ProviderCredential {
  const { options, server } = party
  const { provider } = options
  // A provider that gives no new one lets the old one be used again (RFC 6749, §6).
  const refreshToken = refresh_token ?? former
  return {
    kind: 'oidc',
    token,
    // Counted from now by this machine's clock, which may be wrong: the provider said for how long, not until when.
    expiresAt: expires_in === undefined ? null : Date.now() + expires_in * 1000,
    issuer: provider.issuer,
    renew: refreshToken === null ? null : () => told(provider, () => renewed(refreshToken, party)),
    leaveUrl: leaveUrlOf(server.end_session_endpoint, provider),
    revoke: () => told(provider, () => revoked(refreshToken ?? token, party)),
  }
}

async function renewed(refreshToken: string, party: Party): Promise<ProviderCredential> {
  const { server, client, options } = party
  const response = await oauth.refreshTokenGrantRequest(
    server,
    client,
    oauth.None(),
    refreshToken,
    // The signal was that of the sign-in.
    requestOptions({ ...options, signal: AbortSignal.timeout(RENEWAL_MS) }),
  )
  try {
    const tokens = await oauth.processRefreshTokenResponse(server, client, response)
    return credentialOf(tokens, party, refreshToken)
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError && error.error === 'invalid_grant')
      throw fault('sign-in-ended', hostOf(options.provider))
    throw error
  }
}

const RENEWAL_MS = 20_000

/** A provider without that endpoint keeps its tokens until their time is over: nothing can be done about it here. */
async function revoked(token: string, { server, client, options }: Party): Promise<void> {
  if (server.revocation_endpoint === undefined) return
  const response = await oauth.revocationRequest(
    server,
    client,
    oauth.None(),
    token,
    requestOptions({ ...options, signal: AbortSignal.timeout(RENEWAL_MS) }),
  )
  await oauth.processRevocationResponse(response)
}

function requestOptions({ provider, signal }: FlowOptions) {
  return {
    [oauth.allowInsecureRequests]: isOnThisMachine(provider.issuer),
    ...(signal ? { signal } : {}),
  }
}

function endpointOf(given: string | undefined, provider: IdentityProvider): string {
  if (given !== undefined && isPageOf(given, provider)) return given
  throw fault('provider-unreadable', hostOf(provider), 'its description names no address to sign in at.')
}

/** OpenID Connect RP-Initiated Logout 1.0, §2: without an ID token the provider asks the person first. */
function leaveUrlOf(given: string | undefined, provider: IdentityProvider): string | null {
  if (given === undefined || !isPageOf(given, provider)) return null
  const url = new URL(given)
  url.searchParams.set('client_id', provider.clientId)
  return url.href
}

/** What a window is sent to: never another scheme, whatever a provider says. */
function isPageOf(address: string, { issuer }: IdentityProvider): boolean {
  if (!URL.canParse(address)) return false
  return new URL(address).protocol === 'https:' || (isOnThisMachine(issuer) && isOnThisMachine(address))
}

/** "login.example.org": as people know it. */
function hostOf({ issuer }: IdentityProvider): string {
  return new URL(issuer).host
}

async function told<T>(provider: IdentityProvider, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    // A renewal that nobody stopped: the provider was silent for too long.
    if (error instanceof DOMException && error.name === 'TimeoutError')
      throw fault('provider-silent', hostOf(provider))
    throw faultOf(error, hostOf(provider))
  }
}
