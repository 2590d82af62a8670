import type { Abilities } from '~/domain/mlflow/abilities'
import { levelName, type MlflowLevel } from '~/domain/mlflow/permissions/level'
import {
  ChangeFault,
  type PermissionServer,
  resourceKey,
  type ResourceRef,
} from '~/domain/mlflow/permissions/server'
import { CodedError, HttpError } from '~/lib/errors'
import { memberOf } from '../rows'
import type { MlflowClient } from './lists'
import { heldRows, hiddenRoleUser, levelOf, wireKind } from './permission-wire'

/** Who reads and writes: what a newer server tells depends on it. */
export interface Reader {
  name: string
  isAdmin: boolean
}

/** How cells are read and written on a server of this generation of the API. */
export function permissionServerOf(
  client: MlflowClient,
  { hasRoles }: Pick<Abilities, 'hasRoles'>,
  reader: Reader,
): PermissionServer {
  return hasRoles ? newerServer(client, reader) : olderServer(client)
}

/** Up to 3.12: one row is read, made, changed and deleted by routes of its own; none of them sets whatever was there. */
function olderServer(client: MlflowClient): PermissionServer {
  const read: PermissionServer['read'] = async (user, resource, signal) => {
    try {
      return known(await rowOf(client, user, resource, signal))
    } catch (error) {
      if (isMissingRow(error)) return null
      throw error
    }
  }
  return {
    read,
    write: async (user, resource, level, before, signal) => {
      if (level === null) {
        await remove(client, user, resource, signal).catch(unlessMissingRow)
        return
      }
      const [first, second] = before === null ? [create, update] : [update, create]
      const otherwise = before === null ? isTaken : isMissingRow
      try {
        await first(client, user, resource, level, signal)
      } catch (error) {
        if (!otherwise(error)) throw error
        await second(client, user, resource, level, signal)
      }
    },
  }
}

const options = (signal: AbortSignal | undefined) => (signal ? { signal } : {})

async function rowOf(
  client: MlflowClient,
  username: string,
  { kind, id }: ResourceRef,
  signal?: AbortSignal,
) {
  if (kind === 'experiment') {
    const { data } = await client.experimentPermission(
      { query: { experiment_id: id, username } },
      options(signal),
    )
    return data.experiment_permission.permission
  }
  const { data } = await client.modelPermission({ query: { name: id, username } }, options(signal))
  return data.registered_model_permission.permission
}

function create(
  client: MlflowClient,
  username: string,
  { kind, id }: ResourceRef,
  permission: MlflowLevel,
  signal?: AbortSignal,
): Promise<unknown> {
  return kind === 'experiment'
    ? client.createExperimentPermission(
        { body: { experiment_id: id, username, permission } },
        options(signal),
      )
    : client.createModelPermission({ body: { name: id, username, permission } }, options(signal))
}

function update(
  client: MlflowClient,
  username: string,
  { kind, id }: ResourceRef,
  permission: MlflowLevel,
  signal?: AbortSignal,
): Promise<unknown> {
  return kind === 'experiment'
    ? client.updateExperimentPermission(
        { body: { experiment_id: id, username, permission } },
        options(signal),
      )
    : client.updateModelPermission({ body: { name: id, username, permission } }, options(signal))
}

function remove(
  client: MlflowClient,
  username: string,
  { kind, id }: ResourceRef,
  signal?: AbortSignal,
): Promise<unknown> {
  return kind === 'experiment'
    ? client.deleteExperimentPermission({ body: { experiment_id: id, username } }, options(signal))
    : client.deleteModelPermission({ body: { name: id, username } }, options(signal))
}

/** From 3.13. A row is never changed: the old one is revoked, the new one granted. */
function newerServer(client: MlflowClient, reader: Reader): PermissionServer {
  const hiddenRoles = hiddenRoleFinder(client)

  const grant = (username: string, { kind, id }: ResourceRef, permission: MlflowLevel) =>
    client.grantPermission({
      body: { username, resource_type: wireKind(kind), resource_id: id, permission },
    })

  const read: PermissionServer['read'] = async (user, resource, signal) => {
    if (reader.isAdmin || user === reader.name) {
      const { data } = await client.userPermissions({ query: { username: user } }, options(signal))
      return heldRows(data.permissions).rows?.get(resourceKey(resource)) ?? null
    }
    return hiddenRoles.levelOf(user, resource, signal)
  }

  /** What is there, as far as the server answers and tells. */
  async function standing(user: string, resource: ResourceRef): Promise<MlflowLevel | null | 'unknown'> {
    const found = await read(user, resource).catch(() => 'hidden' as const)
    return found === 'hidden' ? 'unknown' : found
  }

  /** Gives back what was taken away. @returns what stands now */
  async function putBack(user: string, resource: ResourceRef, old: MlflowLevel) {
    try {
      await grant(user, resource, old)
      return old
    } catch (error) {
      // Something is there already, or no answer came: only a refusal is sure.
      const isSure = error instanceof HttpError && !isTaken(error)
      return isSure ? null : standing(user, resource)
    }
  }

  /**
   * After a grant that failed: puts back what was there, and says what stands now. Where the grant had come through, and
   * only its answer was lost, this ends well.
   * @param old null: there was nothing; 'hidden': something that the server does not tell
   */
  async function recover(
    user: string,
    resource: ResourceRef,
    level: MlflowLevel,
    old: MlflowLevel | null | 'hidden',
    cause: unknown,
  ): Promise<void> {
    const stands =
      old !== null && old !== 'hidden'
        ? await putBack(user, resource, old)
        : cause instanceof HttpError
          ? null
          : await standing(user, resource)
    if (stands === level) return
    throw new ChangeFault(stands, faultWords(user, level, old, stands), cause)
  }

  return {
    read,
    write: async (user, resource, level, before, signal) => {
      const isOwnManage = user === reader.name && !reader.isAdmin && before === 'MANAGE'
      if (isOwnManage && level !== null)
        throw new ChangeFault(
          before,
          `This server cannot lower your own Manage: it has to be taken away first, and without it you may not give yourself ${levelName(level)}. Ask another manager, or an admin.`,
        )
      let wasThere = before !== null
      if (before !== null)
        await client
          .revokePermission(
            { body: { username: user, resource_type: wireKind(resource.kind), resource_id: resource.id } },
            options(signal),
          )
          .catch((error: unknown) => {
            unlessMissingRow(error)
            wasThere = false
          })
      if (level === null) return
      // From here on nothing is stopped half-way.
      await grant(user, resource, level).catch((error: unknown) => {
        if (!wasThere && before === null) throw error
        return recover(user, resource, level, wasThere ? before : null, error)
      })
    },
  }
}

