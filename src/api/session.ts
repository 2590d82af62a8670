import { CodedError } from '~/lib/errors'

/**
 * Who is signed in at which server. Credentials live in this module's memory alone: never in storage, a store, a URL
 * or a log; a reload ends the session.
 */
export type Credential =
  | {
      kind: 'bearer'
      token: string
      /** Milliseconds since 1970 UTC; null where the token does not say. */
      expiresAt: number | null
    }
  | { kind: 'basic'; name: string; password: string }
  | ProviderCredential

/** From an identity provider: a bearer token that this page got itself, and may get anew. */
export interface ProviderCredential {
  kind: 'oidc'
  token: string
  /** Milliseconds since 1970 UTC, by this machine's clock; null where the provider does not say. */
  expiresAt: number | null
  /** "https://login.example.org/realms/lab" */
  issuer: string
  /**
   * The same person's next token; null where the provider gave nothing to renew with. What it needs stays inside.
   * @throws SignInError `sign-in-ended` where the provider does not give one any more
   */
  renew: (() => Promise<ProviderCredential>) | null
  /** Where the person can end what the provider remembers of them in this browser; null: it offers no such page. */
  leaveUrl: string | null
  /** Tells the provider that its tokens are not needed any more. @throws SignInError where it did not take that */
  revoke: () => Promise<void>
}

export type CredentialKind = Credential['kind'] | 'none'

const sessions = new Map<string, Credential>()
const listeners = new Set<(server: string) => void>()
const endListeners = new Set<(server: string, error: unknown) => void>()
const renewals = new Map<string, Promise<ProviderCredential>>()

/** So long before its end a token is renewed: it must last for the way to the server, and for clocks that differ. */
const RENEW_BEFORE_MS = 30_000

/**
 * A pasted bearer token: spaces around it and a leading "Bearer " are dropped. Whether a server takes it, only the
 * server says.
 * @throws CodedError `bad-token` where it is empty, or has characters that no header can carry
 */
export function bearer(pasted: string): Credential {
  const token = pasted.trim().replace(/^bearer(?:\s+|$)/i, '')
  if (token === '') throw new CodedError('bad-token', 'Paste a token first: the field is empty.')
  if (!/^[\x21-\x7E]+$/.test(token))
    throw new CodedError(
      'bad-token',
      'This is not a bearer token: it holds spaces, line breaks or letters that a token never has. Copy it again, whole.',
    )
  return { kind: 'bearer', token, expiresAt: expiryOf(token) }
}

/**
 * A name and its password, as they were typed.
 * @throws CodedError `bad-name`: a header of basic auth cannot carry a colon in a name (RFC 7617, §2)
 */
export function basic(name: string, password: string): Credential {
  if (name === '' || password === '')
    throw new CodedError('bad-name', 'Type a name and a password: one of them is empty.')
  if (name.includes(':'))
    throw new CodedError(
      'bad-name',
      'A name with a colon cannot sign in here: what stands after it is read as the password.',
    )
  return { kind: 'basic', name, password }
}

/** Signs in at a server, instead of whoever was before. */
export function signIn(server: string, credential: Credential): void {
  sessions.set(server, credential)
  tell(server)
}

export function signOut(server: string): void {
  if (sessions.delete(server)) tell(server)
}

/** Who is signed in at a server; null: nobody. Not for the screen: it holds the secret. */
export function credentialOf(server: string): Credential | null {
  return sessions.get(server) ?? null
}

/**
 * The Authorization header for a server; null: none is sent. A token that is about to end is renewed first, once for all
 * requests that wait.
 * @throws SignInError where it ended and could not be renewed; `sign-in-ended`: nobody is signed in any more
 */
export async function authorizationOf(server: string): Promise<string | null> {
  const credential = sessions.get(server)
  if (!credential) return null
  if (credential.kind !== 'oidc') return headerOf(credential)
  const left = (credential.expiresAt ?? Number.POSITIVE_INFINITY) - Date.now()
  if (left > RENEW_BEFORE_MS || !credential.renew) return headerOf(credential)
  try {
    await renewed(server, credential, credential.renew)
  } catch (error) {
    // The provider may be back before the token ends.
    if (left <= 0 || isEnd(error)) throw error
  }
  const now = sessions.get(server)
  return now ? headerOf(now) : null
}

/** Where somebody signed out or in meanwhile, nothing is changed. */
function renewed(
  server: string,
  old: ProviderCredential,
  renew: () => Promise<ProviderCredential>,
): Promise<ProviderCredential> {
  const underWay = renewals.get(server)
  if (underWay) return underWay
  const renewal = renew()
    .then((next) => {
      if (sessions.get(server) === old) signIn(server, next)
      return next
    })
    .catch((error: unknown) => {
      if (isEnd(error) && sessions.get(server) === old) {
        signOut(server)
        for (const listener of endListeners) listener(server, error)
      }
      throw error
    })
    .finally(() => renewals.delete(server))
  renewals.set(server, renewal)
  return renewal
}

const isEnd = (error: unknown): boolean => error instanceof CodedError && error.code === 'sign-in-ended'

/** The header's value. Basic credentials are UTF-8 (RFC 7617, §2.1): measured, MLflow refuses Latin-1. */
export function headerOf(credential: Credential): string {
  if (credential.kind !== 'basic') return `Bearer ${credential.token}`
  const bytes = new TextEncoder().encode(`${credential.name}:${credential.password}`)
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`
}

/** Calls back after every sign-in and sign-out, with the server's id. @returns stops it */
export function onSessionChange(listener: (server: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Calls back when a sign-in could not be renewed and is over, with the server's id and why. @returns stops it */
export function onSessionEnd(listener: (server: string, error: unknown) => void): () => void {
  endListeners.add(listener)
  return () => endListeners.delete(listener)
}

function tell(server: string): void {
  for (const listener of listeners) listener(server)
}

/** `exp` of a JWT's payload, in milliseconds; null for an opaque token. Read, not verified: that is the server's. */
export function expiryOf(token: string): number | null {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return null
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    if (typeof claims !== 'object' || claims === null || !('exp' in claims)) return null
    return typeof claims.exp === 'number' && Number.isFinite(claims.exp) ? claims.exp * 1000 : null
  } catch {
    return null
  }
}
