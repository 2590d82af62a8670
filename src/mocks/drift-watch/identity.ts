import { type DemoPersonId, demoPeople } from '../people'
import type { UserRow } from './tables'

/** What a token says of its owner, as the identity provider's `userinfo` would. */
export interface Claims {
  sub: string
  iss: string
  email: string
  /** Absent: the provider does not say; the real server answers 500 then. */
  emailVerified?: boolean
  entitlements: readonly string[]
}

/** Token → claims. A token that is not here is invalid. */
export type Tokens = ReadonlyMap<string, Claims>

/** The entitlements that decide who is a user and who an admin of a server. */
export interface Roles {
  users: readonly string[]
  admins: readonly string[]
}

export const ROLES: Roles = { users: ['platform-access'], admins: ['iam:admin', 'iam:dev'] }

const ISSUER = 'https://login.example.org/realms/demo'
export const TEAM = 'urn:mace:egi.eu:group:vo.imagine-ai.eu:role=member#aai.egi.eu'

/** Ids of the demo's people as users of the server, by which grants name them. */
export const USER_ID: Readonly<Record<DemoPersonId, string>> = {
  researcher: '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e01',
  owner: '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e02',
  stranger: '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e03',
  admin: '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e04',
}

export const TOKEN_OF: Readonly<Record<DemoPersonId, string>> = {
  researcher: 'demo-researcher',
  owner: 'demo-owner',
  stranger: 'demo-stranger',
  admin: 'demo-admin',
}

const ENTITLEMENTS: Readonly<Record<DemoPersonId, readonly string[]>> = {
  researcher: ['platform-access', TEAM],
  owner: ['platform-access'],
  stranger: ['platform-access'],
  admin: ['platform-access', 'iam:admin'],
}

const subjectOf = (id: DemoPersonId) => `demo-${USER_ID[id].slice(-2)}`

/**
 * Beside the demo's people: someone who has a valid account and never registered, to see what that is like; and one who
 * lacks the entitlement that the server asks of its users, and cannot register.
 */
export const demoTokens: Tokens = new Map<string, Claims>([
  ...demoPeople.map(({ id, email }): [string, Claims] => [
    TOKEN_OF[id],
    { sub: subjectOf(id), iss: ISSUER, email, emailVerified: true, entitlements: ENTITLEMENTS[id] },
  ]),
  [
    'demo-outsider',
    {
      sub: 'demo-outsider',
      iss: ISSUER,
      email: 'outsider@example.org',
      emailVerified: true,
      entitlements: [],
    },
  ],
  [
    'demo-newcomer',
    {
      sub: 'demo-newcomer',
      iss: ISSUER,
      email: 'newcomer@example.org',
      emailVerified: true,
      entitlements: ['platform-access'],
    },
  ],
])

/** The demo's people, as registered users. */
export function demoUsers(): UserRow[] {
  return demoPeople.map(({ id, email }) => ({
    _id: USER_ID[id],
    created_at: '2024-06-18T09:01:02.000301',
    subject: subjectOf(id),
    issuer: ISSUER,
    email,
  }))
}

/** Whether any of someone's entitlements is among those asked for. */
export function holdsAny(claims: Claims, asked: readonly string[]): boolean {
  return claims.entitlements.some((held) => asked.includes(held))
}
