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

export type CredentialKind = Credential['kind'] | 'none'

const sessions = new Map<string, Credential>()
const listeners = new Set<(server: string) => void>()

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

/** The Authorization header for a server; null: none is sent. Asynchronous, so that a renewal can wait in it. */
export function authorizationOf(server: string): Promise<string | null> {
  const credential = sessions.get(server)
  return Promise.resolve(credential ? headerOf(credential) : null)
}

/** The header's value. Basic credentials are UTF-8 (RFC 7617, §2.1): measured, MLflow refuses Latin-1. */
export function headerOf(credential: Credential): string {
  if (credential.kind === 'bearer') return `Bearer ${credential.token}`
  const bytes = new TextEncoder().encode(`${credential.name}:${credential.password}`)
  return `Basic ${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}`
}

/** Calls back after every sign-in and sign-out, with the server's id. @returns stops it */
export function onSessionChange(listener: (server: string) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
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
