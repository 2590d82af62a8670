import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Provider } from 'oidc-provider'

/** A real identity provider on this machine. Its own pages sign anybody in, with any password. */
export interface RunningProvider {
  issuer: string
  clientId: string
  /** How long the access tokens that it issues from now on last, in seconds. */
  tokensLast: (seconds: number) => void
  /** Renews nobody any more: what somebody who ends a session there does. */
  endSessions: () => void
  /** Whose token it is, as it says itself; null for one that it does not know. */
  emailOf: (token: string) => Promise<string | null>
  close: () => Promise<void>
}

const CLIENT = 'tidemark'
/** Where it sends people back; of the address of a page on this machine the port is not looked at. */
export const TEST_REDIRECT = 'http://localhost/signed-in.html'

export async function startIdentityProvider(): Promise<RunningProvider> {
  let tokenSeconds = 600
  let renews = true
  let handle: (request: IncomingMessage, response: ServerResponse) => unknown = () => undefined
  const http = createServer((request, response) => void handle(request, response))
  // The issuer's name holds the port, and so it listens before it is a provider.
  const issuer = await listening(http)
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT,
        token_endpoint_auth_method: 'none',
        // Of a native client on this machine the port is not looked at (RFC 8252, §7.3).
        application_type: 'native',
        redirect_uris: [TEST_REDIRECT],
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
      },
    ],
    scopes: ['openid', 'profile', 'email'],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    findAccount: (_, sub) => ({
      accountId: sub,
      claims: () => ({ sub, email: `${sub}@example.org`, email_verified: true }),
    }),
    // As Keycloak does for every session.
    issueRefreshToken: () => renews,
    rotateRefreshToken: true,
    ttl: {
      AccessToken: () => tokenSeconds,
      RefreshToken: 3600,
      Session: 3600,
      Grant: 3600,
      Interaction: 600,
      IdToken: 600,
    },
    pkce: { required: () => true },
    clientBasedCORS: () => true,
    features: { revocation: { enabled: true, allowedPolicy: () => true } },
    cookies: { keys: ['only for tests'] },
  })
  const answer = provider.callback()
  handle = (request, response) => {
    if (renews || request.url !== '/token') return void answer(request, response)
    const headers = { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' }
    response.writeHead(400, headers).end('{"error":"invalid_grant"}')
  }
  return {
    issuer,
    clientId: CLIENT,
    tokensLast: (seconds) => {
      tokenSeconds = seconds
    },
    endSessions: () => {
      renews = false
    },
    emailOf: async (token) => {
      const response = await fetch(`${issuer}/me`, { headers: { Authorization: `Bearer ${token}` } })
      if (!response.ok) return null
      const { email } = (await response.json()) as { email: string }
      return email
    },
    close: () => closed(http),
  }
}

/** What a person does there, until they are sent back: its answer. */
export async function personAt(url: string, { name = 'ada', agrees = true } = {}): Promise<URLSearchParams> {
  const cookies = new Map<string, string>()
  const visit = async (address: string, form?: Record<string, string>) => {
    const response = await fetch(address, {
      redirect: 'manual',
      headers: { Cookie: [...cookies].map(([key, value]) => `${key}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    })
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      if (/expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(pair.slice(0, at))
      else cookies.set(pair.slice(0, at), pair.slice(at + 1))
    }
    return response
  }
  let address = url
  for (let step = 0; step < 12; step += 1) {
    if (address.startsWith(TEST_REDIRECT)) return new URL(address).searchParams
    let response = await visit(address)
    if (response.status === 200) {
      const page = await response.text()
      if (!agrees) response = await visit(`${address}/abort`)
      else if (page.includes('value="login"'))
        response = await visit(address, { prompt: 'login', login: name, password: 'any' })
      else response = await visit(address, { prompt: 'consent' })
    }
    address = new URL(response.headers.get('location') ?? '', address).href
  }
  throw new Error(`The provider did not send the person back: ${address}`)
}

function listening(server: Server): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      resolve(`http://127.0.0.1:${port}`)
    })
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
