import { resetPassword } from '~/queries/mlflow/account-actions'
import { PasswordDialog } from './password-dialog'

/** Another password for somebody else; the old one ends at once. */
export function ResetDialog({ name, onClose }: { name: string; onClose: () => void }) {
  return (
    <PasswordDialog
      name={name}
      title={`Reset the password of ${name}`}
      subtitle="Everyone signed in with the old one is signed out at once, programs too."
      verb={{ now: 'Reset', busy: 'Resetting' }}
      set={(_, password) => resetPassword(name, password)}
      done={{
        title: `${name} has a new password`,
        subtitle: 'The old one stops working; programs that use it fail until they have the new one.',
      }}
      onClose={onClose}
    />
  )
}
