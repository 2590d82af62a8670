import { isUserId } from '~/domain/drift-watch/access'
import type { DriftUser, Me } from '~/domain/drift-watch/drift-record'

/** Whom a grant means, as far as it can be told. */
export interface Whose {
  /** What to call them: an email address, an entitlement, or the id itself. */
  name: string
  kind: 'you' | 'person' | 'your entitlement' | 'entitlement'
}

/** @param users those whom the server told an admin; empty for anybody else */
export function whoseGrant(entity: string, me: Me | null, users: readonly DriftUser[]): Whose {
  if (me?.user?.id === entity) return { name: me.user.email, kind: 'you' }
  if (isUserId(entity))
    return { name: users.find(({ id }) => id === entity)?.email ?? entity, kind: 'person' }
  return { name: entity, kind: me?.entitlements.includes(entity) ? 'your entitlement' : 'entitlement' }
}

/** What is typed for a grant, or why it is none. */
export function entityFault(typed: string, known: readonly string[]): string | null {
  if (typed === '') return 'Type an id or an entitlement.'
  if (known.includes(typed)) return 'It is in the list already: change its level there.'
  if (typed.includes('@') && !typed.includes(':') && !typed.includes('#'))
    return 'This is an email address. The server knows people by their id, which each finds under Connections.'
  if (/\s/.test(typed)) return 'An id or an entitlement has no spaces.'
  if (typed.length > 500) return 'This is longer than any id or entitlement.'
  return null
}
