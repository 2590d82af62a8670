import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { mlflow } from '~/api/mlflow/backend'
import { type Directory, listMembers, listPeople, listRoles, readPerson, withRows } from '~/api/mlflow/people'
import { permissionServerOf, type Reader } from '~/api/mlflow/permission-server'
import type { Person, Role, WireUser } from '~/api/mlflow/permission-wire'
import type { KnownDefault, OwnLevel } from '~/domain/mlflow/permissions/table'
import { levelOf } from '~/api/mlflow/permission-wire'
import type { PermissionServer, ResourceRef } from '~/domain/mlflow/permissions/server'
import { HttpError } from '~/lib/errors'
import { credentialOf } from '~/api/session'
import { identityQuery } from '../session'
import { innerQuery, knownQuery } from '../inner-query'
import { inTurn, MLFLOW, mlflowQueries } from './queries'

export type { Directory } from '~/api/mlflow/people'
export type { Person, Role, RolePermission } from '~/api/mlflow/permission-wire'

/** Everything here is under this key: forgotten when a permission was changed. */
export const peopleKey = [...MLFLOW, 'people'] as const

const keys = {
  me: [...peopleKey, 'me'] as const,
  directory: [...peopleKey, 'directory'] as const,
  person: (name: string) => [...peopleKey, 'person', name] as const,
  default: [...peopleKey, 'default'] as const,
  roles: [...peopleKey, 'roles'] as const,
  members: (roleId: number) => [...peopleKey, 'members', roleId] as const,
}

const asked = { retry: false, staleTime: 30_000 } as const

/** Whether nobody can sign in on this server: a stranger is not refused there, but told that the route is missing. */
export async function hasNoAccounts(): Promise<boolean> {
  try {
    await mlflow.user({ query: { username: '-' } })
    return false
  } catch (error) {
    if (error instanceof HttpError) return error.status === 404
    throw error
  }
}

export const peopleQueries = {
  /** Who one is on this server, with all own rows; null: it has no accounts (no basic auth), everybody may everything. */
  me: () =>
    queryOptions<Person | null>({
      queryKey: keys.me,
      queryFn: async ({ client, signal }) => {
        const credential = credentialOf('mlflow')
        if (credential?.kind !== 'basic') return null
        const { abilities } = await knownQuery(client, mlflowQueries.server(), signal)
        try {
          const told = await toldNow(client, signal)
          return await inTurn(
            () =>
              told
                ? withRows(mlflow, abilities, told, signal)
                : readPerson(mlflow, abilities, credential.name, signal),
            signal,
          )
        } catch (error) {
          // Somebody who signed in is there: the routes are not.
          if (error instanceof HttpError && error.status === 404) return null
          throw error
        }
      },
      ...asked,
    }),

  /** Everybody whom the server lists; null: it cannot (before 3.10), or not to this person. */
  directory: () =>
    queryOptions<Directory | null>({
      queryKey: keys.directory,
      queryFn: async ({ client, signal }) => {
        const { abilities } = await knownQuery(client, mlflowQueries.server(), signal)
        const reader = await readerOf(client, signal)
        return reader && inTurn(() => listPeople(mlflow, abilities, reader, signal), signal)
      },
      ...asked,
      // Thousands of rows: they are compared by nobody.
      structuralSharing: false,
    }),

  /** One person with all rows; null: there is no such account. @throws HttpError 403 for who may not see others */
  person: (name: string) =>
    queryOptions<Person | null>({
      queryKey: keys.person(name),
      queryFn: async ({ client, signal }) => {
        const { abilities } = await knownQuery(client, mlflowQueries.server(), signal)
        try {
          return await inTurn(() => readPerson(mlflow, abilities, name, signal), signal)
        } catch (error) {
          if (error instanceof HttpError && error.status === 404) return null
          throw error
        }
      },
      ...asked,
    }),

  /**
   * What holds where nothing else is said; null: the server does not tell. From 3.13 on it is asked what somebody may do
   * with something that does not exist: oneself, who must have no row on all, which would be told instead.
   */
  default: () =>
    queryOptions<KnownDefault | null>({
      queryKey: keys.default,
      queryFn: async ({ client, signal }) => {
        const { abilities } = await knownQuery(client, mlflowQueries.server(), signal)
        const me = await knownQuery(client, peopleQueries.me(), signal)
        const isCovered = me?.roleGrants?.some(
          ({ kind, pattern }) => pattern === '*' && kind !== 'registered-model',
        )
        if (!abilities.hasRoles || me === null || isCovered !== false) return null
        // With workspaces it holds in some of them only, and what does not exist is in none.
        const { data: info } = await inTurn(() => mlflow.serverInfo({}, { signal }), signal)
        if (info.workspaces_enabled) return null
        const query = { username: me.name, resource_type: 'experiment', resource_id: NO_EXPERIMENT }
        const { data } = await inTurn(() => mlflow.userPermission({ query }, { signal }), signal)
        const level = levelOf(data.permission)
        return level === null ? null : { level, from: 'measured' }
      },
      ...asked,
    }),

  /** The roles that people made, for admins. @throws HttpError 403 for others, 404 before 3.13 */
  roles: () =>
    queryOptions<readonly Role[]>({
      queryKey: keys.roles,
      queryFn: ({ signal }) => inTurn(() => listRoles(mlflow, signal), signal),
      ...asked,
    }),

  /** Numbers of the people who have a role. */
  members: (roleId: number) =>
    queryOptions<readonly number[]>({
      queryKey: keys.members(roleId),
      queryFn: ({ signal }) => inTurn(() => listMembers(mlflow, roleId, signal), signal),
      ...asked,
    }),
}

