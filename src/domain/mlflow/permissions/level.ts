import type { Abilities } from '../abilities'

/** What a person may do with an experiment or a registered model, as MLflow's basic-auth app names it. */
export const MLFLOW_LEVELS = ['NO_PERMISSIONS', 'READ', 'USE', 'EDIT', 'MANAGE', 'DENY'] as const
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

const NOTHING: MlflowRights = { read: false, update: false, delete: false, manage: false }

/** Source: mlflow/server/auth/permissions.py; measured on 2.21.3 and 3.17.2. Runs inherit their experiment's. */
export const RIGHTS: Readonly<Record<MlflowLevel, MlflowRights>> = {
  NO_PERMISSIONS: NOTHING,
  READ: { read: true, update: false, delete: false, manage: false },
  USE: { read: true, update: false, delete: false, manage: false },
  EDIT: { read: true, update: true, delete: false, manage: false },
  MANAGE: { read: true, update: true, delete: true, manage: true },
  DENY: NOTHING,
}

/** Where several count, the highest holds; a DENY holds before all others. */
export const HEIGHT: Readonly<Record<MlflowLevel, number>> = {
  DENY: -1,
  NO_PERMISSIONS: 0,
  READ: 1,
  USE: 2,
  EDIT: 3,
  MANAGE: 4,
}

/** Levels as people read them. */
export const LEVEL_NAMES: Readonly<Record<MlflowLevel, string>> = {
  NO_PERMISSIONS: 'No access',
  READ: 'Read',
  USE: 'Use',
  EDIT: 'Edit',
  MANAGE: 'Manage',
  DENY: 'Deny',
}

/** "Read"; that there is no row is "None". */
export function levelName(level: MlflowLevel | null): string {
  return level === null ? 'None' : LEVEL_NAMES[level]
}

/** What a server of this kind takes in a row, lowest first; roles took the place of NO_PERMISSIONS by DENY. */
export function grantableLevels(
  abilities: Pick<Abilities, 'hasRoles' | 'hasUse' | 'hasDeny'>,
): MlflowLevel[] {
  const { hasRoles, hasUse, hasDeny } = abilities
  return [
    ...(hasRoles ? [] : (['NO_PERMISSIONS'] as const)),
    ...(hasDeny ? (['DENY'] as const) : []),
    'READ',
    ...(hasUse ? (['USE'] as const) : []),
    'EDIT',
    'MANAGE',
  ]
}
