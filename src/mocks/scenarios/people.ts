import type { UserRow } from '../drift-watch/tables'
import { demoPeople, demoTokens, ISSUER } from '../identity'

/** The demo's people, as registered users. */
export function demoUsers(): UserRow[] {
  return demoPeople.map(({ id, token, email }) => ({
    _id: id,
    created_at: '2024-06-18T09:01:02.000301',
    subject: demoTokens.get(token)?.sub ?? '',
    issuer: ISSUER,
    email,
  }))
}
