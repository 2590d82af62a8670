import { useState } from 'react'
import { userNameFault, userNameNote } from '~/domain/mlflow/account'
import { createUser } from '~/queries/mlflow/account-actions'
import { TextField } from '~/ui/controls/field'
import { PasswordDialog } from './password-dialog'

/** A new account. */
export function CreateDialog({ address, onClose }: { address: string; onClose: () => void }) {
  const [name, setName] = useState('')
  const fault = userNameFault(name)
  return (
    <PasswordDialog
      name={name}
      title="New account"
      verb={{ now: 'Create', busy: 'Creating' }}
      isTyped={name !== ''}
      fault={fault}
      set={(client, password) => createUser(client, address, { name, password })}
      done={{
        title: `${name} has an account`,
        subtitle: 'It has no permissions yet: give some in the matrix.',
      }}
      onClose={onClose}
    >
      <TextField
        label="Name"
        value={name}
        onChange={setName}
        error={name === '' ? null : fault}
        help={userNameNote(name) ?? 'Usually an email address. It cannot be changed later.'}
      />
    </PasswordDialog>
  )
}
