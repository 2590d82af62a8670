import { AddDialog } from '../people/add-dialog'
import { BulkDialog, type BulkStart } from './bulk-dialog'
import { DefaultDialog } from './default-dialog'
import { ImportDialog } from './import-dialog'
import type { Access } from './use-access'
import type { Draft, DraftCell } from '~/domain/mlflow/permissions/draft'
import type { MlflowLevel } from '~/domain/mlflow/permissions/level'
import type { ResourceRef } from '~/domain/mlflow/permissions/server'

/** Which dialog is open over the matrix; null: none. */
export type OpenDialog =
  | { kind: 'bulk'; start: BulkStart }
  | { kind: 'import' }
  | { kind: 'default' | 'names' }
  | null

interface MatrixDialogProps {
  open: OpenDialog
  access: Access
  draft: Draft
  kind: ResourceRef['kind']
  levels: readonly MlflowLevel[]
  /** What the person manages, with which a name is looked up; null: nothing. */
  managed: ResourceRef | null
  onClose: () => void
  onDraft: (cells: readonly DraftCell[], note?: string) => void
}

/** The dialog that is open. Each drafts, or settles what the server does not tell; none writes a permission. */
export function MatrixDialog({
  open,
  access,
  draft,
  kind,
  levels,
  managed,
  onClose,
  onDraft,
}: MatrixDialogProps) {
  const { table, address } = access
  const { rules } = table
  switch (open?.kind) {
    case 'bulk':
      return (
        <BulkDialog
          table={table}
          draft={draft}
          kind={kind}
          levels={levels}
          start={open.start}
          onClose={onClose}
          onDraft={onDraft}
        />
      )
    case 'import':
      return (
        <ImportDialog
          table={table}
          kind={kind}
          listsUsers={rules.abilities.listsUsers}
          onClose={onClose}
          onDraft={(cells, newUsers, note) => {
            access.remember(newUsers)
            onDraft(cells, note)
          }}
        />
      )
    case 'default':
      return (
        <DefaultDialog
          address={address}
          value={rules.default?.from === 'typed' ? rules.default.level : null}
          onClose={onClose}
        />
      )
    case 'names':
      return <AddDialog address={address} managed={managed} onClose={onClose} />
    case undefined:
      return null
  }
}
