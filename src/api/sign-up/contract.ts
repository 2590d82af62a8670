import * as v from 'valibot'
import { defineContract } from '../contract'

/**
 * The HTTP contract of the AI4EOSC sign-up service, which keeps accounts of an MLflow server for people of an identity
 * provider: they show its token, and the service asks MLflow as an admin. Read in its source (m-team-kit/mlflow-auth-gui,
 * 2025); no running one was tried. Names are e-mail addresses of the identity provider, never chosen.
 */

/** Source: signup/lib/apiTypes.ts. A service for MLflow ≥ 3.9 may know more: those are shown as they are named. */
const permission = v.string()
const setPermission = v.picklist(['READ', 'EDIT', 'MANAGE', 'NO_PERMISSIONS'])

const mlflowUser = v.object({
  id: v.number(),
  username: v.string(),
  is_admin: v.boolean(),
  experiment_permissions: v.array(v.object({ experiment_id: v.string(), user_id: v.number(), permission })),
  registered_model_permissions: v.array(v.object({ name: v.string(), user_id: v.number(), permission })),
})

export const meSchema = v.object({
  oidc: v.object({ sub: v.string(), email: v.string() }),
  /** Null: not registered. */
  mlflow: v.nullable(v.object({ user: mlflowUser })),
})

export type WireMe = v.InferInput<typeof meSchema>

const password = v.object({ password: v.string() })
const ofExperiment = { username: v.string(), experiment_id: v.string() }
const ofModel = { username: v.string(), model_name: v.string() }

export const signUpContract = defineContract({
  me: { method: 'GET', path: '/user/me', response: meSchema },
  /** Its answer is not looked at: what stands then, `me` says. */
  register: { method: 'POST', path: '/user/me', body: password, response: null },
  remove: { method: 'DELETE', path: '/user/me', response: null },
  changePassword: { method: 'PATCH', path: '/user/me/password', body: password, response: null },
  /** Only for who has EDIT or MANAGE on it, as `model`. */
  experiment: {
    method: 'GET',
    path: '/experiment',
    query: v.object({ experiment_id: v.string() }),
    response: v.object({ name: v.string() }),
  },
  /** 404 where that person has none of their own. */
  experimentPermission: {
    method: 'GET',
    path: '/user/permission/experiment',
    query: v.object(ofExperiment),
    response: v.object({ permission }),
  },
  setExperimentPermission: {
    method: 'PUT',
    path: '/user/permission/experiment',
    body: v.object({ ...ofExperiment, permission: setPermission }),
    response: null,
  },
  modelPermission: {
    method: 'GET',
    path: '/user/permission/model',
    query: v.object(ofModel),
    response: v.object({ permission }),
  },
  setModelPermission: {
    method: 'PUT',
    path: '/user/permission/model',
    body: v.object({ ...ofModel, permission: setPermission }),
    response: null,
  },
})
