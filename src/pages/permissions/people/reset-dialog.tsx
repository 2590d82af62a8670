import { useState } from 'react'
import { resetPassword } from '~/queries/mlflow/account-actions'
import { useAction } from '~/scaffold/use-action'
import { Button } from '~/ui/controls/button'
import { Dialog } from '~/ui/overlays/dialog'
import { Problem } from '~/ui/states/problem'
import { draftFault, madePassword, NewPassword } from '~/forms/new-password'
import { PasswordSet } from './secret'
import styles from './page.module.css'

/** Another password for somebody else; the old one ends at once. */
export function ResetDialog({ name, onClose }: { name: string; onClose: () => void }) {
  const [draft, setDraft] = useState(madePassword)
  const [isDone, setDone] = useState(false)
  const reset = useAction(() => resetPassword(name, draft.value), {
    failure: 'here',
    onDone: () => setDone(true),
  })
  if (isDone)
    return (
      <PasswordSet
        title={`${name} has a new password`}
        subtitle="The old one signs in no more; programs that use it fail until they have the new one."
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
      title={`Reset the password of ${name}`}
      subtitle="Whoever is signed in with the old one is out at once, programs too."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            busy={reset.busy}
            disabledReason={draftFault(draft)}
            onClick={() => reset.run()}
          >
            {reset.busy ? 'Resetting' : 'Reset'}
          </Button>
        </>
      }
    >
      <div className={styles['form']}>
        <NewPassword name={name} draft={draft} onChange={setDraft} />
        {reset.failure === null ? null : <Problem error={reset.failure} level={3} />}
      </div>
    </Dialog>
  )
}
