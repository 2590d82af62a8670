import type { Abilities } from '~/domain/mlflow/abilities'
import type { FoundRights, Owned } from '~/domain/mlflow/own-rights'
import { RIGHTS } from '~/domain/mlflow/permissions/level'
import { HttpError } from '~/lib/errors'
import type { MlflowClient } from './lists'
import { levelOf, wireKind } from './permission-wire'

/**
 * Finds out what somebody may do with one thing where no row says it: the server's default decides then, which no
 * endpoint tells. From 3.13 on the server says what holds, by name. Before, only who manages a thing may read its rows;
 * and who may not change it is refused before the server looks at what is to be changed: asked to set a tag without a
 * key, which no server sets, it answers 403 to the one and 400 to the other (measured on 2.21.3 and 3.17.2).
 * @returns null: a level that is not known here
 * @throws HttpError where the server says neither
 */
export async function findRights(
  client: MlflowClient,
  { hasRoles }: Pick<Abilities, 'hasRoles'>,
  username: string,
  of: Owned,
  signal?: AbortSignal,
): Promise<FoundRights | null> {
  const options = signal ? { signal } : {}
  if (hasRoles) {
    const resource_type = wireKind(of.kind === 'model' ? 'registered-model' : 'experiment')
    const query = { username, resource_type, resource_id: of.id }
    const { data } = await client.userPermission({ query }, options)
    const level = levelOf(data.permission)
    // A level that is not known here may be more than any other.
    return level === null ? null : RIGHTS[level]
  }
  const [readRow, setNoTag] =
    of.kind === 'model'
      ? [
          () => client.modelPermission({ query: { name: of.id, username } }, options),
          () => client.setModelTag({ body: { name: of.id, ...NO_TAG } }, options),
        ]
      : [
          () => client.experimentPermission({ query: { experiment_id: of.id, username } }, options),
          () => client.setExperimentTag({ body: { experiment_id: of.id, ...NO_TAG } }, options),
        ]
  if (await isLetIn(readRow, 404)) return EVERYTHING
  return { update: await isLetIn(setNoTag, 400), delete: false }
}

const EVERYTHING: FoundRights = { update: true, delete: true }
const NO_TAG = { key: '', value: '' }

/** @param otherwise what whoever is let in is told: what was asked for is not there, or is no value */
async function isLetIn(ask: () => Promise<unknown>, otherwise: number): Promise<boolean> {
  try {
    await ask()
    return true
  } catch (error) {
    if (!(error instanceof HttpError)) throw error
    if (error.status === otherwise) return true
    if (error.status === 403) return false
    throw error
  }
}
