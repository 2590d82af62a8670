import { HEIGHT, RIGHTS, type MlflowLevel, type MlflowRights } from '~/domain/mlflow/permissions/level'
import type { Transaction } from '../db'
import type { PlainRequest, Reply } from '../request'
import { forbid, unauthenticated } from './refusal'
import type { ResourceType } from './resource-types'
import { WORKSPACE } from './role-rows'
import { isPassword } from './secret'
import {
  assignments,
  grants,
  type RolePermissionRow,
  rolePermissions,
  roles,
  type UserRow,
  users,
} from './tables'

/** Open to everybody on every version. */
const OPEN = new Set(['/health'])
/** Open from 3.10. */
const OPEN_LATER = '/api/3.0/mlflow/server-info'

/** Who asks, by a Basic header of UTF-8; null: nobody whom the server knows. */
async function userOf(request: Pick<PlainRequest, 'headers'>, tx: Transaction): Promise<UserRow | null> {
  const [scheme, encoded = ''] = (request.headers.get('authorization') ?? '').split(' ')
  if (scheme?.toLowerCase() !== 'basic') return null
  const text = decoded(encoded)
  const colon = text.indexOf(':')
  if (colon < 0) return null
  const user = (await tx.rows(users)).get(text.slice(0, colon))
  return user && isPassword(user, text.slice(colon + 1)) ? user : null
}

/** Who was let in by which request, so that a password is not hashed again for each question about its sender. */
const letIn = new WeakMap<PlainRequest['headers'], string>()

/** The sign-in stands before every route, unknown ones too. */
export function gateOf(isModern: boolean) {
  return async (request: PlainRequest, tx: Transaction): Promise<Reply | null> => {
    if (OPEN.has(request.path) || (isModern && request.path === OPEN_LATER)) return null
    const user = await userOf(request, tx)
    if (!user) return unauthenticated()
    letIn.set(request.headers, user.username)
    return null
  }
}

/** Who asks, whom the gate let in. */
export async function caller(request: PlainRequest, tx: Transaction): Promise<UserRow> {
  const user = (await tx.rows(users)).get(letIn.get(request.headers) ?? '')
  if (!user) throw new Error('The gate lets nobody in who is not signed in.')
  return user
}

/** Everything that roles give somebody, without what was given to them alone. Only the one workspace counts. */
async function byRoles(user: UserRow, tx: Transaction): Promise<RolePermissionRow[]> {
  const all = await tx.rows(roles)
  const own = [...(await tx.rows(assignments)).values()]
    .filter(({ user_id }) => user_id === user.id)
    .map(({ role_id }) => role_id)
    .filter((id) => all.get(String(id))?.workspace === WORKSPACE)
  if (own.length === 0) return []
  return [...(await tx.rows(rolePermissions)).values()].filter(({ role_id }) => own.includes(role_id))
}

/** Whether a role gives somebody MANAGE on the whole workspace: nearly an admin, and no DENY holds. */
export async function isWorkspaceAdmin(user: UserRow, tx: Transaction): Promise<boolean> {
  return (await byRoles(user, tx)).some(
    ({ resource_type, permission }) => resource_type === 'workspace' && permission === 'MANAGE',
  )
}

/**
 * What rows and roles give somebody on a resource; the default is nothing. A DENY holds before all others, else the
 * highest. Whether somebody is an admin is not asked.
 */
export async function levelOn(
  user: UserRow,
  kind: ResourceType,
  resource: string,
  tx: Transaction,
): Promise<MlflowLevel> {
  if (await isWorkspaceAdmin(user, tx)) return 'MANAGE'
  const own = await tx.rows(grants)
  const levels = [
    ...[resource, '*'].flatMap((id) => own.get(`${kind} ${id} ${user.username}`)?.permission ?? []),
    ...(await byRoles(user, tx))
      .filter(
        ({ resource_type, resource_pattern }) =>
          resource_type === kind && (resource_pattern === '*' || resource_pattern === resource),
      )
      .map(({ permission }) => permission),
  ]
  if (levels.includes('DENY')) return 'DENY'
  return levels.reduce(
    (held: MlflowLevel, level) => (HEIGHT[level] > HEIGHT[held] ? level : held),
    'NO_PERMISSIONS',
  )
}

/** What somebody may do with a resource: everything as an admin. */
export async function rightsOn(
  user: UserRow,
  kind: ResourceType,
  resource: string,
  tx: Transaction,
): Promise<MlflowRights> {
  return RIGHTS[user.is_admin ? 'MANAGE' : await levelOn(user, kind, resource, tx)]
}

/** Goes on only where the caller has the right. */
export async function demand(
  right: keyof MlflowRights,
  kind: ResourceType,
  resource: string,
  request: PlainRequest,
  tx: Transaction,
): Promise<UserRow> {
  const user = await caller(request, tx)
  if (!(await rightsOn(user, kind, resource, tx))[right]) forbid()
  return user
}

function decoded(base64: string): string {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)))
  } catch {
    return ''
  }
}
