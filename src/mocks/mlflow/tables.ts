import type { WireExperiment, WireModelVersion, WireRegisteredModel, WireRun } from '~/api/mlflow/schemas'
import type { MlflowLevel } from '~/domain/mlflow/permissions/level'
import { table } from '../table'

/** Somebody whom the server knows. The demo's passwords are part of its story, and of nothing else. */
export interface UserRow {
  id: number
  username: string
  password: string
  is_admin: boolean
}

export interface GrantRow {
  username: string
  kind: 'experiment' | 'registered_model'
  /** An experiment's id, a model's name. */
  resource: string
  permission: MlflowLevel
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
