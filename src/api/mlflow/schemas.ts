import * as v from 'valibot'
import { quickly } from '../quickly'
import { metricNumber, plainMetrics, plainTexts } from './plain-lists'

/**
 * Rows of an MLflow server's answers, as measured on 2.21.3 and 3.17.2. What is empty is left out by the server, so
 * that every list may be missing; whole numbers may come as text (MLflow 1); NaN and infinities do come as text.
 */

/** Milliseconds, steps, bytes. */
const whole = v.pipe(
  v.union([v.number(), v.pipe(v.string(), v.regex(/^-?\d+$/))]),
  v.transform(Number),
  v.finite(),
)

/** See `metricNumber`. */
const metricValue = v.pipe(
  v.union([v.number(), v.string()]),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const value = metricNumber(dataset.value)
    if (value !== null) return value
    addIssue({ message: `Expected a number but received "${dataset.value}"` })
    return NEVER
  }),
)

const text = v.optional(v.string(), '')
const list = <const S extends v.GenericSchema>(schema: S) => v.optional(v.array(schema), [])

export const keyedTextSchema = v.object({ key: v.string(), value: text })

export const metricSchema = v.object({
  key: v.string(),
  value: metricValue,
  timestamp: v.optional(whole, 0),
  step: v.optional(whole, 0),
})

/** Runs hold hundreds, pages of runs hundreds of thousands of these, and a history thousands. */
export const metricsSchema = v.optional(quickly(v.array(metricSchema), plainMetrics), [])
export const textsSchema = v.optional(quickly(v.array(keyedTextSchema), plainTexts), [])

const datasetInputSchema = v.object({
  tags: list(keyedTextSchema),
  dataset: v.object({
    name: text,
    digest: text,
    source_type: text,
    source: text,
    schema: v.nullish(v.string()),
    profile: v.nullish(v.string()),
  }),
})

export const runSchema = v.object({
  info: v.object({
    /** `run_uuid` is its older name, still sent beside it. */
    run_id: v.string(),
    experiment_id: v.string(),
    run_name: text,
    user_id: text,
    status: text,
    start_time: v.nullish(whole),
    end_time: v.nullish(whole),
    artifact_uri: text,
    lifecycle_stage: v.optional(v.string(), 'active'),
  }),
  data: v.optional(v.object({ metrics: metricsSchema, params: textsSchema, tags: textsSchema }), {}),
  inputs: v.optional(v.object({ dataset_inputs: list(datasetInputSchema) }), {}),
})

export const experimentSchema = v.object({
  experiment_id: v.string(),
  name: v.string(),
  artifact_location: text,
  lifecycle_stage: v.optional(v.string(), 'active'),
  creation_time: v.nullish(whole),
  last_update_time: v.nullish(whole),
  tags: list(keyedTextSchema),
})

export const modelVersionSchema = v.object({
  name: v.string(),
  version: v.string(),
  creation_timestamp: v.nullish(whole),
  last_updated_timestamp: v.nullish(whole),
  current_stage: text,
  description: text,
  source: text,
  run_id: text,
  status: text,
  status_message: text,
  tags: list(keyedTextSchema),
})

export const registeredModelSchema = v.object({
  name: v.string(),
  creation_timestamp: v.nullish(whole),
  last_updated_timestamp: v.nullish(whole),
  description: text,
  latest_versions: list(modelVersionSchema),
  tags: list(keyedTextSchema),
  aliases: list(v.object({ alias: v.string(), version: v.string() })),
})

export const loggedModelSchema = v.object({
  info: v.object({
    model_id: v.string(),
    experiment_id: text,
    name: text,
    creation_timestamp_ms: v.nullish(whole),
    status: text,
    model_type: text,
    source_run_id: text,
    tags: list(keyedTextSchema),
  }),
  data: v.optional(
    v.object({
      params: list(keyedTextSchema),
      metrics: list(v.object({ ...metricSchema.entries, dataset_name: text })),
    }),
    {},
  ),
})

export const artifactSchema = v.object({
  path: v.string(),
  is_dir: v.optional(v.boolean(), false),
  file_size: v.optional(whole),
})

/** A row of `get-history-bulk-interval`: of which run it is, too. */
export const runMetricSchema = v.object({ ...metricSchema.entries, run_id: v.string() })

export const userSchema = v.object({
  id: v.number(),
  username: v.string(),
  is_admin: v.optional(v.boolean(), false),
  experiment_permissions: v.optional(
    v.array(v.object({ experiment_id: v.string(), permission: v.string(), user_id: v.optional(v.number()) })),
  ),
  registered_model_permissions: v.optional(
    v.array(v.object({ name: v.string(), permission: v.string(), user_id: v.optional(v.number()) })),
  ),
})

export const pageToken = v.optional(v.string(), '')
export { list, text }

export type WireRun = v.InferInput<typeof runSchema>
export type WireExperiment = v.InferInput<typeof experimentSchema>
export type WireRegisteredModel = v.InferInput<typeof registeredModelSchema>
export type WireModelVersion = v.InferInput<typeof modelVersionSchema>
