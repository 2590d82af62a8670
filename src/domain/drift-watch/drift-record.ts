/** Our words for what a Drift Watch server keeps. Wire rows become these in `api/drift-watch/`, and nowhere else. */
export interface DriftExperiment {
  id: string
  /** Milliseconds since 1970 UTC; a time without a zone is the server's, which runs UTC. */
  createdAt: number
  name: string
  description: string | null
  isPublic: boolean
  grants: readonly Grant[]
}

export type Level = 'Read' | 'Edit' | 'Manage'

export interface Grant {
  /** A user's id on that server, or an entitlement. */
  entity: string
  level: Level
}

/** What one job of a detector logged. Running and failed ones carry no values. */
export interface DriftRecord {
  id: string
  createdAt: number
  state: 'running' | 'completed' | 'failed'
  model: string
  driftDetected: boolean
  tags: readonly string[]
  /** Whatever the detector logged: free JSON. */
  parameters: Readonly<Record<string, unknown>>
  /** What a reader must know of the values: "seed is beyond 2^53: its last digits may be rounded." */
  notes?: readonly string[]
}

/** A person, as a Drift Watch server knows them. */
export interface DriftUser {
  /** The server's own id: what grants name. */
  id: string
  subject: string
  issuer: string
  email: string
}

/** The person who is signed in, in the server's eyes. */
export interface Me {
  /** Null: the token is valid, but its owner has not registered at this server. */
  user: DriftUser | null
  entitlements: readonly string[]
  /** No endpoint says so: the server let them list users. */
  admin: boolean
}
