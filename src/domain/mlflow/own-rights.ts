import { MLFLOW_LEVELS, type MlflowLevel, type MlflowRights, RIGHTS } from './permissions/level'

/** What has permissions of its own; a run has its experiment's. */
export interface Owned {
  kind: 'experiment' | 'model'
  /** An experiment's id, a registered model's name. */
  id: string
}

/** What a server tells somebody of their own permissions. */
export interface OwnRights {
  isAdmin: boolean
  /** By `keyOf`. What is not here has the server's default, which no server tells. */
  levels: ReadonlyMap<string, MlflowLevel>
}

const keyOf = ({ kind, id }: Owned): string => `${kind} ${id}`

/** @param rows as the server sent them; a level that is not known here is left out */
export function ownRights(isAdmin: boolean, rows: readonly { of: Owned; permission: string }[]): OwnRights {
  return {
    isAdmin,
    levels: new Map(
      rows.flatMap(({ of, permission }) => {
        const level = MLFLOW_LEVELS.find((one) => one === permission)
        return level === undefined ? [] : [[keyOf(of), level] as const]
      }),
    ),
  }
}

/**
 * Why somebody may not do something; null where they may, and where it is not known: then the server decides.
 * @param own null: not known, or a server without accounts
 */
export function refusalOf(own: OwnRights | null, of: Owned, right: keyof MlflowRights): string | null {
  if (own === null || own.isAdmin) return null
  const level = own.levels.get(keyOf(of))
  if (level === undefined || RIGHTS[level][right]) return null
  const needed = MLFLOW_LEVELS.find((one) => RIGHTS[one][right])
  return `This needs ${needed} on the ${of.kind}; your permission is ${level}. Ask who manages it.`
}
