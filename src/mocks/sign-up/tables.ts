import { demoPeople } from '../people'
import { rowsOf, type Scenario, table } from '../table'

/** An account of the MLflow server that the service looks after. */
export interface AccountRow {
  username: string
  id: number
  is_admin: boolean
  password: string
}

export interface PermissionRow {
  username: string
  kind: 'experiment' | 'model'
  /** An experiment's id, or a model's name. */
  of: string
  permission: string
}

export const ACCOUNTS = table<AccountRow>('accounts', 'username')
export const PERMISSIONS = table<PermissionRow>('permissions', ({ username, kind, of }) =>
  JSON.stringify([username, kind, of]),
)

/** Names of what permissions are for. */
export const EXPERIMENT_NAMES: ReadonlyMap<string, string> = new Map([
  ['83', 'NVFlare_HoreKa_Halcore'],
  ['97', 'nothing logged yet'],
])

const idOf = { admin: 1, researcher: 4, owner: 6 } as const

/** The stranger has no account yet. */
export const signUpScenario: Scenario = [
  rowsOf(ACCOUNTS, async () =>
    demoPeople.flatMap(({ id, email }) =>
      id === 'stranger'
        ? []
        : [{ username: email, id: idOf[id], is_admin: id === 'admin', password: `demo-${id}-password` }],
    ),
  ),
  rowsOf(PERMISSIONS, async (): Promise<readonly PermissionRow[]> => [
    { username: 'owner@example.org', kind: 'experiment', of: '83', permission: 'MANAGE' },
    { username: 'owner@example.org', kind: 'experiment', of: '97', permission: 'READ' },
    { username: 'owner@example.org', kind: 'model', of: 'thermal-unet', permission: 'MANAGE' },
    { username: 'researcher@example.org', kind: 'experiment', of: '83', permission: 'EDIT' },
  ]),
]
