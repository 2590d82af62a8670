import type { mlflowContract } from '~/api/mlflow/contract'
import type { Transaction } from '../db'
import type { PlainRequest } from '../request'
import type { Implementation } from '../server'
import { caller, isWorkspaceAdmin } from './access'
import { bodyOf, given, givenText, textOr } from './body'
import { gone } from './permissions'
import { forbid, refuse } from './refusal'
import { checkPattern, resourceType, rowLevel } from './resource-types'
import { allRoles, permissionsOf, rolesOf, wireRole, WORKSPACE } from './role-rows'
import {
  assignments,
  hiddenRoleId,
  isHiddenRole,
  type RolePermissionRow,
  rolePermissions,
  type RoleRow,
  roles,
  users,
} from './tables'
import { userNamed } from './users'
import type { MlflowWorld } from './world'

type Handlers = Pick<
  Implementation<typeof mlflowContract>,
  | 'createRole'
  | 'role'
  | 'roles'
  | 'updateRole'
  | 'deleteRole'
  | 'assignRole'
  | 'unassignRole'
  | 'addRolePermission'
  | 'removeRolePermission'
  | 'rolePermissions'
  | 'updateRolePermission'
  | 'roleUsers'
>
type Params = Readonly<Record<string, unknown>>

const done = { status: 200, data: {} }

/** What a request names, of its body or its query. */
function paramsOf(request: PlainRequest): Params {
  return request.method === 'GET' ? Object.fromEntries(request.query) : bodyOf(request)
}

/** @throws Answered 400 where it is no whole number */
function wholeIn(params: Params, name: string): number {
  const value = given(params, name)
  const number = typeof value === 'number' || typeof value === 'string' ? Number(value) : Number.NaN
  if (Number.isInteger(number)) return number
  return refuse('INVALID_PARAMETER_VALUE', `Parameter '${name}' must be an integer. Got: '${String(value)}'`)
}

async function roleOf(id: number, tx: Transaction): Promise<RoleRow> {
  const role = (await allRoles(tx)).find((one) => one.id === id)
  return role ?? refuse('RESOURCE_DOES_NOT_EXIST', `Role with id=${id} not found`)
}

async function permissionRow(id: number, tx: Transaction): Promise<RolePermissionRow> {
  const row = (await tx.rows(rolePermissions)).get(String(id))
  return row ?? refuse('RESOURCE_DOES_NOT_EXIST', `Role permission with id=${id} not found`)
}

/** The workspace that a request is about; null: of something that is not there. @throws Answered 400 for none */
async function workspaceOf(params: Params, tx: Transaction): Promise<string | null> {
  const all = await allRoles(tx)
  if ('role_id' in params) {
    const id = wholeIn(params, 'role_id')
    return all.find((role) => role.id === id)?.workspace ?? null
  }
  if ('role_permission_id' in params) {
    const row = (await tx.rows(rolePermissions)).get(String(wholeIn(params, 'role_permission_id')))
    return all.find((role) => role.id === row?.role_id)?.workspace ?? null
  }
  if ('workspace' in params) return textOr(params['workspace'])
  return refuse(
    'INVALID_PARAMETER_VALUE',
    'Request must include one of: role_id, role_permission_id, workspace.',
  )
}

async function demandManager(params: Params, request: PlainRequest, tx: Transaction): Promise<void> {
  const user = await caller(request, tx)
  if (user.is_admin) return
  const workspace = await workspaceOf(params, tx)
  if (workspace !== WORKSPACE || !(await isWorkspaceAdmin(user, tx))) forbid()
}

/** Whoever has any row in a workspace sees all of its roles. */
async function demandMember(params: Params, request: PlainRequest, tx: Transaction): Promise<void> {
  const user = await caller(request, tx)
  if (user.is_admin) return
  const workspace = await workspaceOf(params, tx)
  if (!(await rolesOf(user, tx)).some((role) => role.workspace === workspace)) forbid()
}

function refuseHiddenName(name: string): void {
  if (name.startsWith('__user_'))
    refuse(
      'INVALID_PARAMETER_VALUE',
      `Role name '${name}' uses the reserved '__user_' prefix, which is held for the per-user permission representation. Choose a different name.`,
    )
}

