import { driftWatchContract } from '~/api/drift-watch/contract'
import { type Action, can, type Visitor } from '~/domain/drift-watch/permission'
import type { Transaction } from '../db'
import { type PlainRequest, textOf } from '../request'
import type { Implementation } from '../server'
import { acceptDrift, acceptExperiment, acceptObject, acceptPage, isStorable } from './accept'
import { type Claims, holdsAny, type Roles, type Tokens } from './identity'
import { Refusal } from './refusal'
import { createSearch } from './search'
import {
  type DriftRow,
  driftsOf,
  type ExperimentRow,
  EXPERIMENTS,
  type GrantRow,
  type UserRow,
  USERS,
  wireOf,
} from './tables'
import { claimsOf, claimsOrNobody, requireAdmin, requireUser } from './tokens'

export interface DriftWatchOptions {
  tokens: Tokens
  roles: Roles
  /** Milliseconds since 1970 UTC; a fraction becomes microseconds. */
  clock: () => number
  /** A fresh UUID. */
  newId: () => string
}

/**
 * A Drift Watch server over in-memory tables: the 17 endpoints with the rules, the order of checks and the words of
 * the real backend (main e885d05, 2025-08-14). The order is: token, body and query, registration, existence, level,
 * conflicts.
 */
export function driftWatchServer(options: DriftWatchOptions): Implementation<typeof driftWatchContract> {
  const { tokens, roles, clock, newId } = options
  /**
   * A fault of the real server: experiments created or changed without `permissions` share one list, and every caller
   * is appended to it, until it restarts. Clients send `permissions` for that reason.
   */
  const sharedDefault: GrantRow[] = []
  const search = createSearch()

  const userOf = (request: PlainRequest) => {
    const claims = claimsOf(request, tokens)
    requireUser(claims)
    return claims
  }

  function grantsFor(given: GrantRow[] | null, user: UserRow, claims: Claims): GrantRow[] {
    const grants = given ?? sharedDefault
    const names = new Set([user._id, ...claims.entitlements])
    if (!grants.some(({ entity, level }) => level === 'Manage' && names.has(entity)))
      grants.push({ entity: user._id, level: 'Manage' })
    return grants.map((grant) => ({ ...grant }))
  }

  /** The experiment, where the caller may do this; anonymous callers have no claims. */
  async function allowed(tx: Transaction, id: string, action: Action, claims: Claims | null) {
    const user = claims ? await registered(tx, claims) : null
    const experiment = (await tx.rows(EXPERIMENTS)).get(id.toLowerCase())
    if (!experiment) throw new Refusal(404, { message: 'Experiment not found.' })
    const visitor: Visitor | null =
      claims && user
        ? {
            user: { id: user._id },
            entitlements: claims.entitlements,
            admin: holdsAny(claims, roles.admins),
            member: holdsAny(claims, roles.users),
          }
        : null
    const subject = { grants: experiment.permissions, isPublic: experiment.public }
    const permission = action === 'create' ? can.create(visitor) : can[action](subject, visitor)
    if (!permission.allowed) {
      const isNoUser = permission.code === 'not-signed-in' || permission.code === 'not-member'
      throw new Refusal(403, { message: isNoUser ? 'Resource is not public.' : 'Insufficient permissions.' })
    }
    return { experiment, user }
  }

  async function existing(tx: Transaction, experiment: ExperimentRow, id: string): Promise<DriftRow> {
    const drift = (await tx.rows(driftsOf(experiment._id))).get(id.toLowerCase())
    if (!drift) throw new Refusal(404, { message: 'Drift not found.' })
    return drift
  }

  return {
    health: async () => ({ status: 204, data: null }),

    specification: async () => ({ status: 200, data: specification() }),

    entitlements: async (request, tx) => {
      const claims = userOf(request)
      await registered(tx, claims)
      return { status: 200, data: { items: [...claims.entitlements] } }
    },

    register: async (request, tx) => {
      const claims = userOf(request)
      if (!holdsAny(claims, roles.users)) throw new Refusal(403, { message: 'Insufficient permissions.' })
      if (await findUser(tx, claims)) throw new Refusal(409, { message: 'User already exists.' })
      const user: UserRow = {
        _id: newId(),
        created_at: naiveTime(clock()),
        subject: claims.sub,
        issuer: claims.iss,
        email: claims.email,
      }
      tx.put(USERS, user)
      return { status: 201, data: wireOf(user) }
    },

    self: async (request, tx) => {
      const claims = userOf(request)
      return { status: 200, data: wireOf(await registered(tx, claims)) }
    },

    syncSelf: async (request, tx) => {
      const claims = userOf(request)
      const user = { ...(await registered(tx, claims)), email: claims.email }
      tx.put(USERS, user)
      return { status: 200, data: wireOf(user) }
    },

    searchUsers: async (request, tx) => {
      requireAdmin(claimsOf(request, tokens), roles)
      const filter = acceptObject(rawOf(request))
      const page = acceptPage(request.query, ['created_at', 'email', 'subject', 'issuer'])
      return search(tx, USERS, filter, page)
    },

    // Everyone's, without a look at the token: a bad one does no harm, a good one no good.
    searchExperiments: async (request, tx) => {
      const filter = acceptObject(rawOf(request))
      const page = acceptPage(request.query, ['created_at', 'name', 'public'])
      return search(tx, EXPERIMENTS, filter, page)
    },

    createExperiment: async (request, tx) => {
      const claims = userOf(request)
      const input = acceptExperiment(rawOf(request))
      const user = await registered(tx, claims)
      // Before the name is looked at: the shared list has grown also where the answer is 409.
      const permissions = grantsFor(input.permissions, user, claims)
      await refuseTakenName(tx, input.name)
      const row: ExperimentRow = { ...input, permissions, _id: newId(), created_at: naiveTime(clock()) }
      tx.put(EXPERIMENTS, row)
      return { status: 201, data: wireOf(row) }
    },

    experiment: async ({ params }, tx) => {
      const row = (await tx.rows(EXPERIMENTS)).get(params.experiment.toLowerCase())
      if (!row) throw new Refusal(404, { message: 'Experiment not found.' })
      return { status: 200, data: wireOf(row) }
    },

    updateExperiment: async (request, tx) => {
      const claims = userOf(request)
      const input = acceptExperiment(rawOf(request))
      const { experiment, user } = await allowed(tx, request.params.experiment, 'manage', claims)
      if (input.name !== experiment.name) await refuseTakenName(tx, input.name)
      // An omitted description is kept; an omitted `public` or `permissions` is its default.
      const permissions = user ? grantsFor(input.permissions, user, claims) : experiment.permissions
      const row: ExperimentRow = { ...experiment, ...input, permissions }
      tx.put(EXPERIMENTS, row)
      return { status: 200, data: wireOf(row) }
    },

    // The records stay behind, as on the real server: nothing leads to them any more.
    deleteExperiment: async (request, tx) => {
      const claims = userOf(request)
      const { experiment } = await allowed(tx, request.params.experiment, 'manage', claims)
      tx.remove(EXPERIMENTS, experiment._id)
      return { status: 204, data: null }
    },

    searchDrifts: async (request, tx) => {
      const claims = claimsOrNobody(request, tokens)
      const filter = acceptObject(rawOf(request))
      const columns = ['created_at', 'job_status', 'model', 'drift_detected', 'schema_version']
      const page = acceptPage(request.query, columns)
      const { experiment } = await allowed(tx, request.params.experiment, 'see', claims)
      return search(tx, driftsOf(experiment._id), filter, page)
    },

    createDrift: async (request, tx) => {
      const claims = userOf(request)
      const input = acceptDrift(rawOf(request))
      const { experiment } = await allowed(tx, request.params.experiment, 'publish', claims)
      if (!isStorable(input.parameters)) throw new Refusal(500)
      const row: DriftRow = {
        ...input,
        _id: newId(),
        created_at: naiveTime(clock()),
        schema_version: '1.0.0',
      }
      tx.put(driftsOf(experiment._id), row)
      return { status: 201, data: wireOf(row) }
    },

    drift: async (request, tx) => {
      const claims = claimsOrNobody(request, tokens)
      const { experiment } = await allowed(tx, request.params.experiment, 'see', claims)
      const row = await existing(tx, experiment, request.params.drift)
      return { status: 200, data: wireOf(row) }
    },

    // Omitted tags and parameters become empty.
    updateDrift: async (request, tx) => {
      const claims = userOf(request)
      const input = acceptDrift(rawOf(request))
      const { experiment } = await allowed(tx, request.params.experiment, 'edit', claims)
      const row: DriftRow = { ...(await existing(tx, experiment, request.params.drift)), ...input }
      if (!isStorable(input.parameters)) throw new Refusal(500)
      tx.put(driftsOf(experiment._id), row)
      return { status: 200, data: wireOf(row) }
    },

    deleteDrift: async (request, tx) => {
      const claims = userOf(request)
      const { experiment } = await allowed(tx, request.params.experiment, 'delete', claims)
      const { _id } = await existing(tx, experiment, request.params.drift)
      tx.remove(driftsOf(experiment._id), _id)
      return { status: 204, data: null }
    },
  }
}

