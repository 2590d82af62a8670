import { queryOptions, useQueries, useQueryClient } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { Abilities } from '~/domain/mlflow/abilities'
import type { Pace } from '~/domain/mlflow/permissions/pace'
import type { PermissionServer } from '~/domain/mlflow/permissions/server'
import {
  accessTable,
  type AccessTable,
  type AccessUser,
  type UserRows,
} from '~/domain/mlflow/permissions/table'
import type { UnreadableRow } from '~/lib/unreadable-row'
import { addressOf, connectionsQuery } from '~/queries/connections'
import {
  forgetPeople,
  peopleKey,
  peopleQueries,
  permissionServer,
  type Person,
} from '~/queries/mlflow/people'
import { measuredPace, mlflowQueries } from '~/queries/mlflow/queries'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { rememberUsers, useKnownUsers } from '~/stores/known-users'
import { useResources, useRules } from '../use-rules'
import { useOwnedRows } from './use-owned-rows'

/** How cells are written here, by whom, and where. */
export interface ServerAccess {
  server: PermissionServer
  abilities: Abilities
  /** Of the server, for what is remembered here. */
  address: string
  you: string
  /** Everything of people and permissions is asked again. */
  refresh: () => Promise<void>
}

/** How cells are written, as whoever is signed in; null: the server has no accounts. */
export const permissionServerQuery = queryOptions<PermissionServer | null>({
  queryKey: [...peopleKey, 'server'],
  queryFn: ({ client }) => permissionServer(client),
  retry: false,
  structuralSharing: false,
})

/** Null: the server has no accounts. */
export function usePermissionServer(): ServerAccess | null {
  const client = useQueryClient()
  const { abilities } = usePrefetched(mlflowQueries.server()).data
  const me = usePrefetched(peopleQueries.me()).data
  const server = usePrefetched(permissionServerQuery).data
  const { connections } = usePrefetched(connectionsQuery()).data
  const address = addressOf(connections, 'mlflow')
  const refresh = useCallback(() => forgetPeople(client), [client])
  const you = me?.name ?? null
  return useMemo(
    () => (you === null || server === null ? null : { server, abilities, address, you, refresh }),
    [server, abilities, address, you, refresh],
  )
}

export interface Access extends ServerAccess {
  table: AccessTable
  isAdmin: boolean
  pace: Pace | null
  /** Users whose rows are not here, and why. */
  unread: ReadonlyMap<string, 'reading' | 'failed'>
  /** Whether the server lists its users to this reader. */
  isListed: boolean
  /** Rows and accounts that could not be read. */
  unreadable: readonly UnreadableRow[]
  /** Names of accounts that the server does not list. */
  remember: (names: readonly string[]) => void
}

/** Everybody and everything with what the server tells of it, as a table. */
export function useAccess(given: ServerAccess): Access {
  const { abilities, address } = given
  const rules = useRules()
  const me = usePrefetched(peopleQueries.me()).data
  const directory = usePrefetched(peopleQueries.directory()).data
  const remembered = useKnownUsers(({ names }) => names[address])
  const isAdmin = me?.isAdmin === true

  const resources = useResources()
  const listed = directory?.people
  const names = useMemo(
    () => [
      ...new Set([
        ...(me ? [me.name] : []),
        ...(listed ?? []).map(({ name }) => name),
        ...(listed ? [] : (remembered ?? [])),
      ]),
    ],
    [me, listed, remembered],
  )
  // Before 3.13 an admin asks for each person; who is none asks for each cell of what they manage.
  const asksEach = isAdmin && !abilities.hasRoles
  const asked = useMemo(
    () => (asksEach ? names.filter((name) => name !== me?.name) : []),
    [asksEach, names, me],
  )
  const each = useQueries({
    queries: asked.map((name) => peopleQueries.person(name)),
    combine: useCallback(
      (results: { data: Person | null | undefined; isError: boolean }[]) =>
        new Map(asked.map((name, i) => [name, results[i] ?? { data: undefined, isError: false }])),
      [asked],
    ),
  })
  const owned = useOwnedRows(given, isAdmin || abilities.hasRoles ? [] : names, me, resources)

  const built = useMemo(() => {
    const known = new Map((listed ?? []).map((person) => [person.name, person]))
    if (me) known.set(me.name, me)
    const unread = new Map<string, 'reading' | 'failed'>()
    const unreadable: UnreadableRow[] = [...(directory?.unreadable ?? [])]
    const users: AccessUser[] = []
    const rowsOf = new Map<string, UserRows>()
    for (const name of names) {
      const one = each.get(name)
      // Somebody who was typed here, and has no account.
      if (one?.data === null) continue
      const person = one?.data ?? known.get(name)
      if (one && !person?.rows) unread.set(name, one.isError ? 'failed' : 'reading')
      const own = owned.get(name)
      if (own === 'reading' || own === 'failed') unread.set(name, own)
      users.push({
        name,
        isAdmin: person?.isAdmin ?? null,
        isYou: name === me?.name,
        roleGrants: person ? person.roleGrants : abilities.hasRoles ? null : [],
      })
      rowsOf.set(
        name,
        person?.rows
          ? { rows: person.rows, rest: null }
          : typeof own === 'object'
            ? own
            : { rows: new Map(), rest: 'hidden' },
      )
      for (const row of person?.unreadable ?? [])
        unreadable.push({ id: `${name}: ${row.id ?? 'a row'}`, why: row.why })
    }
    return { users, rowsOf, unread, unreadable }
  }, [names, each, owned, listed, me, directory, abilities])

  const table = useMemo(() => {
    return accessTable(
      built.users,
      resources,
      rules,
      ({ name }) => built.rowsOf.get(name) ?? { rows: new Map(), rest: 'hidden' },
    )
  }, [built, resources, rules])

  return {
    ...given,
    table,
    isAdmin,
    pace: measuredPace(),
    unread: built.unread,
    isListed: directory !== null,
    unreadable: built.unreadable,
    remember: useCallback((added) => rememberUsers(address, added), [address]),
  }
}
