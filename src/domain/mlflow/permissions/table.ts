import type { Abilities } from '../abilities'
import { MLFLOW_LEVELS, type MlflowLevel } from './level'
import { resourceKey, type ResourceRef } from './server'

/** Somebody's own row: a level, null where there is none, 'hidden' where the server does not tell this reader. */
export type OwnLevel = MlflowLevel | null | 'hidden'

/** What a role gives to each of its members. */
export interface RoleGrant {
  role: string
  /** 'any': all kinds, as a grant on a whole workspace. */
  kind: ResourceRef['kind'] | 'any'
  /** A resource's id; "*" is all of them. */
  pattern: string
  level: MlflowLevel
}

export interface AccessUser {
  name: string
  /** Null where the server does not tell. */
  isAdmin: boolean | null
  /** Whether this is the person at the screen. */
  isYou: boolean
  /** Null where the server does not tell this reader which roles they have. */
  roleGrants: readonly RoleGrant[] | null
}

export interface AccessResource {
  ref: ResourceRef
  /** `resourceKey(ref)`. */
  key: string
  name: string
  tags: readonly { key: string; value: string }[]
  /** Who made it, where a tag says so: no server tells it. */
  creator: string | null
}

/**
 * The level of those for whom nothing else says one. No endpoint tells it: it was measured at somebody without a row,
 * or somebody typed it in here.
 */
export interface KnownDefault {
  level: MlflowLevel
  from: 'measured' | 'typed'
}

/** How one server decides. */
export interface ServerRules {
  /** "2.21.3". */
  version: string
  abilities: Abilities
  /** Null: not told by the server, and by nobody else. */
  default: KnownDefault | null
}

/** Users × resources: each one's own row, a byte a cell. */
export interface AccessTable {
  users: readonly AccessUser[]
  resources: readonly AccessResource[]
  /** Places in `users` by name, in `resources` by key. */
  userAt: ReadonlyMap<string, number>
  resourceAt: ReadonlyMap<string, number>
  /** `own[user * resources.length + resource]`: a place in `OWN_CODES`. */
  own: Uint8Array
  rules: ServerRules
}

/** What a byte of the table means. */
const OWN_CODES: readonly OwnLevel[] = [null, ...MLFLOW_LEVELS, 'hidden']
const CODE_OF = new Map(OWN_CODES.map((level, code) => [level, code]))

/** One user's rows, by the resource's key. `rest`: what holds where there is none in `rows`. */
export interface UserRows {
  rows: ReadonlyMap<string, MlflowLevel>
  rest: null | 'hidden'
  /** Where the rest is hidden: keys of which it is told that there is no row. */
  bare?: ReadonlySet<string>
}

/** @param rowsOf asked once for each user, in their order */
export function accessTable(
  users: readonly AccessUser[],
  resources: readonly AccessResource[],
  rules: ServerRules,
  rowsOf: (user: AccessUser) => UserRows,
): AccessTable {
  const resourceAt = new Map(resources.map(({ key }, at) => [key, at]))
  const own = new Uint8Array(users.length * resources.length)
  users.forEach((user, u) => {
    const { rows, rest, bare } = rowsOf(user)
    const from = u * resources.length
    if (rest === 'hidden') own.fill(CODE_OF.get('hidden') ?? 0, from, from + resources.length)
    for (const key of bare ?? []) {
      const r = resourceAt.get(key)
      if (r !== undefined) own[from + r] = 0
    }
    for (const [key, level] of rows) {
      const r = resourceAt.get(key)
      if (r !== undefined) own[from + r] = CODE_OF.get(level) ?? 0
    }
  })
  return {
    users,
    resources,
    userAt: new Map(users.map(({ name }, at) => [name, at])),
    resourceAt,
    own,
    rules,
  }
}

/** The own row at a cell. */
export function ownAt({ own, resources }: AccessTable, user: number, resource: number): OwnLevel {
  return OWN_CODES[own[user * resources.length + resource] ?? 0] ?? null
}

/** Whether there is a cell that the server does not tell this reader. */
export function isAnyHidden({ own }: AccessTable): boolean {
  return own.includes(CODE_OF.get('hidden') ?? -1)
}

/** Tags that people and tools name the creator of an experiment or a model in. */
const CREATOR_TAGS = ['mlflow.user', 'creator', 'owner', 'created_by']

/** A resource as a column of the table. */
export function accessResource(
  ref: ResourceRef,
  name: string,
  tags: readonly { key: string; value: string }[],
): AccessResource {
  const creator = CREATOR_TAGS.map((key) => tags.find((tag) => tag.key === key)?.value).find(Boolean) ?? null
  return { ref, key: resourceKey(ref), name, tags, creator }
}
