import * as v from 'valibot'
import type { Contract } from '../contract'
import { api3, done } from './addresses'
import { assignmentSchema, rolePermissionSchema, roleSchema } from './permission-schemas'

const role = v.object({ role: roleSchema })
const roles = v.object({ roles: v.array(roleSchema) })
const byRole = v.object({ role_id: v.number() })
const member = v.object({ username: v.string(), role_id: v.number() })

/** Roles, from 3.13: for admins, and who has MANAGE on the whole workspace. */
export const roleEndpoints = {
  createRole: {
    method: 'POST',
    path: `${api3}/roles/create`,
    body: v.object({ name: v.string(), workspace: v.string(), description: v.optional(v.string()) }),
    response: role,
  },
  /** Also for who has any row in its workspace. */
  role: { method: 'GET', path: `${api3}/roles/get`, query: byRole, response: role },
  /** With the hidden role of each person. Of a workspace also for who has any row there: everybody's rows. */
  roles: {
    method: 'GET',
    path: `${api3}/roles/list`,
    query: v.object({ workspace: v.optional(v.string()) }),
    response: roles,
    maxBytes: 64_000_000,
  },
  updateRole: {
    method: 'PATCH',
    path: `${api3}/roles/update`,
    body: v.object({
      role_id: v.number(),
      name: v.optional(v.string()),
      description: v.optional(v.string()),
    }),
    response: role,
  },
  deleteRole: { method: 'DELETE', path: `${api3}/roles/delete`, body: byRole, response: done },
  assignRole: {
    method: 'POST',
    path: `${api3}/roles/assign`,
    body: member,
    response: v.object({ assignment: assignmentSchema }),
  },
  unassignRole: { method: 'DELETE', path: `${api3}/roles/unassign`, body: member, response: done },
  addRolePermission: {
    method: 'POST',
    path: `${api3}/roles/permissions/add`,
    body: v.object({
      role_id: v.number(),
      resource_type: v.string(),
      resource_pattern: v.string(),
      permission: v.string(),
    }),
    response: v.object({ role_permission: rolePermissionSchema }),
  },
  removeRolePermission: {
    method: 'DELETE',
    path: `${api3}/roles/permissions/remove`,
    body: v.object({ role_permission_id: v.number() }),
    response: done,
  },
  rolePermissions: {
    method: 'GET',
    path: `${api3}/roles/permissions/list`,
    query: byRole,
    response: v.object({ role_permissions: v.array(rolePermissionSchema) }),
  },
  updateRolePermission: {
    method: 'PATCH',
    path: `${api3}/roles/permissions/update`,
    body: v.object({ role_permission_id: v.number(), permission: v.string() }),
    response: v.object({ role_permission: rolePermissionSchema }),
  },
  roleUsers: {
    method: 'GET',
    path: `${api3}/roles/users/list`,
    query: byRole,
    response: v.object({ assignments: v.array(assignmentSchema) }),
  },
} as const satisfies Contract
