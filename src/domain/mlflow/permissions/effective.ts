import { HEIGHT, type MlflowLevel } from './level'
import type { ResourceRef } from './server'
import {
  ownAt,
  type AccessTable,
  type AccessResource,
  type AccessUser,
  type OwnLevel,
  type RoleGrant,
  type ServerRules,
} from './table'

/**
 * What somebody may do, and why.
 * - `admin`: everything, whatever the rows say
 * - `explicit`: an own row; `creator`: that row, of whom a tag names as the creator
 * - `role`: roles alone, or roles and a lower row
 * - `default`: nothing else says anything
 * - `hidden`: the server does not tell this reader whether there is a row
 */
export type AccessSource = 'admin' | 'explicit' | 'creator' | 'role' | 'default' | 'hidden'

export interface EffectiveAccess {
  /** 'unknown' where the server does not tell what decides. */
  level: MlflowLevel | 'unknown'
  source: AccessSource
  /** The roles that give this level, by name. */
  roles: readonly string[]
}

/**
 * By the rule of the server. Before roles: the own row, else the default. With roles: an admin, else the highest of the
 * own row and all roles with a DENY before them, else the default.
 */
export function effectiveAccess(
  user: AccessUser,
  resource: AccessResource,
  own: OwnLevel,
  rules: ServerRules,
): EffectiveAccess {
  if (user.isAdmin) return { level: 'MANAGE', source: 'admin', roles: [] }
  const { hasRoles } = rules.abilities
  // Most people have no roles: a matrix and a review ask this of thousands of cells.
  const given = hasRoles && user.roleGrants !== null ? user.roleGrants : []
  const grants = given.length === 0 ? given : grantsOn(given, resource.ref)
  if (own === 'hidden' || (own === null && hasRoles && user.roleGrants === null)) return withoutRow(grants)
  if (grants.length === 0 && own === null)
    return { level: rules.default?.level ?? 'unknown', source: 'default', roles: [] }
  const level =
    own !== null && grants.length === 0
      ? own
      : strongest([...grants.map((grant) => grant.level), ...(own === null ? [] : [own])])
  if (own === level) {
    const isCreator = level === 'MANAGE' && resource.creator === user.name
    return { level, source: isCreator ? 'creator' : 'explicit', roles: [] }
  }
  return { level, source: 'role', roles: rolesOf(grants, level) }
}

/** The same for a cell of a table. */
export function effectiveAt(table: AccessTable, user: number, resource: number): EffectiveAccess {
  const who = table.users[user]
  const what = table.resources[resource]
  if (!who || !what) return { level: 'unknown', source: 'hidden', roles: [] }
  return effectiveAccess(who, what, ownAt(table, user, resource), table.rules)
}

/** What whoever is at the screen is told to manage. */
export function managedByYou(table: AccessTable): AccessResource[] {
  const you = table.users.findIndex(({ isYou }) => isYou)
  return table.resources.filter((_, r) => effectiveAt(table, you, r).level === 'MANAGE')
}

/** Whether whoever is at the screen may change access to any such thing, as far as is known: what is hidden may be so. */
export function mayChangeAny(table: AccessTable, kind: ResourceRef['kind']): boolean {
  const you = table.users.findIndex(({ isYou }) => isYou)
  return table.resources.some(
    ({ ref }, r) => ref.kind === kind && ['MANAGE', 'unknown'].includes(effectiveAt(table, you, r).level),
  )
}

/** A hidden row may raise what roles give, so that only a DENY among them is sure. */
function withoutRow(grants: readonly RoleGrant[]): EffectiveAccess {
  const isDenied = grants.some(({ level }) => level === 'DENY')
  return isDenied
    ? { level: 'DENY', source: 'role', roles: rolesOf(grants, 'DENY') }
    : { level: 'unknown', source: 'hidden', roles: [] }
}

/** The grants that are about this thing. */
export function grantsOn(grants: readonly RoleGrant[], ref: ResourceRef): RoleGrant[] {
  return grants.filter((grant) => covers(grant, ref))
}

function covers(grant: RoleGrant, ref: ResourceRef): boolean {
  return (
    (grant.kind === 'any' || grant.kind === ref.kind) && (grant.pattern === '*' || grant.pattern === ref.id)
  )
}

/** What holds of several, at least one: the highest, and a DENY before all. */
export function strongest(levels: readonly MlflowLevel[]): MlflowLevel {
  return levels.reduce((held, level) => {
    if (held === 'DENY' || level === 'DENY') return 'DENY'
    return HEIGHT[level] > HEIGHT[held] ? level : held
  })
}

function rolesOf(grants: readonly RoleGrant[], level: MlflowLevel): string[] {
  return [...new Set(grants.filter((grant) => grant.level === level).map(({ role }) => role))]
}
