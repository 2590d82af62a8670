import * as v from 'valibot'
import { MAX_ARTIFACT_BYTES } from '~/domain/mlflow/artifact'
import { defineContract } from '../contract'
import { memberOf, rows } from '../rows'
import { ajax, api, api3, done } from './addresses'
import { permissionEndpoints } from './permission-endpoints'
import { roleEndpoints } from './role-endpoints'
import {
  artifactSchema,
  experimentSchema,
  keyedTextSchema,
  list,
  loggedModelSchema,
  metricsSchema,
  modelVersionSchema,
  pageToken,
  registeredModelSchema,
  runMetricSchema,
  runSchema,
  text,
  userSchema,
} from './schemas'
import { userEndpoints } from './user-endpoints'

/**
 * The HTTP contract of an MLflow tracking server with its basic-auth app, as measured on 2.21.3 and 3.17.2: what this
 * app uses of it. Paths are from the server's root, since some routes stand outside of /api.
 */

const view = v.optional(v.picklist(['ACTIVE_ONLY', 'DELETED_ONLY', 'ALL']))

/** Opaque; absent or empty: this was the last page. */
const token = v.optional(v.string())

/** A page of a search. */
const page = { max_results: v.number(), order_by: v.optional(v.array(v.string())), page_token: token }

const runRows = v.optional(
  rows(runSchema, (run) => memberOf(memberOf(run, 'info'), 'run_id')),
  [],
)
const experimentRows = v.optional(
  rows(experimentSchema, (experiment) => memberOf(experiment, 'experiment_id')),
  [],
)

/** Runs that one bulk request names: 97 ids fill the longest request line that gunicorn takes (4,094 bytes). */
export const MAX_BULK_RUNS = 80

