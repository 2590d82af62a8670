import { memberOf } from '../rows'
import type { Abilities } from '~/domain/mlflow/abilities'
import { HttpError } from '~/lib/errors'
import type { UnreadableRow } from '~/lib/unreadable-row'
import type { MlflowClient } from './lists'
import {
  heldRows,
  hiddenRoleUser,
  type Person,
  personOf,
  personWithOwnRows,
  personWithoutRows,
  personWithRoles,
  type Role,
  roleOf,
  type WireUser,
} from './permission-wire'
import { DEFAULT_WORKSPACE, type Reader } from './permission-server'

/** Everybody whom a server lists, and roles where it has them. */
export interface Directory {
  people: readonly Person[]
  unreadable: readonly UnreadableRow[]
}

const options = (signal: AbortSignal | undefined) => (signal ? { signal } : {})

/**
 * All accounts, in one or two requests; null: the server cannot list them (before 3.10), or not to this reader. With the
 * rows of all for an admin from 3.13 on, and for whoever has any row there; before 3.13 names alone.
 */
export async function listPeople(
  client: MlflowClient,
  { listsUsers, hasRoles }: Pick<Abilities, 'listsUsers' | 'hasRoles'>,
  reader: Reader,
  signal?: AbortSignal,
): Promise<Directory | null> {
  if (!listsUsers) return null
  const listed = await client.users({}, options(signal)).catch(nullIfRefused)
  if (listed === null) return null
  const users = listed.data.users.flatMap((row) => (row.ok ? [row.row] : []))
  const unreadable = listed.data.users.flatMap((row) => (row.ok ? [] : [{ id: row.id, why: row.why }]))
  if (!hasRoles) return { people: users.map(personWithoutRows), unreadable }
  if (reader.isAdmin) return { people: users.map(personWithRoles), unreadable }
  const roles = await client
    .roles({ query: { workspace: DEFAULT_WORKSPACE } }, options(signal))
    .catch(nullIfRefused)
  const hidden = new Map(roles?.data.roles.map((role) => [hiddenRoleUser(role.name), role]))
  return {
    people: users.map((user) => {
      if (user.username === reader.name) return personWithRoles(user)
      return roles ? personWithOwnRows(user, hidden.get(user.id)) : personWithoutRows(user)
    }),
    unreadable,
  }
}

/** One person with all rows: oneself, and for an admin anybody. @throws HttpError 404 for nobody, 403 for others */
export async function readPerson(
  client: MlflowClient,
  abilities: Pick<Abilities, 'hasRoles'>,
  name: string,
  signal?: AbortSignal,
): Promise<Person> {
  const { data } = await client.user({ query: { username: name } }, options(signal))
  return withRows(client, abilities, data.user, signal)
}

/** Somebody of `users/get`, with all rows: from 3.13 on they are asked for. */
export async function withRows(
  client: MlflowClient,
  { hasRoles }: Pick<Abilities, 'hasRoles'>,
  user: WireUser,
  signal?: AbortSignal,
): Promise<Person> {
  if (!hasRoles) return personOf(user)
  const held = await client.userPermissions({ query: { username: user.username } }, options(signal))
  return { name: user.username, id: user.id, isAdmin: user.is_admin, ...heldRows(held.data.permissions) }
}

/** The roles that people made, without the hidden ones. @throws HttpError 403 for who is no admin */
export async function listRoles(client: MlflowClient, signal?: AbortSignal): Promise<Role[]> {
  const { data } = await client.roles({ query: {} }, options(signal))
  return data.roles
    .filter(({ name }) => hiddenRoleUser(name) === null)
    .map(roleOf)
    .toSorted((a, b) => a.name.localeCompare(b.name, 'en') || a.id - b.id)
}

/** Numbers of the people who have a role. @throws HttpError 403 for who is no admin, 404 where there is none */
export async function listMembers(
  client: MlflowClient,
  roleId: number,
  signal?: AbortSignal,
): Promise<number[]> {
  const { data } = await client.roleUsers({ query: { role_id: roleId } }, options(signal))
  return data.assignments.map(({ user_id }) => user_id)
}

/**
 * A failure of a request that carried a password, without what the server repeated of it: MLflow answers a taken name
 * with the whole SQL statement, the new hash too.
 */
export function withoutSecrets(error: unknown): unknown {
  if (!(error instanceof HttpError)) return error
  const code = memberOf(error.body, 'error_code')
  const said = memberOf(error.body, 'message')
  const message = typeof said === 'string' ? (said.split(/\n|Error:|\[SQL|\[parameters/)[0] ?? '').trim() : ''
  const isJson = typeof code === 'string'
  const clean = new HttpError(
    error.where,
    error.status,
    isJson ? { error_code: code, message } : null,
    isJson ? message : (error.words.split('\n')[0]?.slice(0, 200) ?? ''),
    error.retryAfterMs,
  )
  clean.server = error.server
  return clean
}

function nullIfRefused(error: unknown): null {
  if (error instanceof HttpError && (error.status === 403 || error.status === 404)) return null
  throw error
}
