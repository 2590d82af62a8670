import { abilitiesOf, parseVersion } from '../abilities'
import type { MlflowLevel } from './level'
import type { PermissionServer } from './server'
import { resourceKey, type ResourceRef } from './server'
import { accessResource, accessTable, type AccessTable, type AccessUser, type KnownDefault } from './table'

/** Rows as "user experiment" → level. */
export type Rows = Readonly<Record<string, MlflowLevel>>

/** A table of users and experiments by their names; `admin` is an admin, `me` at the screen. */
export function tableOf(
  version: string,
  names: readonly string[],
  experiments: readonly string[],
  rows: Rows,
  more: {
    default?: KnownDefault
    users?: Partial<Record<string, Partial<AccessUser>>>
    hidden?: readonly string[]
  } = {},
): AccessTable {
  const parsed = parseVersion(version)
  if (!parsed) throw new Error(version)
  const users = names.map((name): AccessUser => ({
    name,
    isAdmin: name === 'admin',
    isYou: name === 'me',
    roleGrants: [],
    ...more.users?.[name],
  }))
  const resources = experiments.map((id) => accessResource(experiment(id), `name of ${id}`, []))
  return accessTable(
    users,
    resources,
    { version, abilities: abilitiesOf(parsed), default: more.default ?? null },
    ({ name }) => ({
      rows: new Map(
        experiments.flatMap((id) => {
          const level = rows[`${name} ${id}`]
          return level ? [[resourceKey(experiment(id)), level] as const] : []
        }),
      ),
      rest: more.hidden?.includes(name) ? 'hidden' : null,
    }),
  )
}

export function experiment(id: string): ResourceRef {
  return { kind: 'experiment', id }
}

/** A server in memory. `trouble` runs before each request and may throw. */
export function memoryServer(
  rows: Map<string, MlflowLevel>,
  trouble: (what: 'read' | 'write', user: string, id: string) => void | Promise<void> = () => undefined,
): PermissionServer & { most: number; requests: number } {
  let underWay = 0
  const counted = async <T>(work: () => T, what: 'read' | 'write', user: string, id: string): Promise<T> => {
    server.requests += 1
    underWay += 1
    server.most = Math.max(server.most, underWay)
    try {
      await Promise.resolve()
      await trouble(what, user, id)
      return work()
    } finally {
      underWay -= 1
    }
  }
  const server = {
    most: 0,
    requests: 0,
    read: (user: string, { id }: ResourceRef) =>
      counted(() => rows.get(`${user} ${id}`) ?? null, 'read', user, id),
    write: (user: string, { id }: ResourceRef, level: MlflowLevel | null) =>
      counted(
        () => {
          if (level === null) rows.delete(`${user} ${id}`)
          else rows.set(`${user} ${id}`, level)
        },
        'write',
        user,
        id,
      ),
  }
  return server
}
