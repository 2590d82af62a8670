import type { Level } from '~/domain/drift-watch/drift-record'
import { type Table, table } from '../table'

/** Rows as the server's database holds them: the key is `_id`, as filters see it. */
export interface UserRow {
  _id: string
  created_at: string
  subject: string
  issuer: string
  email: string
}

export interface GrantRow {
  entity: string
  level: Level
}

export interface ExperimentRow {
  _id: string
  created_at: string
  name: string
  /** Absent where none was ever given. */
  description?: string
  public: boolean
  permissions: readonly GrantRow[]
}

export interface DriftRow {
  _id: string
  created_at: string
  schema_version?: string | undefined
  job_status: 'Running' | 'Completed' | 'Failed'
  model: string
  drift_detected: boolean
  tags: readonly string[]
  parameters: Readonly<Record<string, unknown>>
}

export const USERS = table<UserRow>('app.users', '_id')
export const EXPERIMENTS = table<ExperimentRow>('app.experiments', '_id')

/** One table an experiment; it stays behind when the experiment is deleted. */
export function driftsOf(experimentId: string): Table<DriftRow> {
  return table<DriftRow>(`app.${experimentId}`, '_id')
}

/** Contracts describe lists that may be changed, rows hold ones that may not; nothing changes either. */
type Wire<R extends { _id: string }> = {
  [K in keyof R as K extends '_id' ? 'id' : K]: R[K] extends readonly (infer I)[] ? I[] : R[K]
}

/** A stored row as it goes over the wire. */
export function wireOf<R extends { _id: string }>(row: R): Wire<R> {
  const { _id: id, ...rest } = row
  return { ...rest, id } as unknown as Wire<R>
}
