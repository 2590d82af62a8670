import type { signUpContract, WireMe } from '~/api/sign-up/contract'
import type { Transaction } from '../db'
import { type PlainRequest, textOf } from '../request'
import type { Implementation } from '../server'
import { ACCOUNTS, EXPERIMENT_NAMES, type AccountRow, PERMISSIONS, type PermissionRow } from './tables'

/** What the identity provider says of a token's owner. */
export interface Userinfo {
  sub: string
  email: string
  groups: readonly string[]
}

/** An answer that is no success: `{ message }`, as all of the service's. */
export class Refusal extends Error {
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

const GROUP = 'vo.ai4eosc.eu'
/** From 2.22 on MLflow refuses shorter ones; the service passes that on as a failure of its own. */
const LEAST_PASSWORD = 12
const LEVELS = ['READ', 'EDIT', 'MANAGE', 'NO_PERMISSIONS']

type Kind = PermissionRow['kind']

/** The service over tables of its own: the order of its checks and its words (signup/app/**, 2025). */
export function signUpServer(tokens: ReadonlyMap<string, Userinfo>): Implementation<typeof signUpContract> {
  const person = (request: PlainRequest): Userinfo => {
    const header = request.headers.get('authorization')
    if (!header?.startsWith('Bearer')) throw new Refusal(401, 'No or wrongly formatted authentication')
    const userinfo = tokens.get(header.replace(/^Bearer\s*/, ''))
    if (!userinfo) throw new Refusal(401, 'Invalid access token')
    if (!userinfo.groups.includes(GROUP))
      throw new Refusal(
        403,
        'You lack the required group membership to access this service. Please contact the service administrator.',
      )
    return userinfo
  }
  const account = async (tx: Transaction, email: string): Promise<AccountRow> => {
    const row = (await tx.rows(ACCOUNTS)).get(email)
    if (!row) throw new Refusal(403, 'Not registered')
    return row
  }
  const permissionsOf = async (tx: Transaction, username: string, kind: Kind) =>
    [...(await tx.rows(PERMISSIONS)).values()].filter((row) => row.username === username && row.kind === kind)

  /** Whether the caller has one of these levels on it. @throws Refusal 403 */
  const require = async (
    tx: Transaction,
    request: PlainRequest,
    { kind, of, levels, message }: { kind: Kind; of: string; levels: readonly string[]; message: string },
  ) => {
    const { username } = await account(tx, person(request).email)
    const own = (await permissionsOf(tx, username, kind)).find((row) => row.of === of)
    if (!own || !levels.includes(own.permission)) throw new Refusal(403, message)
  }

  const getPermission = async (request: PlainRequest, tx: Transaction, kind: Kind) => {
    person(request)
    const username = request.query.get('username')
    const of = request.query.get(kind === 'experiment' ? 'experiment_id' : 'model_name')
    if (username === null || of === null) throw new Refusal(422, 'Validation failed: Required')
    const message = 'You are not allowed to view this experiment'
    await require(tx, request, { kind, of, levels: ['EDIT', 'MANAGE'], message })
    const found = (await permissionsOf(tx, username, kind)).find((row) => row.of === of)
    if (!found) throw new Refusal(404, 'User permission entry not found')
    return { status: 200, data: { username, permission: found.permission } }
  }

  const putPermission = async (request: PlainRequest, tx: Transaction, kind: Kind) => {
    person(request)
    const { username, permission, ...rest } = jsonOf(request)
    const of = rest[kind === 'experiment' ? 'experiment_id' : 'model_name']
    if (typeof username !== 'string' || typeof of !== 'string' || !LEVELS.includes(String(permission)))
      throw new Refusal(422, 'Validation failed: Required')
    const message = `You are not allowed to add permissions for this ${kind}`
    await require(tx, request, { kind, of, levels: ['MANAGE'], message })
    if (!(await tx.rows(ACCOUNTS)).has(username))
      throw new Refusal(500, `Couldn't update user ${kind === 'model' ? 'model ' : ''}permissions in mlflow`)
    tx.put(PERMISSIONS, { username, kind, of, permission: String(permission) })
    return { status: 200, data: null }
  }

  return {
    me: async (request, tx) => {
      const { sub, email } = person(request)
      const row = (await tx.rows(ACCOUNTS)).get(email)
      return {
        status: 200,
        data: {
          oidc: { sub, email },
          mlflow: row
            ? {
                user: userOf(
                  row,
                  await permissionsOf(tx, email, 'experiment'),
                  await permissionsOf(tx, email, 'model'),
                ),
              }
            : null,
        },
      }
    },

    register: async (request, tx) => {
      const { email } = person(request)
      const password = passwordOf(request)
      const accounts = await tx.rows(ACCOUNTS)
      if (accounts.has(email) || password.length < LEAST_PASSWORD)
        throw new Refusal(500, "Couldn't create user in mlflow")
      const id = Math.max(0, ...[...accounts.values()].map((row) => row.id)) + 1
      tx.put(ACCOUNTS, { username: email, id, is_admin: false, password })
      return { status: 200, data: null }
    },

    remove: async (request, tx) => {
      const { email } = person(request)
      if (!(await tx.rows(ACCOUNTS)).has(email)) throw new Refusal(500, '')
      tx.remove(ACCOUNTS, email)
      for (const kind of ['experiment', 'model'] as const)
        for (const row of await permissionsOf(tx, email, kind)) tx.remove(PERMISSIONS, PERMISSIONS.keyOf(row))
      return { status: 200, data: null }
    },

    changePassword: async (request, tx) => {
      const { email } = person(request)
      const password = passwordOf(request)
      const row = (await tx.rows(ACCOUNTS)).get(email)
      if (!row || password.length < LEAST_PASSWORD)
        throw new Refusal(500, "Error updating user's password in mlflow")
      tx.put(ACCOUNTS, { ...row, password })
      return { status: 200, data: null }
    },

    experiment: async (request, tx) => {
      person(request)
      const of = request.query.get('experiment_id')
      if (of === null) throw new Refusal(400, 'Validation failed: Required')
      const message = 'You are not allowed to view this experiment'
      await require(tx, request, { kind: 'experiment', of, levels: ['EDIT', 'MANAGE'], message })
      return { status: 200, data: { name: EXPERIMENT_NAMES.get(of) ?? of } }
    },

    experimentPermission: (request, tx) => getPermission(request, tx, 'experiment'),
    setExperimentPermission: (request, tx) => putPermission(request, tx, 'experiment'),
    modelPermission: (request, tx) => getPermission(request, tx, 'model'),
    setModelPermission: (request, tx) => putPermission(request, tx, 'model'),
  }
}

function userOf(
  { id, username, is_admin }: AccountRow,
  experiments: readonly PermissionRow[],
  models: readonly PermissionRow[],
): NonNullable<WireMe['mlflow']>['user'] {
  return {
    id,
    username,
    is_admin,
    experiment_permissions: experiments.map(({ of, permission }) => ({
      experiment_id: of,
      user_id: id,
      permission,
    })),
    registered_model_permissions: models.map(({ of, permission }) => ({ name: of, user_id: id, permission })),
  }
}

/** A body that is no JSON is an unhandled failure there. @throws Refusal 500 */
function jsonOf(request: PlainRequest): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(textOf(request))
    if (typeof value === 'object' && value !== null) return { ...value }
  } catch {
    // Told below.
  }
  throw new Refusal(500, '')
}

/** @throws Refusal 422 */
function passwordOf(request: PlainRequest): string {
  const { password } = jsonOf(request)
  if (typeof password !== 'string' || password === '')
    throw new Refusal(422, 'Validation failed: Password must be at least 1 character long')
  return password
}
