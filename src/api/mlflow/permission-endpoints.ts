import * as v from 'valibot'
import type { Contract } from '../contract'
import { rows } from '../rows'
import { api, api3, done } from './addresses'
import { experimentPermissionSchema, heldPermissionSchema, modelPermissionSchema } from './permission-schemas'

/**
 * Who may do what with one experiment or model, in the two generations of the API. Up to 3.12 each kind has routes of
 * its own; from 3.13 on those are gone (404, and 403 for whoever is no admin), and one set of routes serves every kind.
 */

const ofExperiment = { experiment_id: v.string(), username: v.string() }
const ofModel = { name: v.string(), username: v.string() }
const level = { permission: v.string() }
const ofResource = { username: v.string(), resource_type: v.string(), resource_id: v.string() }

/** Up to 3.12: for who manages the experiment or model. A row that is there is not made again; one that is not, 404. */
const perResource = {
  experimentPermission: {
    method: 'GET',
    path: `${api}/experiments/permissions/get`,
    query: v.object(ofExperiment),
    response: v.object({ experiment_permission: experimentPermissionSchema }),
  },
  /** Also of an experiment that does not exist. */
  createExperimentPermission: {
    method: 'POST',
    path: `${api}/experiments/permissions/create`,
    body: v.object({ ...ofExperiment, ...level }),
    response: v.object({ experiment_permission: experimentPermissionSchema }),
  },
  updateExperimentPermission: {
    method: 'PATCH',
    path: `${api}/experiments/permissions/update`,
    body: v.object({ ...ofExperiment, ...level }),
    response: done,
  },
  deleteExperimentPermission: {
    method: 'DELETE',
    path: `${api}/experiments/permissions/delete`,
    body: v.object(ofExperiment),
    response: done,
  },
  modelPermission: {
    method: 'GET',
    path: `${api}/registered-models/permissions/get`,
    query: v.object(ofModel),
    response: v.object({ registered_model_permission: modelPermissionSchema }),
  },
  createModelPermission: {
    method: 'POST',
    path: `${api}/registered-models/permissions/create`,
    body: v.object({ ...ofModel, ...level }),
    response: v.object({ registered_model_permission: modelPermissionSchema }),
  },
  updateModelPermission: {
    method: 'PATCH',
    path: `${api}/registered-models/permissions/update`,
    body: v.object({ ...ofModel, ...level }),
    response: done,
  },
  deleteModelPermission: {
    method: 'DELETE',
    path: `${api}/registered-models/permissions/delete`,
    body: v.object(ofModel),
    response: done,
  },
} as const satisfies Contract

const held = v.object({ is_admin: v.boolean(), permissions: rows(heldPermissionSchema) })

/** From 3.13. There is no change: who has a row already is refused, also for another level. */
const perUser = {
  /** For who manages the resource; of all ("*") only for admins. */
  grantPermission: {
    method: 'POST',
    path: `${api3}/users/permissions/grant`,
    body: v.object({ ...ofResource, ...level }),
    response: done,
  },
  /** 404 where there is no row. One may take one's own last right. */
  revokePermission: {
    method: 'POST',
    path: `${api3}/users/permissions/revoke`,
    body: v.object(ofResource),
    response: done,
  },
  /**
   * What somebody may do in the end; for oneself and admins. `allowed` means USE or more: READ has `allowed: false`.
   * Without any row the default: the only place where a server tells it.
   */
  userPermission: {
    method: 'GET',
    path: `${api3}/users/permissions/get`,
    query: v.object(ofResource),
    response: v.object({ allowed: v.boolean(), permission: v.string() }),
  },
  /** All rows of somebody; for oneself and admins. */
  userPermissions: {
    method: 'GET',
    path: `${api3}/users/permissions/list`,
    query: v.object({ username: v.string() }),
    response: held,
  },
  ownPermissions: {
    method: 'GET',
    path: `${api3}/users/current/permissions`,
    response: held,
  },
} as const satisfies Contract

export const permissionEndpoints = { ...perResource, ...perUser } as const