/**
 * What the server says of oneself as it is asked who one is: at a sign-in, that is now, and each request costs it the hash
 * of a password. Null: what is known of one's rows is to be asked anew.
 */
async function toldNow(client: QueryClient, signal: AbortSignal): Promise<WireUser | null> {
  if (client.getQueryData(keys.me) !== undefined) return null
  const identity = await innerQuery(
    client,
    { ...identityQuery('mlflow'), staleTime: asked.staleTime },
    signal,
  )
  return (identity.told as WireUser | undefined) ?? null
}

/** No experiment ever has this number: they are positive. */
const NO_EXPERIMENT = '-1'

/** Who reads; null: nobody whom the server knows. */
async function readerOf(client: QueryClient, signal?: AbortSignal): Promise<Reader | null> {
  const me = await knownQuery(client, peopleQueries.me(), signal)
  return me && { name: me.name, isAdmin: me.isAdmin === true }
}

/** How cells are read and written here, as whoever is signed in; null: the server has no accounts. */
export async function permissionServer(client: QueryClient): Promise<PermissionServer | null> {
  const { abilities } = await knownQuery(client, mlflowQueries.server())
  const reader = await readerOf(client)
  return reader && permissionServerOf(mlflow, abilities, reader)
}

/** One row of one person, for who manages the thing; 'hidden' where the server does not tell it. @throws HttpError */
export const cellQuery = (name: string, resource: ResourceRef) =>
  queryOptions<OwnLevel>({
    queryKey: [...peopleKey, 'cell', name, resource],
    queryFn: async ({ client, signal }) => {
      const server = await permissionServer(client)
      return server ? inTurn(() => server.read(name, resource, signal), signal) : 'hidden'
    },
    ...asked,
  })

/**
 * Whether somebody has an account, on a server that lists nobody (before 3.10).
 * @param managed something that whoever asks manages: who is no admin is told only of it who is there
 * @throws HttpError 403 for who is neither an admin nor manages that
 */
export async function hasAccount(
  client: QueryClient,
  name: string,
  managed: ResourceRef | null,
): Promise<boolean> {
  const me = await knownQuery(client, peopleQueries.me())
  if (me?.isAdmin === true || managed === null)
    return (await client.fetchQuery({ ...peopleQueries.person(name), staleTime: 0 })) !== null
  const server = await permissionServer(client)
  try {
    await inTurn(async () => server?.read(name, managed))
    return true
  } catch (error) {
    // A missing row is no error here: what is missing is the person.
    if (error instanceof HttpError && error.status === 404) return false
    throw error
  }
}

/**
 * Something of people or permissions was changed: all of it is asked again.
 * @param gone whose account is no more: nobody asks for it
 */
export async function forgetPeople(client: QueryClient, gone: string | null = null): Promise<void> {
  if (gone !== null) client.setQueryData(keys.person(gone), null)
  const isGone = (key: readonly unknown[]) => gone !== null && key.includes(gone)
  await client.invalidateQueries({ queryKey: peopleKey, predicate: ({ queryKey }) => !isGone(queryKey) })
}