async function findUser(tx: Transaction, { sub, iss }: Claims): Promise<UserRow | undefined> {
  const users = await tx.rows(USERS)
  return [...users.values()].find(({ subject, issuer }) => subject === sub && issuer === iss)
}

async function registered(tx: Transaction, claims: Claims): Promise<UserRow> {
  const user = await findUser(tx, claims)
  if (!user) throw new Refusal(403, { message: 'User not registered.' })
  return user
}

/** Names are unique over all experiments, letter by letter. */
async function refuseTakenName(tx: Transaction, name: string): Promise<void> {
  const experiments = await tx.rows(EXPERIMENTS)
  if ([...experiments.values()].some((row) => row.name === name))
    throw new Refusal(409, { message: 'Name conflict.' })
}

/** Local time of a server that runs UTC, without a zone, as Python's `datetime.isoformat` writes it. */
function naiveTime(ms: number): string {
  const whole = Math.floor(ms)
  const micros = (((whole % 1000) + 1000) % 1000) * 1000 + Math.floor((ms - whole) * 1000)
  const seconds = new Date(whole).toISOString().slice(0, 19)
  return micros === 0 ? seconds : `${seconds}.${String(micros).padStart(6, '0')}`
}

function rawOf(request: PlainRequest): { contentType: string | null; body: string } {
  return { contentType: request.headers.get('content-type'), body: textOf(request) }
}

function specification() {
  const paths: Record<string, Record<string, object>> = {}
  for (const [operationId, { method, path }] of Object.entries(driftWatchContract)) {
    const operations = (paths[path.replace(/:(\w+)/g, '{$1_id}')] ??= {})
    operations[method.toLowerCase()] = { operationId }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Drift Watch',
      summary: 'Drift Detection Monitoring API for Machine Learning Models',
      version: 'demo',
    },
    security: [{ bearerAuth: [] }],
    paths,
  }
}
