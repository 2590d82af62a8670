import type { PlainRequest } from '../request'
import { type Claims, holdsAny, type Roles, type Tokens } from './identity'
import { Refusal } from './refusal'

const SCHEME = 'Bearer '

/** Of endpoints that need a token. @throws Refusal 401; 500 for an empty token, as the real server */
export function claimsOf({ headers }: PlainRequest, tokens: Tokens): Claims {
  const header = headers.get('authorization')
  if (header === null) throw unauthorized('No authorization header')
  if (!header.startsWith(SCHEME)) throw unauthorized('No bearer token in authorization header')
  const token = header.slice(SCHEME.length)
  if (token.trim() === '') throw new Refusal(500)
  const claims = tokens.get(token)
  if (claims) return claims
  const issuer = issuerOf(token)
  throw unauthorized(
    issuer === null ? 'User identity could not be determined' : `Issuer is not trusted: ${issuer}`,
  )
}

/** Of everyone's endpoints: whoever cannot be told is anonymous. */
export function claimsOrNobody(request: PlainRequest, tokens: Tokens): Claims | null {
  try {
    return claimsOf(request, tokens)
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return null
    throw error
  }
}

/** @throws Refusal 500 where the identity provider does not say whether the address was verified; 403 where it was not */
export function requireUser(claims: Claims): void {
  if (claims.emailVerified === undefined) throw new Refusal(500)
  if (!claims.emailVerified) throw unmet(claims)
}

/** @throws Refusal 403 */
export function requireAdmin(claims: Claims, roles: Roles): void {
  if (!holdsAny(claims, roles.admins)) throw unmet(claims)
}

function unauthorized(message: string): Refusal {
  return new Refusal(401, { message })
}

function unmet({ sub, iss }: Claims): Refusal {
  return new Refusal(403, { message: `User ${sub}@${iss} does not meet requirements` })
}

/** The issuer that a JWT names; null for an opaque token. */
function issuerOf(token: string): string | null {
  const [, payload, signature] = token.split('.')
  if (payload === undefined || signature === undefined) return null
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    return typeof claims === 'object' && claims !== null && 'iss' in claims ? String(claims.iss) : null
  } catch {
    return null
  }
}