/** What became of a change whose second half failed. */
function faultWords(
  user: string,
  level: MlflowLevel,
  old: MlflowLevel | null | 'hidden',
  stands: MlflowLevel | null | 'unknown',
): string {
  const failed = `${levelName(level)} could not be given to ${user}`
  if (stands === 'unknown')
    return `${failed}, and it is not known what stands now. Look again before you go on.`
  if (old === null) return `${failed}: ${stands === null ? 'no row' : levelName(stands)} is there now.`
  if (old === 'hidden')
    return `${failed}, and what was there, which the server does not tell, had to be taken away before: nothing is left. Give it again.`
  const taken = `${levelName(old)}, which had to be taken away before,`
  if (stands === old) return `${failed}; ${taken} was given back.`
  return stands === null
    ? `${failed}, and ${taken} could not be given back either: nothing is left. Give it again.`
    : `${failed}; ${levelName(stands)} is there now, which somebody else gave.`
}

/**
 * Rows of others for who is no admin: whoever has any row may read the hidden role of everybody, by its number, which
 * the list of the workspace's roles tells.
 */
function hiddenRoleFinder(client: MlflowClient) {
  /** Numbers of hidden roles, by the person's name. */
  let numbers: Promise<ReadonlyMap<string, number>> | null = null

  async function ask(signal?: AbortSignal): Promise<ReadonlyMap<string, number>> {
    const { data: people } = await client.users({}, options(signal))
    const { data } = await client.roles({ query: { workspace: DEFAULT_WORKSPACE } }, options(signal))
    const roleOf = new Map(data.roles.map(({ id, name }) => [hiddenRoleUser(name), id]))
    return new Map(
      people.users.flatMap((row) => {
        const role = row.ok ? roleOf.get(row.row.id) : undefined
        return row.ok && role !== undefined ? [[row.row.username, role] as const] : []
      }),
    )
  }

  async function numberOf(user: string, signal?: AbortSignal): Promise<number | undefined> {
    // Whoever got a first row meanwhile has a role that was not there yet.
    const known = (await (numbers ?? Promise.resolve(null)))?.get(user)
    if (known !== undefined) return known
    numbers = ask(signal)
    numbers.catch(() => {
      numbers = null
    })
    return (await numbers).get(user)
  }

  return {
    levelOf: async (
      user: string,
      { kind, id }: ResourceRef,
      signal?: AbortSignal,
    ): Promise<MlflowLevel | null | 'hidden'> => {
      try {
        const role_id = await numberOf(user, signal)
        if (role_id === undefined) return null
        const { data } = await client.rolePermissions({ query: { role_id } }, options(signal))
        const row = data.role_permissions.find(
          ({ resource_type, resource_pattern }) =>
            resource_type === wireKind(kind) && resource_pattern === id,
        )
        return row ? known(row.permission) : null
      } catch (error) {
        if (error instanceof HttpError && (error.status === 403 || error.status === 404)) return 'hidden'
        throw error
      }
    },
  }
}

/** The workspace of a server that has none. */
export const DEFAULT_WORKSPACE = 'default'

/** @throws CodedError for a level that newer servers have */
function known(text: string): MlflowLevel {
  const level = levelOf(text)
  if (level === null)
    throw new CodedError(
      'unknown-level',
      `The server says “${text}”, a level that is not known here. It is left as it is.`,
    )
  return level
}

function codeOf(error: unknown): unknown {
  return error instanceof HttpError ? memberOf(error.body, 'error_code') : undefined
}

function isTaken(error: unknown): boolean {
  return codeOf(error) === 'RESOURCE_ALREADY_EXISTS'
}

/** Whether a row is missing, and not its person, which the server refuses with the same code. */
function isMissingRow(error: unknown): boolean {
  if (codeOf(error) !== 'RESOURCE_DOES_NOT_EXIST') return false
  const message = error instanceof HttpError ? memberOf(error.body, 'message') : ''
  return typeof message === 'string' && !message.startsWith('User with ')
}

function unlessMissingRow(error: unknown): void {
  if (!isMissingRow(error)) throw error
}
