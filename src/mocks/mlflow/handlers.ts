import type { mlflowContract } from '~/api/mlflow/contract'
import type { Implementation } from '../server'
import { textReply } from '../request'
import { Answered } from '../server'
import { artifactHandlers } from './artifacts'
import { experimentHandlers } from './experiments'
import { metricHandlers } from './metrics'
import { modelHandlers } from './models'
import { permissionHandlers } from './permissions'
import { notFoundPage } from './refusal'
import { roleHandlers } from './roles'
import type { MlflowWorld } from './world'
import { runHandlers } from './runs'
import { userHandlers } from './users'

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

    serverInfo: async () => {
      if (!isModern) throw new Answered(notFoundPage())
      return { status: 200, data: SERVER_INFO }
    },

    ...experimentHandlers(world),
    ...runHandlers(world),
    ...metricHandlers(world),
    ...artifactHandlers(world),
    ...modelHandlers(world),
    ...userHandlers(world),
    ...permissionHandlers(world),
    ...roleHandlers(world),
  }
}