export const mlflowContract = defineContract({
  /** Open to everybody, also with basic auth. */
  health: { method: 'GET', path: '/health', answer: 'text', response: v.string() },
  /** "2.21.3". Needs credentials wherever basic auth is on. */
  // A proxy's sign-in page is a text as well.
  version: {
    method: 'GET',
    path: '/version',
    answer: 'text',
    response: v.pipe(v.string(), v.regex(/^\s*\d[\w.+-]*\s*$/, 'is no version number')),
  },

  /** Who one is: the name must be one's own, unless one is an admin. 404 with a web page: no basic auth there. */
  user: {
    method: 'GET',
    path: `${api}/users/get`,
    query: v.object({ username: v.string() }),
    response: v.object({ user: userSchema }),
  },
  /** From 3.13. */
  currentUser: { method: 'GET', path: `${api}/users/current`, response: v.object({ user: userSchema }) },

  searchExperiments: {
    method: 'POST',
    path: `${api}/experiments/search`,
    /** Without `max_results` the server refuses. */
    body: v.object({ ...page, filter: v.optional(v.string()), view_type: view }),
    response: v.object({ experiments: experimentRows, next_page_token: pageToken }),
  },
  experiment: {
    method: 'GET',
    path: `${api}/experiments/get`,
    query: v.object({ experiment_id: v.string() }),
    response: v.object({ experiment: experimentSchema }),
  },
  createExperiment: {
    method: 'POST',
    path: `${api}/experiments/create`,
    body: v.object({ name: v.string(), tags: v.optional(v.array(keyedTextSchema)) }),
    response: v.object({ experiment_id: v.string() }),
  },
  renameExperiment: {
    method: 'POST',
    path: `${api}/experiments/update`,
    body: v.object({ experiment_id: v.string(), new_name: v.string() }),
    response: done,
  },
  deleteExperiment: {
    method: 'POST',
    path: `${api}/experiments/delete`,
    body: v.object({ experiment_id: v.string() }),
    response: done,
  },
  restoreExperiment: {
    method: 'POST',
    path: `${api}/experiments/restore`,
    body: v.object({ experiment_id: v.string() }),
    response: done,
  },
  setExperimentTag: {
    method: 'POST',
    path: `${api}/experiments/set-experiment-tag`,
    body: v.object({ experiment_id: v.string(), key: v.string(), value: v.string() }),
    response: done,
  },
  /** From 3.0; before: 404 with a web page. */
  deleteExperimentTag: {
    method: 'POST',
    path: `${api}/experiments/delete-experiment-tag`,
    body: v.object({ experiment_id: v.string(), key: v.string() }),
    response: done,
  },
  /** Of 1 to 20 experiments. */
  searchDatasets: {
    method: 'POST',
    path: `${ajax}/experiments/search-datasets`,
    body: v.object({ experiment_ids: v.array(v.string()) }),
    response: v.object({
      dataset_summaries: list(
        v.object({ experiment_id: v.string(), name: text, digest: text, context: text }),
      ),
    }),
  },

  searchRuns: {
    method: 'POST',
    path: `${api}/runs/search`,
    body: v.object({
      ...page,
      experiment_ids: v.array(v.string()),
      filter: v.optional(v.string()),
      run_view_type: view,
    }),
    response: v.object({ runs: runRows, next_page_token: pageToken }),
    /** 1,000 runs with 200 metrics and parameters each. */
    maxBytes: 64_000_000,
  },
  run: {
    method: 'GET',
    path: `${api}/runs/get`,
    query: v.object({ run_id: v.string() }),
    response: v.object({ run: runSchema }),
  },
  createRun: {
    method: 'POST',
    path: `${api}/runs/create`,
    body: v.object({
      experiment_id: v.string(),
      run_name: v.string(),
      start_time: v.number(),
      tags: v.optional(v.array(keyedTextSchema)),
    }),
    response: v.object({ run: runSchema }),
  },
  updateRun: {
    method: 'POST',
    path: `${api}/runs/update`,
    body: v.object({
      run_id: v.string(),
      run_name: v.optional(v.string()),
      status: v.optional(v.picklist(['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'])),
      end_time: v.optional(v.number()),
    }),
    response: v.object({}),
  },
  deleteRun: {
    method: 'POST',
    path: `${api}/runs/delete`,
    body: v.object({ run_id: v.string() }),
    response: done,
  },
  restoreRun: {
    method: 'POST',
    path: `${api}/runs/restore`,
    body: v.object({ run_id: v.string() }),
    response: done,
  },
  setRunTag: {
    method: 'POST',
    path: `${api}/runs/set-tag`,
    body: v.object({ run_id: v.string(), key: v.string(), value: v.string() }),
    response: done,
  },
  deleteRunTag: {
    method: 'POST',
    path: `${api}/runs/delete-tag`,
    body: v.object({ run_id: v.string(), key: v.string() }),
    response: done,
  },
  /** At most 1,000 metrics, 100 parameters and 100 tags, 1,000 in all. */
  logBatch: {
    method: 'POST',
    path: `${api}/runs/log-batch`,
    body: v.object({
      run_id: v.string(),
      metrics: v.optional(
        v.array(v.object({ key: v.string(), value: v.number(), timestamp: v.number(), step: v.number() })),
      ),
      params: v.optional(v.array(keyedTextSchema)),
      tags: v.optional(v.array(keyedTextSchema)),
    }),
    response: done,
  },

  /** In no order, and a step may come twice. 2.x answers the whole history always, 3.x in pages where asked. */
  metricHistory: {
    method: 'GET',
    path: `${api}/metrics/get-history`,
    query: v.object({
      run_id: v.string(),
      metric_key: v.string(),
      max_results: v.optional(v.number()),
      page_token: token,
    }),
    response: v.object({ metrics: metricsSchema, next_page_token: pageToken }),
    /** 123 bytes a point: half a million steps. */
    maxBytes: 64_000_000,
  },
  /** Thinned by the server, which loses peaks: only for a first look at many runs. */
  sampledHistories: {
    method: 'GET',
    path: `${ajax}/metrics/get-history-bulk-interval`,
    query: v.object({
      run_ids: v.array(v.string()),
      metric_key: v.string(),
      /** 1 to 2,500 a run. */
      max_results: v.number(),
      /** Both or none. */
      start_step: v.optional(v.number()),
      end_step: v.optional(v.number()),
    }),
    response: v.object({ metrics: list(runMetricSchema) }),
    maxBytes: 64_000_000,
  },

  /** One level. A missing path and a file answer nothing, with 200. */
  listArtifacts: {
    method: 'GET',
    path: `${api}/artifacts/list`,
    query: v.object({ run_id: v.string(), path: v.optional(v.string()), page_token: token }),
    response: v.object({ root_uri: text, files: list(artifactSchema), next_page_token: pageToken }),
  },
  /** A missing file or a folder: 500 with a web page on 2.x, 404 or 400 on 3.x. */
  artifact: {
    method: 'GET',
    path: '/get-artifact',
    query: v.object({ run_id: v.string(), path: v.string() }),
    answer: 'bytes',
    range: true,
    response: null,
    maxBytes: MAX_ARTIFACT_BYTES,
  },
  /** Answers nothing (3.x) or `{}`. */
  uploadArtifact: {
    method: 'POST',
    path: `${ajax}/upload-artifact`,
    query: v.object({ run_uuid: v.string(), path: v.string() }),
    body: v.unknown(),
    answer: 'text',
    response: v.string(),
  },

  /** At most 1,000 a page; only GET. `LIKE` is anchored at both ends. */
  searchModels: {
    method: 'GET',
    path: `${api}/registered-models/search`,
    query: v.object({
      filter: v.optional(v.string()),
      max_results: v.optional(v.number()),
      order_by: v.optional(v.array(v.string())),
      page_token: token,
    }),
    response: v.object({
      registered_models: v.optional(
        rows(registeredModelSchema, (model) => memberOf(model, 'name')),
        [],
      ),
      next_page_token: pageToken,
    }),
  },
  model: {
    method: 'GET',
    path: `${api}/registered-models/get`,
    query: v.object({ name: v.string() }),
    response: v.object({ registered_model: registeredModelSchema }),
  },
  updateModel: {
    method: 'PATCH',
    path: `${api}/registered-models/update`,
    body: v.object({ name: v.string(), description: v.string() }),
    response: v.object({}),
  },
  setModelTag: {
    method: 'POST',
    path: `${api}/registered-models/set-tag`,
    body: v.object({ name: v.string(), key: v.string(), value: v.string() }),
    response: done,
  },
  deleteModelTag: {
    method: 'DELETE',
    path: `${api}/registered-models/delete-tag`,
    body: v.object({ name: v.string(), key: v.string() }),
    response: done,
  },
  setVersionTag: {
    method: 'POST',
    path: `${api}/model-versions/set-tag`,
    body: v.object({ name: v.string(), version: v.string(), key: v.string(), value: v.string() }),
    response: done,
  },
  deleteVersionTag: {
    method: 'DELETE',
    path: `${api}/model-versions/delete-tag`,
    body: v.object({ name: v.string(), version: v.string(), key: v.string() }),
    response: done,
  },
  setModelAlias: {
    method: 'POST',
    path: `${api}/registered-models/alias`,
    body: v.object({ name: v.string(), alias: v.string(), version: v.string() }),
    response: done,
  },
  deleteModelAlias: {
    method: 'DELETE',
    path: `${api}/registered-models/alias`,
    body: v.object({ name: v.string(), alias: v.string() }),
    response: done,
  },
  /** Aliases are not told here: they are with the model. */
  searchModelVersions: {
    method: 'GET',
    path: `${api}/model-versions/search`,
    query: v.object({
      filter: v.optional(v.string()),
      max_results: v.optional(v.number()),
      order_by: v.optional(v.array(v.string())),
      page_token: token,
    }),
    response: v.object({
      model_versions: v.optional(
        rows(modelVersionSchema, (version) => memberOf(version, 'version')),
        [],
      ),
      next_page_token: pageToken,
    }),
  },
  /** From 3.0. At most 50 a page. */
  searchLoggedModels: {
    method: 'POST',
    path: `${api}/logged-models/search`,
    body: v.object({
      experiment_ids: v.array(v.string()),
      filter: v.optional(v.string()),
      max_results: v.optional(v.number()),
      page_token: token,
    }),
    response: v.object({
      models: v.optional(
        rows(loggedModelSchema, (model) => memberOf(memberOf(model, 'info'), 'model_id')),
        [],
      ),
      next_page_token: pageToken,
    }),
  },
  /** What the store is; open to everybody, from 3.10. */
  serverInfo: {
    method: 'GET',
    path: `${api3}/server-info`,
    response: v.object({ workspaces_enabled: v.optional(v.boolean(), false) }),
  },

  ...userEndpoints,
  ...permissionEndpoints,
  ...roleEndpoints,
})
