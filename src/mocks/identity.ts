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

export const ISSUER = 'https://login.example.org/realms/demo'
export const TEAM = 'urn:mace:egi.eu:group:vo.imagine-ai.eu:role=member#aai.egi.eu'

/** The people of the demo: a bearer token each, sent like any other. */
export interface DemoPerson {
  id: string
  name: string
  /** What they are in the story, for the switch. */
  role: string
  token: string
  email: string
}

export const demoPeople = [
  {
    id: '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e01',
    name: 'Researcher',
    role: 'Publishes to the team’s experiments',
    token: 'demo-researcher',
    email: 'researcher@example.org',
  },
  {
    id: '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e02',
    name: 'Owner',
    role: 'Manages the experiments',
    token: 'demo-owner',
    email: 'owner@example.org',
  },
  {
    id: '3f2b7c1e-5a0d-4c86-9e11-7d5b2a9c4e03',
    name: 'Stranger',
    role: 'Has an account, and no grants',
    token: 'demo-stranger',
    email: 'stranger@example.org',
  },
] as const satisfies readonly DemoPerson[]

const claimsOf = ({ id, email }: DemoPerson, entitlements: readonly string[]): Claims => ({
  sub: `demo-${id.slice(-2)}`,
  iss: ISSUER,
  email,
  emailVerified: true,
  entitlements,
})

const [researcher, owner, stranger] = demoPeople

/** Beside the three: someone who has a valid account and never registered, to see what that is like. */
export const demoTokens: Tokens = new Map<string, Claims>([
  [researcher.token, claimsOf(researcher, ['platform-access', TEAM])],
  [owner.token, claimsOf(owner, ['platform-access'])],
  [stranger.token, claimsOf(stranger, ['platform-access'])],
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

/** Whether any of someone's entitlements is among those asked for. */
export function holdsAny(claims: Claims, asked: readonly string[]): boolean {
  return claims.entitlements.some((held) => asked.includes(held))
}