function nextId(rows: Iterable<{ id: number }>): number {
  return Math.max(0, ...[...rows].map(({ id }) => id)) + 1
}

/** Roles of 3.13 and newer; before, there is no such page. */
export function roleHandlers({ isModern }: MlflowWorld): Handlers {
  async function taken(name: string, workspace: string, tx: Transaction): Promise<RoleRow | undefined> {
    return [...(await tx.rows(roles)).values()].find(
      (role) => role.name === name && role.workspace === workspace,
    )
  }

  return {
    createRole: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const params = paramsOf(request)
      await demandManager(params, request, tx)
      const [name, workspace] = [givenText(params, 'name'), givenText(params, 'workspace')]
      if (name.trim() === '') refuse('INVALID_PARAMETER_VALUE', 'Role name cannot be empty.')
      if (workspace.trim() === '') refuse('INVALID_PARAMETER_VALUE', 'Workspace cannot be empty.')
      refuseHiddenName(name)
      if (await taken(name, workspace, tx))
        refuse(
          'RESOURCE_ALREADY_EXISTS',
          `Role (name=${name}, workspace=${workspace}) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed: roles.workspace, roles.name`,
        )
      const id = nextId([...(await tx.rows(roles)).values()].filter((role) => !isHiddenRole(role)))
      const said = params['description']
      const role = { id, name, workspace, description: typeof said === 'string' ? said : null }
      tx.put(roles, role)
      return { status: 200, data: { role: await wireRole(role, tx) } }
    },

    role: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const params = paramsOf(request)
      await demandMember(params, request, tx)
      const role = await roleOf(wholeIn(params, 'role_id'), tx)
      return { status: 200, data: { role: await wireRole(role, tx) } }
    },

    roles: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const user = await caller(request, tx)
      const wanted = request.query.getAll('workspace')
      if (!user.is_admin) {
        const own = new Set((await rolesOf(user, tx)).map(({ workspace }) => workspace))
        const named = wanted.map((name) => name.trim()).filter((name) => name !== '')
        if (named.length === 0 || named.some((name) => !own.has(name))) forbid()
      }
      if (wanted.some((name) => name.trim() === ''))
        refuse('INVALID_PARAMETER_VALUE', "Parameter 'workspace' must be a non-empty string when provided.")
      const told = (await allRoles(tx)).filter(
        ({ workspace }) => wanted.length === 0 || wanted.includes(workspace),
      )
      return { status: 200, data: { roles: await Promise.all(told.map((role) => wireRole(role, tx))) } }
    },

    updateRole: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const params = paramsOf(request)
      await demandManager(params, request, tx)
      const id = wholeIn(params, 'role_id')
      const { name, description } = params
      if (typeof name !== 'string' && typeof description !== 'string')
        refuse(
          'INVALID_PARAMETER_VALUE',
          "At least one of 'name' or 'description' must be provided to update a role.",
        )
      if (typeof name === 'string') {
        if (name.trim() === '') refuse('INVALID_PARAMETER_VALUE', 'Role name cannot be empty.')
        refuseHiddenName(name)
      }
      const role = await roleOf(id, tx)
      const other = typeof name === 'string' ? await taken(name, role.workspace, tx) : undefined
      if (other && other.id !== id)
        refuse(
          'RESOURCE_ALREADY_EXISTS',
          `Role with name=${other.name} already exists in workspace=${role.workspace}`,
        )
      const changed = {
        ...role,
        ...(typeof name === 'string' ? { name } : {}),
        ...(typeof description === 'string' ? { description } : {}),
      }
      tx.put(roles, changed)
      return { status: 200, data: { role: await wireRole(changed, tx) } }
    },

    deleteRole: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const params = paramsOf(request)
      await demandManager(params, request, tx)
      const role = await roleOf(wholeIn(params, 'role_id'), tx)
      for (const row of (await tx.rows(rolePermissions)).values())
        if (row.role_id === role.id) tx.remove(rolePermissions, rolePermissions.keyOf(row))
      for (const row of (await tx.rows(assignments)).values())
        if (row.role_id === role.id) tx.remove(assignments, assignments.keyOf(row))
      tx.remove(roles, roles.keyOf(role))
      return done
    },

    assignRole: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const params = paramsOf(request)
      await demandManager(params, request, tx)
      const username = givenText(params, 'username')
      const role_id = wholeIn(params, 'role_id')
      const user = await userNamed(username, tx)
      await roleOf(role_id, tx)
      const all = await tx.rows(assignments)
      if (all.has(`${user.id} ${role_id}`))
        refuse(
          'RESOURCE_ALREADY_EXISTS',
          `User role assignment (user_id=${user.id}, role_id=${role_id}) already exists`,
        )
      const assignment = { id: nextId(all.values()), user_id: user.id, role_id }
      tx.put(assignments, assignment)
      return { status: 200, data: { assignment } }
    },

    unassignRole: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const params = paramsOf(request)
      await demandManager(params, request, tx)
      const username = givenText(params, 'username')
      const role_id = wholeIn(params, 'role_id')
      const user = await userNamed(username, tx)
      const key = `${user.id} ${role_id}`
      if (!(await tx.rows(assignments)).has(key))
        refuse(
          'RESOURCE_DOES_NOT_EXIST',
          `User role assignment (user_id=${user.id}, role_id=${role_id}) not found`,
        )
      tx.remove(assignments, key)
      return done
    },

    addRolePermission: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const params = paramsOf(request)
      await demandManager(params, request, tx)
      const role_id = wholeIn(params, 'role_id')
      const kind = givenText(params, 'resource_type')
      const resource_pattern = givenText(params, 'resource_pattern')
      const permission = givenText(params, 'permission')
      const resource_type = resourceType(kind)
      const level = rowLevel(permission, resource_type)
      checkPattern(resource_pattern, resource_type)
      const role = await roleOf(role_id, tx)
      const own = await permissionsOf(role, tx)
      if (own.some((row) => row.resource_type === resource_type && row.resource_pattern === resource_pattern))
        refuse(
          'RESOURCE_ALREADY_EXISTS',
          `Role permission (role_id=${role_id}, resource_type=${resource_type}, resource_pattern=${resource_pattern}) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed: role_permissions.role_id, role_permissions.resource_type, role_permissions.resource_pattern`,
        )
      const id = nextId((await tx.rows(rolePermissions)).values())
      const role_permission = { id, role_id, resource_type, resource_pattern, permission: level }
      tx.put(rolePermissions, role_permission)
      return { status: 200, data: { role_permission } }
    },

    removeRolePermission: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const params = paramsOf(request)
      await demandManager(params, request, tx)
      const row = await permissionRow(wholeIn(params, 'role_permission_id'), tx)
      tx.remove(rolePermissions, rolePermissions.keyOf(row))
      return done
    },

    rolePermissions: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const params = paramsOf(request)
      await demandMember(params, request, tx)
      const role = await roleOf(wholeIn(params, 'role_id'), tx)
      return { status: 200, data: { role_permissions: await permissionsOf(role, tx) } }
    },

    updateRolePermission: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const params = paramsOf(request)
      await demandManager(params, request, tx)
      const id = wholeIn(params, 'role_permission_id')
      const permission = givenText(params, 'permission')
      const row = await permissionRow(id, tx)
      const role_permission = { ...row, permission: rowLevel(permission, row.resource_type) }
      tx.put(rolePermissions, role_permission)
      return { status: 200, data: { role_permission } }
    },

    roleUsers: async (request, tx) => {
      if (!isModern) return gone(isModern, request, tx)
      const params = paramsOf(request)
      await demandManager(params, request, tx)
      const role = await roleOf(wholeIn(params, 'role_id'), tx)
      const owner = [...(await tx.rows(users)).values()].find((user) => hiddenRoleId(user) === role.id)
      const told = owner
        ? [{ id: role.id, user_id: owner.id, role_id: role.id }]
        : [...(await tx.rows(assignments)).values()].filter((row) => row.role_id === role.id)
      return { status: 200, data: { assignments: told } }
    },
  }
}
