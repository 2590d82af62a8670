import type { WireExperiment, WireModelVersion, WireRegisteredModel, WireRun } from '~/api/mlflow/schemas'
import type { MlflowLevel } from '~/domain/mlflow/permissions/level'
import { table } from '../table'
import type { ResourceType } from './resource-types'

/** Of a password that somebody typed into the demo: what its journal, which the browser keeps, may hold of it. */
export interface Secret {
  salt: string
  /** 64 hexadecimal digits. */
  hash: string
}

/** Somebody whom the server knows. */
export interface UserRow {
  id: number
  username: string
  /** Part of the demo's story, and of nothing else; null: only who typed it knows it. */
  password: string | null
  /** Instead of a password that was typed. */
  secret?: Secret
  is_admin: boolean
}

/** What was given to one person alone. */
export interface GrantRow {
  username: string
  kind: ResourceType
  /** An experiment's id, a model's name; "*": all of the kind. */
  resource: string
  permission: MlflowLevel
}

/** A role of 3.13 and newer. */
export interface RoleRow {
  id: number
  name: string
  workspace: string
  description: string | null
}

export interface RolePermissionRow {
  id: number
  role_id: number
  resource_type: ResourceType
  resource_pattern: string
  permission: MlflowLevel
}

export interface AssignmentRow {
  id: number
  user_id: number
  role_id: number
}

export interface Tag {
  key: string
  value: string
}

export type ExperimentRow = Omit<WireExperiment, 'tags'> & {
  lifecycle_stage: 'active' | 'deleted'
  creation_time: number
  last_update_time: number
  tags: Tag[]
}

export interface MetricRow {
  key: string
  value: number | string
  timestamp: number
  step: number
}

export type RunRow = Omit<WireRun, 'data'> & {
  info: WireRun['info'] & { lifecycle_stage: 'active' | 'deleted'; start_time: number }
  data: { metrics: MetricRow[]; params: Tag[]; tags: Tag[] }
}

/** The whole history of one metric of one run, in the order in which it was logged. */
export interface HistoryRow {
  run_id: string
  metrics: readonly MetricRow[]
}

export interface ArtifactRow {
  run_id: string
  path: string
  /** Its text; null: only its size is told, and asking for it fails (a file of 2 GB that nobody holds). */
  text: string | null
  /** In bytes. */
  size: number
  /** Base64 where the file is no text. */
  base64?: string
}

export type ModelRow = Omit<WireRegisteredModel, 'latest_versions' | 'tags' | 'aliases'> & {
  tags: Tag[]
  aliases: { alias: string; version: string }[]
}
export type VersionRow = Omit<WireModelVersion, 'tags'> & { tags: Tag[] }

export const users = table<UserRow>('users', 'username')
export const grants = table<GrantRow>('grants', (row) => `${row.kind} ${row.resource} ${row.username}`)
export const roles = table<RoleRow>('roles', ({ id }) => String(id))
export const rolePermissions = table<RolePermissionRow>('role permissions', ({ id }) => String(id))
export const assignments = table<AssignmentRow>(
  'assignments',
  ({ user_id, role_id }) => `${user_id} ${role_id}`,
)
export const experiments = table<ExperimentRow>('experiments', 'experiment_id')
export const runs = table<RunRow>('runs', (row) => row.info.run_id)
export const histories = table<HistoryRow>('histories', (row) =>
  historyKey(row.run_id, row.metrics[0]?.key ?? ''),
)
export const artifacts = table<ArtifactRow>('artifacts', (row) => `${row.run_id} ${row.path}`)
export const models = table<ModelRow>('models', 'name')
export const versions = table<VersionRow>('versions', (row) => `${row.name} ${row.version}`)

/** Neither half holds a line break. */
export const historyKey = (runId: string, metric: string): string => `${runId}\n${metric}`

/** Above all ids of roles that people make. */
const HIDDEN = 100_000
/** The hidden role of somebody. */
export const hiddenRoleId = ({ id }: Pick<UserRow, 'id'>): number => HIDDEN + id
export const hiddenRoleName = ({ id }: Pick<UserRow, 'id'>): string => `__user_${id}__`
export const isHiddenRole = ({ id }: Pick<RoleRow, 'id'>): boolean => id >= HIDDEN
