import type * as v from 'valibot'
import { MLFLOW_LEVELS, type MlflowLevel } from '~/domain/mlflow/permissions/level'
import { resourceKey, type ResourceRef } from '~/domain/mlflow/permissions/server'
import type { RoleGrant } from '~/domain/mlflow/permissions/table'
import type { UnreadableRow } from '~/lib/unreadable-row'
import type { Row } from '../rows'
import type { heldPermissionSchema, listedUserSchema, roleSchema } from './permission-schemas'
import type { userSchema } from './schemas'
import { ownOf } from '~/lib/own'

/** Somebody of `users/get`. */
export type WireUser = v.InferOutput<typeof userSchema>
type WireRole = v.InferOutput<typeof roleSchema>

/** Somebody with an account, and what is known of their rows. */
export interface Person {
  name: string
  /** The server's number; null where it is not told. */
  id: number | null
  /** Null where the server does not tell. */
  isAdmin: boolean | null
  /** Own rows by `resourceKey`; null: the server does not tell them to this reader. */
  rows: ReadonlyMap<string, MlflowLevel> | null
  /** What the roles of the person give; null: which roles they have is not told to this reader. */
  roleGrants: readonly RoleGrant[] | null
  /** Rows of a level that is not known here. */
  unreadable: readonly UnreadableRow[]
}

/** A role that an admin made. */
export interface Role {
  id: number
  name: string
  workspace: string
  description: string
  permissions: readonly RolePermission[]
}

export interface RolePermission {
  id: number
  /** The server's word: "experiment", "registered_model", "workspace" and others. */
  type: string
  /** An id, a name, or "*" for all. */
  pattern: string
  /** As the server says it: newer ones have levels that are not known here. */
  level: string
}

/** How the newer routes call a kind. */
export const wireKind = (kind: ResourceRef['kind']): string =>
  kind === 'experiment' ? 'experiment' : 'registered_model'

const KINDS: Readonly<Record<string, ResourceRef['kind']>> = {
  experiment: 'experiment',
  registered_model: 'registered-model',
}

/** A level, where it is one that is known here. */
export function levelOf(text: string): MlflowLevel | null {
  return MLFLOW_LEVELS.find((level) => level === text) ?? null
}

const HIDDEN_ROLE = /^__user_(\d+)__$/

/** The number of the one person whose rows a hidden role holds; null: a role that somebody made. */
export function hiddenRoleUser(roleName: string): number | null {
  const found = HIDDEN_ROLE.exec(roleName)
  return found ? Number(found[1]) : null
}

interface Held {
  type: string
  pattern: string
  level: string
  /** Null: given to the person alone. */
  role: string | null
}

/** Own rows and what roles give, apart. What is neither about experiments nor models is left out. */
function sorted(held: readonly Held[]): Pick<Person, 'rows' | 'roleGrants' | 'unreadable'> {
  const rows = new Map<string, MlflowLevel>()
  const roleGrants: RoleGrant[] = []
  const unreadable: UnreadableRow[] = []
  for (const { type, pattern, level: text, role } of held) {
    const kind = ownOf(KINDS, type) ?? null
    const level = levelOf(text)
    // Of the workspace only MANAGE says something about its experiments and models: everything.
    if (kind === null && !(type === 'workspace' && level === 'MANAGE')) continue
    if (level === null) unreadable.push({ id: pattern, why: `The level “${text}” is not known here.` })
    else if (role === null && kind !== null && pattern !== '*')
      rows.set(resourceKey({ kind, id: pattern }), level)
    else roleGrants.push({ role: role ?? 'given on all', kind: kind ?? 'any', pattern, level })
  }
  return { rows, roleGrants, unreadable }
}

const heldIn = (roles: readonly WireRole[]): Held[] =>
  roles.flatMap(({ name, permissions }) =>
    permissions.map(({ resource_type, resource_pattern, permission }) => ({
      type: resource_type,
      pattern: resource_pattern,
      level: permission,
      role: hiddenRoleUser(name) === null ? name : null,
    })),
  )

/** Somebody of `users/get` up to 3.12, with all rows. */
export function personOf(user: WireUser): Person {
  const held = [
    ...(user.experiment_permissions ?? []).map(({ experiment_id, permission }) => ({
      type: 'experiment',
      pattern: experiment_id,
      level: permission,
      role: null,
    })),
    ...(user.registered_model_permissions ?? []).map(({ name, permission }) => ({
      type: 'registered_model',
      pattern: name,
      level: permission,
      role: null,
    })),
  ]
  return { name: user.username, id: user.id, isAdmin: user.is_admin, ...sorted(held), roleGrants: [] }
}

type Listed = v.InferOutput<typeof listedUserSchema>

/** Of `users/list` without the rows: of others for whoever is no admin, of all before 3.13. */
export function personWithoutRows({ id, username, is_admin }: Omit<Listed, 'roles'>): Person {
  return { name: username, id, isAdmin: is_admin ?? null, rows: null, roleGrants: null, unreadable: [] }
}

/** Somebody of `users/list` from 3.13 on, to whom the reader may see. */
export function personWithRoles({ roles = [], ...user }: Listed): Person {
  return { ...personWithoutRows(user), ...sorted(heldIn(roles)) }
}

/** Somebody of whom only the hidden role is told. */
export function personWithOwnRows(user: Listed, role: WireRole | undefined): Person {
  const { rows, unreadable } = sorted(heldIn(role ? [role] : []))
  return { ...personWithoutRows(user), rows, unreadable }
}

/** Rows of `users/permissions/list`, and of `users/current/permissions`. */
export function heldRows(
  permissions: readonly Row<v.InferOutput<typeof heldPermissionSchema>>[],
): Pick<Person, 'rows' | 'roleGrants' | 'unreadable'> {
  const told = sorted(
    permissions.flatMap((row) =>
      row.ok
        ? [
            {
              type: row.row.resource_type,
              pattern: row.row.resource_pattern,
              level: row.row.permission,
              role: hiddenRoleUser(row.row.role_name) === null ? row.row.role_name : null,
            },
          ]
        : [],
    ),
  )
  const broken = permissions.flatMap((row) => (row.ok ? [] : [{ id: row.id, why: row.why }]))
  return { ...told, unreadable: [...told.unreadable, ...broken] }
}

/** A role without its wire words. */
export function roleOf({ id, name, workspace, description, permissions }: WireRole): Role {
  return {
    id,
    name,
    workspace,
    description: description ?? '',
    permissions: permissions.map((row) => ({
      id: row.id,
      type: row.resource_type,
      pattern: row.resource_pattern,
      level: row.permission,
    })),
  }
}
