/** What a person may do with an experiment or a registered model, as MLflow's basic-auth app names it. */
export const MLFLOW_LEVELS = ['NO_PERMISSIONS', 'READ', 'USE', 'EDIT', 'MANAGE'] as const
export type MlflowLevel = (typeof MLFLOW_LEVELS)[number]

export interface MlflowRights {
  read: boolean
  /** Create runs, log, tag, rename. */
  update: boolean
  /** Delete and restore. */
  delete: boolean
  /** Give and take permissions. */
  manage: boolean
}

/** Source: mlflow/server/auth/permissions.py; measured on 2.21.3 and 3.17.2. Runs inherit their experiment's. */
export const RIGHTS: Readonly<Record<MlflowLevel, MlflowRights>> = {
  NO_PERMISSIONS: { read: false, update: false, delete: false, manage: false },
  READ: { read: true, update: false, delete: false, manage: false },
  USE: { read: true, update: false, delete: false, manage: false },
  EDIT: { read: true, update: true, delete: false, manage: false },
  MANAGE: { read: true, update: true, delete: true, manage: true },
}
