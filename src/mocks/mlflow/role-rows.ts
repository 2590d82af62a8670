import type { Transaction } from '../db'
import {
  assignments,
  grants,
  hiddenRoleId,
  hiddenRoleName,
  type RolePermissionRow,
  rolePermissions,
  type RoleRow,
  roles,
  type UserRow,
  users,
} from './tables'

/** The one workspace of a server without workspaces; only its roles count. */
export const WORKSPACE = 'default'

/**
 * The hidden role of somebody, which holds what was given to them alone. It is made with the first of these, and stays
 * when the last is taken.
 */
export async function hiddenRole(user: UserRow, tx: Transaction): Promise<RoleRow | null> {
  const id = hiddenRoleId(user)
  const known = (await tx.rows(roles)).get(String(id))
  if (known) return known
  const isThere = [...(await tx.rows(grants)).values()].some(({ username }) => username === user.username)
  return isThere ? { id, name: hiddenRoleName(user), workspace: WORKSPACE, description: null } : null
}

/** The roles of somebody, the hidden one too. */
export async function rolesOf(user: UserRow, tx: Transaction): Promise<RoleRow[]> {
  const all = await tx.rows(roles)
  const hidden = await hiddenRole(user, tx)
  const assigned = [...(await tx.rows(assignments)).values()]
    .filter((one) => one.user_id === user.id)
    .flatMap((one) => all.get(String(one.role_id)) ?? [])
  return hidden ? [hidden, ...assigned] : assigned
}

/** All roles, of everybody. */
export async function allRoles(tx: Transaction): Promise<RoleRow[]> {
  const made = [...(await tx.rows(roles)).values()]
  const known = new Set(made.map(({ id }) => id))
  const hidden = await Promise.all([...(await tx.rows(users)).values()].map((user) => hiddenRole(user, tx)))
  return [...made, ...hidden.filter((role) => role !== null).filter(({ id }) => !known.has(id))]
}

/** What a role gives. */
export async function permissionsOf(role: RoleRow, tx: Transaction): Promise<RolePermissionRow[]> {
  const owner = [...(await tx.rows(users)).values()].find((user) => hiddenRoleId(user) === role.id)
  if (!owner) return [...(await tx.rows(rolePermissions)).values()].filter((row) => row.role_id === role.id)
  // Ids of their own: rows of people and rows of roles are one table on the real server.
  return [...(await tx.rows(grants)).values()].flatMap((grant, i) =>
    grant.username === owner.username
      ? [
          {
            id: 1_000_000 + i,
            role_id: role.id,
            resource_type: grant.kind,
            resource_pattern: grant.resource,
            permission: grant.permission,
          },
        ]
      : [],
  )
}

/** A role as it is told. */
export async function wireRole(role: RoleRow, tx: Transaction) {
  return { ...role, permissions: await permissionsOf(role, tx) }
}
