import type * as v from 'valibot'
import type { Artifact } from '~/domain/mlflow/artifact'
import { type Experiment, NOTE_TAG } from '~/domain/mlflow/experiment'
import type { LoggedModel, ModelVersion, RegisteredModel } from '~/domain/mlflow/model'
import {
  type DatasetInput,
  type Lifecycle,
  type Metric,
  type Run,
  RUN_STATUSES,
  type RunStatus,
} from '~/domain/mlflow/run'
import type {
  artifactSchema,
  experimentSchema,
  loggedModelSchema,
  metricSchema,
  modelVersionSchema,
  registeredModelSchema,
  runSchema,
} from './schemas'

/** Rows of MLflow's answers → our words. The only place where the two meet. */

export function runOf({ info, data, inputs }: v.InferOutput<typeof runSchema>): Run {
  return {
    id: info.run_id,
    experimentId: info.experiment_id,
    name: info.run_name,
    user: info.user_id,
    status: statusOf(info.status),
    startedAt: info.start_time ?? null,
    // A run that goes on has an end of 0 on some servers.
    endedAt: info.end_time || null,
    lifecycle: lifecycleOf(info.lifecycle_stage),
    artifactUri: info.artifact_uri,
    metrics: data.metrics.map(metricOf),
    params: data.params,
    tags: data.tags,
    datasets: inputs.dataset_inputs.map(({ tags, dataset }): DatasetInput => ({
      name: dataset.name,
      digest: dataset.digest,
      context: tags.find(({ key }) => key === 'mlflow.data.context')?.value ?? null,
      sourceType: dataset.source_type,
      source: dataset.source,
      schema: dataset.schema ?? null,
      profile: dataset.profile ?? null,
    })),
  }
}

export function metricOf({ key, value, step, timestamp }: v.InferOutput<typeof metricSchema>): Metric {
  return { key, value, step, at: timestamp }
}

export function experimentOf(wire: v.InferOutput<typeof experimentSchema>): Experiment {
  return {
    id: wire.experiment_id,
    name: wire.name,
    description: wire.tags.find(({ key }) => key === NOTE_TAG)?.value ?? '',
    artifactLocation: wire.artifact_location,
    lifecycle: lifecycleOf(wire.lifecycle_stage),
    createdAt: wire.creation_time ?? null,
    updatedAt: wire.last_update_time ?? null,
    tags: wire.tags.filter(({ key }) => key !== NOTE_TAG),
  }
}

export function artifactOf({ path, is_dir, file_size }: v.InferOutput<typeof artifactSchema>): Artifact {
  return { path, isFolder: is_dir, bytes: is_dir ? null : (file_size ?? 0) }
}

export function registeredModelOf(wire: v.InferOutput<typeof registeredModelSchema>): RegisteredModel {
  return {
    name: wire.name,
    description: wire.description,
    createdAt: wire.creation_timestamp ?? null,
    updatedAt: wire.last_updated_timestamp ?? null,
    tags: wire.tags,
    aliases: wire.aliases,
    latestVersions: wire.latest_versions.map(modelVersionOf),
  }
}

export function modelVersionOf(wire: v.InferOutput<typeof modelVersionSchema>): ModelVersion {
  return {
    name: wire.name,
    version: wire.version,
    description: wire.description,
    createdAt: wire.creation_timestamp ?? null,
    updatedAt: wire.last_updated_timestamp ?? null,
    status: wire.status,
    statusMessage: wire.status_message,
    stage: wire.current_stage,
    source: wire.source,
    runId: wire.run_id === '' ? null : wire.run_id,
    tags: wire.tags,
  }
}

export function loggedModelOf({ info, data }: v.InferOutput<typeof loggedModelSchema>): LoggedModel {
  return {
    id: info.model_id,
    experimentId: info.experiment_id,
    name: info.name,
    createdAt: info.creation_timestamp_ms ?? null,
    status: info.status,
    type: info.model_type,
    sourceRunId: info.source_run_id === '' ? null : info.source_run_id,
    tags: info.tags,
    params: data.params,
    metrics: data.metrics.map((metric) => ({ ...metricOf(metric), dataset: metric.dataset_name })),
  }
}

function statusOf(text: string): RunStatus {
  return (RUN_STATUSES as readonly string[]).includes(text) ? (text as RunStatus) : 'UNKNOWN'
}

function lifecycleOf(text: string): Lifecycle {
  return text === 'deleted' ? 'deleted' : 'active'
}
