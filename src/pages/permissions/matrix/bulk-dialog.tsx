import { useState } from 'react'
import { atLeast, copyAccess, levelForAll, settled, type CellBlock } from '~/domain/mlflow/permissions/bulk'
import type { Draft, DraftCell } from '~/domain/mlflow/permissions/draft'
import { LEVEL_NAMES, type MlflowLevel } from '~/domain/mlflow/permissions/level'
import { patternTest } from '~/domain/mlflow/permissions/pattern'
import type { AccessTable } from '~/domain/mlflow/permissions/table'
import type { ResourceRef } from '~/domain/mlflow/permissions/server'
import { formatCount } from '~/lib/format'
import { DraftDialog } from '~/scaffold/draft-dialog'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { Segmented } from '~/ui/controls/segmented'
import { SelectField } from '~/ui/controls/select'
import styles from './dialogs.module.css'

export interface BulkStart {
  what: 'level' | 'copy'
  user: string
  resource: string
  level: MlflowLevel
  how: 'exactly' | 'at-least'
}

interface BulkDialogProps {
  table: AccessTable
  draft: Draft
  kind: ResourceRef['kind']
  levels: readonly MlflowLevel[]
  /** What the dialog opens with. */
  start: BulkStart
  onClose: () => void
  onDraft: (cells: readonly DraftCell[], note?: string) => void
}

const NONE = 'none'

/** Many cells at once, by patterns: one level, or what another user has. It drafts; nothing is written here. */
export function BulkDialog({ table, draft, kind, levels, start, onClose, onDraft }: BulkDialogProps) {
  const [what, setWhat] = useState(start.what)
  const [users, setUsers] = useState(start.user)
  const [resources, setResources] = useState(start.resource)
  const [level, setLevel] = useState<MlflowLevel | typeof NONE>(start.level)
  const [how, setHow] = useState<'exactly' | 'at-least'>(start.how)
  const [from, setFrom] = useState('')
  const [mode, setMode] = useState<'add' | 'same'>('add')
  const word = kind === 'experiment' ? 'experiments' : 'models'

  const block = blockOf(table, kind, users, resources)
  const source = table.userAt.get(from)
  const cells =
    what === 'copy'
      ? source === undefined
        ? []
        : copyAccess(table, draft, source, block, mode)
      : level === NONE
        ? levelForAll(table, block, null)
        : how === 'exactly'
          ? levelForAll(table, block, level)
          : atLeast(table, draft, block, level)
  const { set } = settled(table, cells)
  const isEverybody = users.trim() === ''
  const take = () => {
    if (what === 'copy') onDraft(cells, `copied from ${from}`)
    else onDraft(cells)
    onClose()
  }
  return (
    <DraftDialog
      draft={{
        unsaved: users !== start.user || resources !== start.resource || from !== '',
        title: 'Leave without drafting?',
        lost: 'The patterns that you typed are lost.',
      }}
      leave="Cancel"
      title="Change many"
      subtitle="This drafts changes; nothing is saved until you review and apply them."
      size={640}
      onClose={onClose}
      actions={
        <Button
          variant="primary"
          onClick={take}
          disabledReason={set.length === 0 ? 'This changes nothing.' : null}
        >
          Draft {formatCount(set.length)} {set.length === 1 ? 'change' : 'changes'}
        </Button>
      }
    >
      <div className={styles['form']}>
        <Segmented
          label="What"
          wide
          value={what}
          options={[
            { value: 'level', label: 'One level for many' },
            { value: 'copy', label: 'Copy one user’s access' },
          ]}
          onChange={setWhat}
        />
        {what === 'copy' ? (
          <SelectField
            label="From"
            value={from}
            options={[
              { value: '', label: 'Choose a user' },
              ...table.users.map(({ name }) => ({ value: name, label: name })),
            ]}
            onChange={setFrom}
          />
        ) : null}
        <div className={styles['two']}>
          <TextField
            label={what === 'copy' ? 'To users' : 'Users'}
            value={users}
            onChange={setUsers}
            placeholder="student-*, *@example.org"
            help={`${formatCount(block.users.length)} ${block.users.length === 1 ? 'user' : 'users'}${isEverybody ? ': everybody' : ''}`}
          />
          <TextField
            label={kind === 'experiment' ? 'Experiments' : 'Models'}
            value={resources}
            onChange={setResources}
            placeholder="thermal-*, 83"
            help={`${formatCount(block.resources.length)} ${word}`}
          />
        </div>
        {what === 'level' ? (
          <div className={styles['two']}>
            <SelectField
              label="Level"
              value={level}
              options={[
                ...levels.map((one) => ({ value: one, label: LEVEL_NAMES[one] })),
                { value: NONE, label: 'None (no row)' },
              ]}
              onChange={setLevel}
            />
            <SelectField
              label="How"
              value={how}
              options={[
                { value: 'at-least', label: 'At least this level: nobody loses access' },
                { value: 'exactly', label: 'Exactly this level' },
              ]}
              disabled={level === NONE}
              onChange={setHow}
            />
          </div>
        ) : (
          <SelectField
            label="How"
            value={mode}
            options={[
              { value: 'add', label: 'Add to what they have' },
              { value: 'same', label: 'Exactly the same: other rows are removed' },
            ]}
            onChange={setMode}
          />
        )}
        <p className={styles['help']}>
          A pattern is part of a name, or uses * and ?. Separate several with commas. Empty means all.
        </p>
      </div>
    </DraftDialog>
  )
}

function blockOf(table: AccessTable, kind: ResourceRef['kind'], users: string, resources: string): CellBlock {
  const isUser = patternTest(users)
  const isResource = patternTest(resources)
  return {
    users: table.users.flatMap(({ name }, u) => (isUser(name) ? [u] : [])),
    resources: table.resources.flatMap(({ ref, name }, r) =>
      ref.kind === kind && (isResource(name) || ref.id === resources.trim()) ? [r] : [],
    ),
  }
}
