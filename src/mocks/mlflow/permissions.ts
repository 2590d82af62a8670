import type { mlflowContract } from '~/api/mlflow/contract'
import type { Transaction } from '../db'
import type { PlainRequest } from '../request'
import { Answered, type Implementation } from '../server'
import { caller, demand, isWorkspaceAdmin, levelOn, rightsOn } from './access'
import { askedText, bodyOf, given, givenText, textOr } from './body'
import { forbid, notFoundPage, refuse } from './refusal'
import {
  checkPattern,
  olderLevel,
  refuseWithoutOwner,
  refuseWorkspace,
  resourceType,
  rowLevel,
} from './resource-types'
import { hiddenRole, permissionsOf, rolesOf } from './role-rows'
import { type GrantRow, grants, roles, type UserRow, users } from './tables'
import { userNamed } from './users'
import type { MlflowWorld } from './world'

type Handlers = Pick<
  Implementation<typeof mlflowContract>,
  | 'experimentPermission'
  | 'createExperimentPermission'
  | 'updateExperimentPermission'
  | 'deleteExperimentPermission'
  | 'modelPermission'
  | 'createModelPermission'
  | 'updateModelPermission'
  | 'deleteModelPermission'
  | 'grantPermission'
  | 'revokePermission'
  | 'userPermission'
  | 'userPermissions'
  | 'ownPermissions'
>

const done = { status: 200, data: {} }

/** Grants of both generations, as the handlers of a version answer them. */
export function permissionHandlers(world: MlflowWorld): Handlers {
  return { ...olderHandlers(world), ...newerHandlers(world) }
}

/** The routes of the other generation: no such page, which newer servers tell to admins alone. */
export async function gone(isModern: boolean, request: PlainRequest, tx: Transaction): Promise<never> {
  if (isModern && !(await caller(request, tx)).is_admin) forbid()
  throw new Answered(notFoundPage())
}

/** How the two kinds are called by the older routes. */
const KINDS = {
  experiment: { id: 'experiment_id', what: 'Experiment', table: 'experiment_permissions' },
  registered_model: { id: 'name', what: 'Registered model', table: 'registered_model_permissions' },
} as const

type Kind = keyof typeof KINDS

function olderHandlers({ isModern }: MlflowWorld) {
  const keyOf = (kind: Kind, resource: string, username: string) => `${kind} ${resource} ${username}`

  function told({ kind, resource, permission }: GrantRow, { id }: UserRow) {
    return { resource, permission, user_id: id, kind }
  }

  /** The row, for who manages the resource. @throws Answered 404 */
  async function existing(kind: Kind, resource: string, username: string, tx: Transaction) {
    const user = await userNamed(username, tx)
    const row = (await tx.rows(grants)).get(keyOf(kind, resource, username))
    const { id, what } = KINDS[kind]
    return row
      ? { row, user }
      : refuse(
          'RESOURCE_DOES_NOT_EXIST',
          `${what} permission with ${id}=${resource} and username=${username} not found`,
        )
  }

  async function get(kind: Kind, request: PlainRequest, tx: Transaction) {
    if (isModern) return gone(isModern, request, tx)
    const resource = askedText(request, KINDS[kind].id)
    await demand('manage', kind, resource, request, tx)
    const { row, user } = await existing(kind, resource, askedText(request, 'username'), tx)
    return told(row, user)
  }

  async function create(kind: Kind, request: PlainRequest, tx: Transaction) {
    if (isModern) return gone(isModern, request, tx)
    const body = bodyOf(request)
    const { id, what, table } = KINDS[kind]
    const resource = givenText(body, id)
    await demand('manage', kind, resource, request, tx)
    const username = givenText(body, 'username')
    // Whether the resource exists is not asked.
    const permission = olderLevel(givenText(body, 'permission'))
    const user = await userNamed(username, tx)
    if ((await tx.rows(grants)).has(keyOf(kind, resource, username)))
      refuse(
        'RESOURCE_ALREADY_EXISTS',
        `${what} permission (${id}=${resource}, username=${username}) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed: ${table}.${id}, ${table}.user_id`,
      )
    const row = { username, kind, resource, permission }
    tx.put(grants, row)
    return told(row, user)
  }

  async function update(kind: Kind, request: PlainRequest, tx: Transaction) {
    if (isModern) return gone(isModern, request, tx)
    const body = bodyOf(request)
    const resource = givenText(body, KINDS[kind].id)
    await demand('manage', kind, resource, request, tx)
    const username = givenText(body, 'username')
    const permission = olderLevel(givenText(body, 'permission'))
    const { row } = await existing(kind, resource, username, tx)
    tx.put(grants, { ...row, permission })
    return done
  }

  async function remove(kind: Kind, request: PlainRequest, tx: Transaction) {
    if (isModern) return gone(isModern, request, tx)
    const body = bodyOf(request)
    const resource = givenText(body, KINDS[kind].id)
    await demand('manage', kind, resource, request, tx)
    const { row } = await existing(kind, resource, givenText(body, 'username'), tx)
    tx.remove(grants, grants.keyOf(row))
    return done
  }

  const ofExperiment = ({ resource, permission, user_id }: ReturnType<typeof told>) => ({
    status: 200,
    data: { experiment_permission: { experiment_id: resource, permission, user_id } },
  })
  const ofModel = ({ resource, permission, user_id }: ReturnType<typeof told>) => ({
    status: 200,
    data: { registered_model_permission: { name: resource, permission, user_id } },
  })

  return {
    experimentPermission: async (request, tx) => ofExperiment(await get('experiment', request, tx)),
    createExperimentPermission: async (request, tx) => ofExperiment(await create('experiment', request, tx)),
    updateExperimentPermission: (request, tx) => update('experiment', request, tx),
    deleteExperimentPermission: (request, tx) => remove('experiment', request, tx),
    modelPermission: async (request, tx) => ofModel(await get('registered_model', request, tx)),
    createModelPermission: async (request, tx) => ofModel(await create('registered_model', request, tx)),
    updateModelPermission: (request, tx) => update('registered_model', request, tx),
    deleteModelPermission: (request, tx) => remove('registered_model', request, tx),
  } satisfies Partial<Handlers>
}

