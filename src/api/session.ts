import { CodedError } from '~/lib/errors'

/**
 * Who is signed in. The token lives in this module's memory alone: never in storage, a store, a URL or a log; a
 * reload ends the session.
 */
interface Session {
  token: string
  /** Milliseconds since 1970 UTC; null where the token does not say. */
  expiresAt: number | null
}

let session: Session | null = null
const listeners = new Set<() => void>()

/**
 * Signs in with a bearer token, as it was pasted: spaces around it and a leading "Bearer " are dropped. Whether the
 * server takes it, only `GET /user/self` says.
 * @throws CodedError `bad-token` where it is empty, or has characters that no header can carry
 */
export function signIn(pasted: string): void {
  const token = pasted.trim().replace(/^bearer(?:\s+|$)/i, '')
  if (token === '') throw new CodedError('bad-token', 'Paste a token first: the field is empty.')
  if (!/^[\x21-\x7E]+$/.test(token))
    throw new CodedError(
      'bad-token',
      'This is not a bearer token: it holds spaces, line breaks or letters that a token never has. Copy it again, whole.',
    )
  session = { token, expiresAt: expiryOf(token) }
  tell()
}

export function signOut(): void {
  if (session === null) return
  session = null
  tell()
}

/** The token, or null: then no Authorization header is sent. */
export function currentToken(): string | null {
  return session?.token ?? null
}

/** When the token ends (milliseconds since 1970 UTC), where it is a JWT that says so. */
export function sessionExpiry(): number | null {
  return session?.expiresAt ?? null
}

/** Calls back after every sign-in and sign-out. @returns stops it */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function tell(): void {
  for (const listener of listeners) listener()
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
