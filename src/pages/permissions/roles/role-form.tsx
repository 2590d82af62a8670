import { useState } from 'react'
import type { Role } from '~/queries/mlflow/people'
import { createRole, updateRole } from '~/queries/mlflow/role-actions'
import { DraftDialog } from '~/scaffold/draft-dialog'
import { useAction } from '~/scaffold/use-action'
import { TextField } from '~/ui/controls/field'
import { TextArea } from '~/ui/controls/text-area'
import { Problem } from '~/ui/states/problem'
import styles from './page.module.css'

interface RoleFormProps {
  /** Null: a new one. */
  role: Role | null
  onClose: () => void
  onDone: (id: number) => void
}

/** A new role, or another name and description for one. */
export function RoleForm({ role, onClose, onDone }: RoleFormProps) {
  const [name, setName] = useState(role?.name ?? '')
  const [description, setDescription] = useState(role?.description ?? '')
  const typed = { name: name.trim(), description }
  const save = useAction(
    async (_: void, client) => {
      if (role === null) return createRole(client, typed)
      await updateRole(client, role.id, typed)
      return role.id
    },
    { failure: 'here', onDone },
  )
  const wrong =
    typed.name === ''
      ? 'Give it a name first.'
      : typed.name.startsWith('__user_')
        ? 'Names that begin with __user_ are reserved by the server.'
        : null
  const isChanged = name !== (role?.name ?? '') || description !== (role?.description ?? '')
  return (
    <DraftDialog
      draft={{
        unsaved: isChanged && !save.busy,
        title: role === null ? 'Leave without creating?' : 'Leave without saving?',
        lost: 'The name and description that you typed are lost.',
      }}
      onClose={onClose}
      size={640}
      question
      title={role === null ? 'New role' : 'Edit role'}
      leave="Cancel"
      actions={{
        word: role === null ? (save.busy ? 'Creating' : 'Create') : save.busy ? 'Saving' : 'Save',
        busy: save.busy,
        disabledReason: wrong,
        send: () => save.run(),
      }}
    >
      <div className={styles['form']}>
        <TextField label="Name" value={name} onChange={setName} error={name === '' ? null : wrong} />
        <TextArea label="Description" value={description} onChange={setDescription} rows={3} />
        {save.failure === null ? null : <Problem error={save.failure} level={3} />}
      </div>
    </DraftDialog>
  )
}
