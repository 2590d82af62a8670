import { grantsOn, strongest } from './permissions/effective'
import { MLFLOW_LEVELS, type MlflowLevel, type MlflowRights, RIGHTS } from './permissions/level'
import { resourceKey, type ResourceRef } from './permissions/server'
import type { RoleGrant } from './permissions/table'

/** What has permissions of its own; a run has its experiment's. */
export interface Owned {
  kind: 'experiment' | 'model'
  /** An experiment's id, a registered model's name. */
  id: string
}

/** What a server tells somebody of their own permissions. What is not here has the server's default. */
export interface OwnRights {
  isAdmin: boolean
  /** Own rows, by `resourceKey`; null: not told. */
  rows: ReadonlyMap<string, MlflowLevel> | null
  /** What roles give; null: not told, and they may give more than the rows. */
  roleGrants: readonly RoleGrant[] | null
  /** Ids and patterns on which there is a level that is not known here. */
  unknown: ReadonlySet<string>
}

/**
 * Why somebody may not do something; null where they may, and where it is not known: then the server decides.
 * @param own null: not known, or a server without accounts
 */
export function refusalOf(own: OwnRights | null, of: Owned, right: keyof MlflowRights): string | null {
  const level = own === null || own.isAdmin ? null : heldLevel(own, of)
  if (level === null || RIGHTS[level][right]) return null
  return `This needs ${neededFor(right)} on the ${of.kind}; your permission is ${level}. Ask who manages it.`
}

const neededFor = (right: keyof MlflowRights) => MLFLOW_LEVELS.find((one) => RIGHTS[one][right])

/** What somebody was found to be allowed with a thing of which no row tells. */
export type FoundRights = Pick<MlflowRights, 'update' | 'delete'>

/** Whether neither a row nor a role says what somebody may do with it: it would have to be found out. */
export function isUnsaid(own: OwnRights | null, of: Owned): boolean {
  return own !== null && !own.isAdmin && heldLevel(own, of) === null
}

/**
 * Why somebody may not do something that no row tells of, by what was found out of another such thing: where all rows
 * and roles are told, one default holds for all of these. Null where they may, and where it is not known.
 * @param found null: not found out
 */
export function refusalByDefault(
  own: OwnRights | null,
  of: Owned,
  right: keyof FoundRights,
  found: { of: Owned; rights: FoundRights } | null,
): string | null {
  if (own === null || found === null || !isUnsaid(own, of) || found.rights[right]) return null
  const isSame = found.of.kind === of.kind && found.of.id === of.id
  if (!isSame && !(hasDefault(own, of) && hasDefault(own, found.of))) return null
  return `This needs ${neededFor(right)} on the ${of.kind}; you have no permission on it, and the server’s default is lower. Ask who manages it.`
}

/** How far somebody comes with a thing. */
export type Reach = 'manage' | 'edit' | 'read'

/**
 * How far somebody comes with a thing that they see; null: not known, or a server without accounts.
 * @param found what was found out of this thing; null: nothing was
 */
export function reachOf(own: OwnRights | null, of: Owned, found: FoundRights | null): Reach | null {
  if (own === null) return null
  const level = own.isAdmin ? 'MANAGE' : heldLevel(own, of)
  const rights = level === null ? found : RIGHTS[level]
  if (rights === null) return null
  return rights.delete ? 'manage' : rights.update ? 'edit' : 'read'
}

/** Whether it is sure that there is no row. */
function hasDefault({ rows, roleGrants, unknown }: OwnRights, { id }: Owned): boolean {
  return rows !== null && roleGrants !== null && !unknown.has(id) && !unknown.has('*')
}

/** The level by rows and roles together; null: neither says one, or not all of them is known. */
function heldLevel({ rows, roleGrants, unknown }: OwnRights, { kind, id }: Owned): MlflowLevel | null {
  if (rows === null || roleGrants === null || unknown.has(id) || unknown.has('*')) return null
  const ref: ResourceRef = { kind: kind === 'model' ? 'registered-model' : 'experiment', id }
  const row = rows.get(resourceKey(ref))
  const levels = grantsOn(roleGrants, ref).map(({ level }) => level)
  if (row !== undefined) levels.push(row)
  return levels.length === 0 ? null : strongest(levels)
}
