import type { mlflowContract } from '~/api/mlflow/contract'
import type { Implementation } from '../server'
import { textReply } from '../request'
import { Answered } from '../server'
import { caller } from './access'
import { artifactHandlers } from './artifacts'
import { asked } from './body'
import { experimentHandlers } from './experiments'
import { metricHandlers } from './metrics'
import { modelHandlers } from './models'
import { forbid, notFoundPage, refuse } from './refusal'
import type { MlflowWorld } from './world'
import { runHandlers } from './runs'
import { grants, type UserRow, users } from './tables'
import type { Transaction } from '../db'

/** What 3.17.2 is by default: with SQLite, and files behind the server. */
const SERVER_INFO = {
  store_type: 'SqlStore',
  workspaces_enabled: false,
  trace_archival_enabled: false,
  multipart_uploads_enabled: false,
  multipart_downloads_enabled: false,
  presigned_upload_run_id_supported: true,
  presigned_upload_model_id_supported: true,
  features_enabled: { gateway: true },
}

/** A whole MLflow server of one version, as far as its contract here goes. */
export function mlflowHandlers(world: MlflowWorld): Implementation<typeof mlflowContract> {
  const { version, isModern } = world
  return {
    health: async () =>
      isModern ? textReply(200, 'OK') : textReply(200, 'OK', { 'content-type': 'text/html; charset=utf-8' }),
    // Text that calls itself HTML.
    version: async () => textReply(200, version, { 'content-type': 'text/html; charset=utf-8' }),

    user: async (request, tx) => {
      const name = asked(request, 'username')
      const user = await caller(request, tx)
      if (!user.is_admin && user.username !== name) forbid()
      const found = (await tx.rows(users)).get(name)
      if (!found) return refuse('RESOURCE_DOES_NOT_EXIST', `User with username=${name} not found`)
      return { status: 200, data: { user: await wireUser(found, tx) } }
    },

    currentUser: async (request, tx) => {
      if (!isModern) throw new Answered(notFoundPage())
      const data = { is_basic_auth: true, user: await wireUser(await caller(request, tx), tx) }
      return { status: 200, data }
    },

    serverInfo: async () => {
      if (!isModern) throw new Answered(notFoundPage())
      return { status: 200, data: SERVER_INFO }
    },

    ...experimentHandlers(world),
    ...runHandlers(world),
    ...metricHandlers(world),
    ...artifactHandlers(world),
    ...modelHandlers(world),
  }

  /** From 3.13 without the grants. */
  async function wireUser({ id, username, is_admin }: UserRow, tx: Transaction) {
    if (isModern) return { id, username, is_admin }
    const own = [...(await tx.rows(grants)).values()].filter((grant) => grant.username === username)
    return {
      id,
      username,
      is_admin,
      experiment_permissions: own
        .filter(({ kind }) => kind === 'experiment')
        .map(({ resource, permission }) => ({ experiment_id: resource, permission, user_id: id })),
      registered_model_permissions: own
        .filter(({ kind }) => kind === 'registered_model')
        .map(({ resource, permission }) => ({ name: resource, permission, user_id: id })),
    }
  }
}
