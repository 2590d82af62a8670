import { useState } from 'react'
import { userNameFault, userNameNote } from '~/domain/mlflow/account'
import { createUser } from '~/queries/mlflow/account-actions'
import { useAction } from '~/scaffold/use-action'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { Dialog } from '~/ui/overlays/dialog'
import { Problem } from '~/ui/states/problem'
import { draftFault, madePassword, NewPassword } from '~/forms/new-password'
import { PasswordSet } from './secret'
import styles from './page.module.css'

/** A new account. A password that was made here is shown once, after the server took it. */
export function CreateDialog({ address, onClose }: { address: string; onClose: () => void }) {
  const [name, setName] = useState('')
  const [draft, setDraft] = useState(madePassword)
  const [isDone, setDone] = useState(false)
  const create = useAction(
    (_: void, client) => createUser(client, address, { name, password: draft.value }),
    {
      failure: 'here',
      onDone: () => setDone(true),
    },
  )
  const fault = userNameFault(name)
  if (isDone)
    return (
      <PasswordSet
        title={`${name} has an account`}
        subtitle="Without any permission yet: give some in the matrix."
        name={name}
        draft={draft}
        onClose={onClose}
      />
    )
  return (
    <Dialog
      open
      onClose={onClose}
      size={640}
      question
      title="New account"
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={create.busy}
            disabledReason={fault ?? draftFault(draft)}
            onClick={() => create.run()}
          >
            {create.busy ? 'Creating' : 'Create'}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={name === '' ? null : fault}
          help={userNameNote(name) ?? 'An e-mail address, as a rule. It cannot be changed later.'}
        />
        <NewPassword name={name} draft={draft} onChange={setDraft} />
        {create.failure === null ? null : <Problem error={create.failure} level={3} />}
      </div>
    </Dialog>
  )
}