function newerHandlers({ isModern }: MlflowWorld) {
  /** Only who manages the resource goes on; for all of a kind at once only an admin. */
  async function demandManage(
    body: Readonly<Record<string, unknown>>,
    request: PlainRequest,
    tx: Transaction,
  ) {
    const user = await caller(request, tx)
    if (user.is_admin) return
    const kind = textOr(given(body, 'resource_type'))
    const resource = textOr(given(body, 'resource_id'))
    refuseWorkspace(kind)
    const type = resourceType(kind)
    if (resource === '*') {
      if (!(await isWorkspaceAdmin(user, tx))) forbid()
      return
    }
    refuseWithoutOwner(type)
    if (!(await rightsOn(user, type, resource, tx)).manage) forbid()
  }

  async function seesRowsOf(username: string, request: PlainRequest, tx: Transaction): Promise<void> {
    const user = await caller(request, tx)
    if (user.is_admin || user.username === username) return
    const other = (await tx.rows(users)).get(username)
    const isSeen = other && (await isWorkspaceAdmin(user, tx)) && (await rolesOf(other, tx)).length > 0
    if (!isSeen) forbid()
  }

  async function held(user: UserRow, tx: Transaction) {
    const rows = await Promise.all(
      (await rolesOf(user, tx)).map(async (role) =>
        (await permissionsOf(role, tx)).map(({ resource_type, resource_pattern, permission }) => ({
          resource_type,
          resource_pattern,
          permission,
          role_id: role.id,
          role_name: role.name,
          workspace: role.workspace,
        })),
      ),
    )
    return { status: 200, data: { is_admin: user.is_admin, permissions: rows.flat() } }
  }

  return {
    grantPermission: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const body = bodyOf(request)
      await demandManage(body, request, tx)
      const username = givenText(body, 'username')
      const kind = givenText(body, 'resource_type')
      const resource = givenText(body, 'resource_id')
      const permission = givenText(body, 'permission')
      await userNamed(username, tx)
      refuseWorkspace(kind)
      const type = resourceType(kind)
      checkPattern(resource, type)
      const level = rowLevel(permission, type)
      if ((await tx.rows(grants)).has(`${type} ${resource} ${username}`))
        refuse(
          'RESOURCE_ALREADY_EXISTS',
          `Permission for user=${username} on resource_type=${type}, resource_id=${resource} already exists.`,
        )
      tx.put(grants, { username, kind: type, resource, permission: level })
      return done
    },

    revokePermission: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const body = bodyOf(request)
      await demandManage(body, request, tx)
      const username = givenText(body, 'username')
      const kind = givenText(body, 'resource_type')
      const resource = givenText(body, 'resource_id')
      const user = await userNamed(username, tx)
      refuseWorkspace(kind)
      const row = (await tx.rows(grants)).get(`${resourceType(kind)} ${resource} ${username}`)
      if (!row)
        return refuse(
          'RESOURCE_DOES_NOT_EXIST',
          `Permission for user=${username} on resource_type=${kind}, resource_id=${resource} not found.`,
        )
      const role = await hiddenRole(user, tx)
      if (role) tx.put(roles, role)
      tx.remove(grants, grants.keyOf(row))
      return done
    },

    userPermission: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const kind = askedText(request, 'resource_type')
      refuseWorkspace(kind)
      const username = askedText(request, 'username')
      await seesRowsOf(username, request, tx)
      const resource = askedText(request, 'resource_id')
      const user = await userNamed(username, tx)
      const type = resourceType(kind)
      if (resource !== '*') refuseWithoutOwner(type)
      const level = await levelOn(user, type, resource, tx)
      const allowed = level === 'USE' || level === 'EDIT' || level === 'MANAGE'
      return { status: 200, data: { allowed, permission: level } }
    },

    userPermissions: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const username = askedText(request, 'username')
      await seesRowsOf(username, request, tx)
      return held(await userNamed(username, tx), tx)
    },

    ownPermissions: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      return held(await caller(request, tx), tx)
    },
  } satisfies Partial<Handlers>
}
