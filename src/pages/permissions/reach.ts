import { type EffectiveAccess, effectiveAccess } from '~/domain/mlflow/permissions/effective'
import { HEIGHT, LEVEL_NAMES, levelName } from '~/domain/mlflow/permissions/level'
import { resourceKey } from '~/domain/mlflow/permissions/server'
import type { AccessResource, AccessUser, OwnLevel, ServerRules } from '~/domain/mlflow/permissions/table'
import { csvLine } from '~/lib/csv'
import type { Person } from '~/queries/mlflow/people'

/** What one person may do with one thing, and why. */
export interface Reach {
  user: AccessUser
  resource: AccessResource
  own: OwnLevel
  access: EffectiveAccess
  /** "Own row", "Admin", "Role team". */
  source: string
}

/** A person for the rules. */
export function accessUser(person: Person, me: Person | null): AccessUser {
  return {
    name: person.name,
    isAdmin: person.isAdmin,
    isYou: person.name === me?.name,
    roleGrants: person.roleGrants,
  }
}

export function ownOf({ rows }: Pick<Person, 'rows'>, { ref }: AccessResource): OwnLevel {
  return rows === null ? 'hidden' : (rows.get(resourceKey(ref)) ?? null)
}

export function reachOf(
  user: AccessUser,
  resource: AccessResource,
  own: OwnLevel,
  rules: ServerRules,
): Reach {
  const access = effectiveAccess(user, resource, own, rules)
  return { user, resource, own, access, source: sourceWords(access, rules) }
}

function sourceWords({ source, roles }: EffectiveAccess, rules: ServerRules): string {
  switch (source) {
    case 'admin':
      return 'Admin'
    case 'explicit':
      return 'Own row'
    case 'creator':
      return 'Own row, as its creator'
    case 'role':
      return `${roles.length === 1 ? 'Role' : 'Roles'} ${roles.join(', ')}`
    case 'default':
      return rules.default === null ? 'Server default, not known' : `Server default (${rules.default.from})`
    default:
      return 'Not shown by the server'
  }
}

/** Whether one may at least read; of what is not known, that it is not known. */
export function reads({ access: { level } }: Reach): boolean | 'unknown' {
  return level === 'unknown' ? level : HEIGHT[level] >= HEIGHT.READ
}

/** For sorting: the highest level first, what is not known last. */
export function heightOf({ access: { level } }: Reach): number {
  return level === 'unknown' ? -2 : HEIGHT[level]
}

export const reachLevel = ({ access: { level } }: Reach): string =>
  level === 'unknown' ? 'Not shown' : LEVEL_NAMES[level]

/** A line each, with ids, so that nothing is told by a name alone. */
export function reachCsv(rows: readonly Reach[]): string {
  return [
    ['user', 'kind', 'id', 'name', 'level', 'source', 'own row'],
    ...rows.map((row) => [
      row.user.name,
      row.resource.ref.kind,
      row.resource.ref.id,
      row.resource.name,
      reachLevel(row),
      row.source,
      row.own === 'hidden' ? 'not shown' : row.own === null ? '' : levelName(row.own),
    ]),
  ]
    .map(csvLine)
    .join('')
}
