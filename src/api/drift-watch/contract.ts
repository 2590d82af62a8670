import * as v from 'valibot'
import { defineContract } from '../contract'
import { rows } from '../rows'
import { serverTime } from './time'

/**
 * The HTTP contract of a Drift Watch server, as measured on its real backend (commit e885d05 of 2025-08-14). Schemas of
 * answers ask for what the app needs and drop the rest; schemas of bodies hold exactly what the server takes: an unknown
 * field is refused by it (422), and a missing `permissions`, `tags` or `parameters` is filled with a list shared between
 * users (a fault of the server), so these are never left out.
 */

/** "2025-05-13T13:18:52.204881": usually without a zone. */
const time = v.pipe(
  v.string(),
  v.check(
    (text) => !Number.isNaN(serverTime(text)),
    ({ received }) => `Expected a time but received ${received}`,
  ),
)

/** A JSON object, kept as it came: no key of it is dropped. */
const freeObject = v.custom<Record<string, unknown>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
  ({ received }) => `Expected an object but received ${received}`,
)

const level = v.picklist(['Read', 'Edit', 'Manage'])
const jobStatus = v.picklist(['Running', 'Completed', 'Failed'])
const grant = v.object({ entity: v.string(), level })

export const experimentSchema = v.object({
  id: v.string(),
  created_at: time,
  name: v.string(),
  description: v.nullish(v.string()),
  public: v.boolean(),
  permissions: v.array(grant),
})

export const driftSchema = v.object({
  id: v.string(),
  created_at: time,
  schema_version: v.optional(v.string()),
  job_status: jobStatus,
  model: v.string(),
  drift_detected: v.boolean(),
  tags: v.array(v.string()),
  parameters: freeObject,
})

export const userSchema = v.object({
  id: v.string(),
  created_at: time,
  subject: v.string(),
  issuer: v.string(),
  email: v.string(),
})

export type WireExperiment = v.InferInput<typeof experimentSchema>
export type WireDrift = v.InferInput<typeof driftSchema>
export type WireUser = v.InferInput<typeof userSchema>

/** Also of PUT, which replaces all of it except an omitted description. */
export const experimentBody = v.object({
  name: v.string(),
  /** Left out where there is none: null is refused. */
  description: v.optional(v.string()),
  public: v.boolean(),
  permissions: v.array(grant),
})

/** Also of PUT, which replaces the whole record. Tags are 1 to 20 characters long. */
export const driftBody = v.object({
  job_status: jobStatus,
  model: v.string(),
  drift_detected: v.boolean(),
  tags: v.array(v.string()),
  parameters: freeObject,
})

export type ExperimentBody = v.InferInput<typeof experimentBody>
export type DriftBody = v.InferInput<typeof driftBody>

/** A filter in MongoDB's language over stored rows: the field of the id is `_id`. */
const filter = freeObject

const pageOf = <const S extends readonly [string, ...string[]]>(columns: S) =>
  v.object({
    /** From 1. */
    page: v.optional(v.number()),
    /** 1 to 100; 10 where it is left out. */
    page_size: v.optional(v.number()),
    sort_by: v.optional(v.picklist(columns)),
    /** `desc` where it is left out. */
    order_by: v.optional(v.picklist(['asc', 'desc'])),
  })

/** All 17 endpoints. Searches answer their rows one by one: a row that cannot be read does not hide the others. */
export const driftWatchContract = defineContract({
  health: { method: 'GET', path: '/', response: null },
  specification: {
    method: 'GET',
    path: '/specification.json',
    response: v.object({
      openapi: v.optional(v.string()),
      info: v.object({ title: v.optional(v.string()), version: v.string() }),
    }),
  },
  /** Singular: `/entitlements` is 404. */
  entitlements: { method: 'GET', path: '/entitlement', response: v.object({ items: v.array(v.string()) }) },
  /** Registers the token's owner. */
  register: { method: 'POST', path: '/user', response: userSchema },
  self: { method: 'GET', path: '/user/self', response: userSchema },
  /** Takes the email over from the token. */
  syncSelf: { method: 'PUT', path: '/user/self', response: userSchema },
  /** For admins only; others get 403: the only way to learn who is one. */
  searchUsers: {
    method: 'POST',
    path: '/user/search',
    query: pageOf(['created_at', 'email', 'subject', 'issuer']),
    body: filter,
    response: rows(userSchema),
  },
  searchExperiments: {
    method: 'POST',
    path: '/experiment/search',
    query: pageOf(['created_at', 'name', 'public']),
    body: filter,
    response: rows(experimentSchema),
  },
  createExperiment: {
    method: 'POST',
    path: '/experiment',
    body: experimentBody,
    response: experimentSchema,
  },
  experiment: { method: 'GET', path: '/experiment/:experiment', response: experimentSchema },
  updateExperiment: {
    method: 'PUT',
    path: '/experiment/:experiment',
    body: experimentBody,
    response: experimentSchema,
  },
  deleteExperiment: { method: 'DELETE', path: '/experiment/:experiment', response: null },
  searchDrifts: {
    method: 'POST',
    path: '/experiment/:experiment/drift/search',
    query: pageOf(['created_at', 'job_status', 'model', 'drift_detected', 'schema_version']),
    body: filter,
    response: rows(driftSchema),
  },
  createDrift: {
    method: 'POST',
    path: '/experiment/:experiment/drift',
    body: driftBody,
    response: driftSchema,
  },
  drift: { method: 'GET', path: '/experiment/:experiment/drift/:drift', response: driftSchema },
  updateDrift: {
    method: 'PUT',
    path: '/experiment/:experiment/drift/:drift',
    body: driftBody,
    response: driftSchema,
  },
  deleteDrift: { method: 'DELETE', path: '/experiment/:experiment/drift/:drift', response: null },
})
