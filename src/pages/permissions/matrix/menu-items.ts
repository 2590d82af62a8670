import { accessCsv } from '~/domain/mlflow/permissions/csv'
import type { MenuItem } from '~/ui/overlays/menu'
import { saveFile } from '~/ui/save-file'
import { defaultWords } from './access-notices'
import type { BulkStart } from './bulk-dialog'
import type { Access } from './use-access'
import type { OpenDialog } from './matrix-dialog'
import type { MatrixSettings } from './settings'

interface MenuGiven {
  access: Access
  settings: MatrixSettings
  /** Places of the rows and columns in sight. */
  users: readonly number[]
  resources: readonly number[]
  /** Why nothing can be changed; null: something can. */
  noChange: string | null
  mayAddNames: boolean
  onDialog: (open: OpenDialog) => void
}

/** What is done with many cells at once, and with all of them. */
export function menuItems({
  access,
  settings,
  users,
  resources,
  noChange,
  mayAddNames,
  onDialog,
}: MenuGiven): MenuItem[] {
  const { table } = access
  const startBulk = (start: Partial<BulkStart>) =>
    onDialog({
      kind: 'bulk',
      start: {
        what: 'level',
        user: settings.user,
        resource: settings.resource,
        level: 'READ',
        how: 'at-least',
        ...start,
      },
    })
  return [
    {
      id: 'bulk',
      title: 'Change many…',
      detail: 'One level for many, by pattern',
      disabledReason: noChange,
      run: () => startBulk({}),
    },
    {
      id: 'read-all',
      title: 'Read on all for one user…',
      disabledReason: noChange,
      run: () => startBulk({ resource: '', level: 'READ', how: 'at-least' }),
    },
    {
      id: 'copy',
      title: 'Copy one user’s access…',
      disabledReason: noChange,
      run: () => startBulk({ what: 'copy', user: '', resource: '' }),
    },
    {
      id: 'default',
      title: 'Server default…',
      detail: defaultWords(access),
      run: () => onDialog({ kind: 'default' }),
    },
    {
      id: 'export',
      title: 'Export rows as CSV',
      run: () => saveCsv(accessCsv(table, users, resources, false), `permissions-${settings.of}.csv`),
    },
    {
      id: 'export-all',
      title: 'Export every cell as CSV',
      detail: 'With the level that applies without a row, and why',
      run: () => saveCsv(accessCsv(table, users, resources, true), `permissions-${settings.of}-all.csv`),
    },
    ...(!mayAddNames
      ? []
      : [
          {
            id: 'people',
            title: 'Add names…',
            detail: 'This server does not list its people: type or import the names',
            run: () => onDialog({ kind: 'names' }),
          },
        ]),
  ]
}

/** Saves a table as a file. @param name with its ending */
export function saveCsv(text: string, name: string): void {
  saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), name)
}
