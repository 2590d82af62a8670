import { useState } from 'react'
import { changeOwnPassword } from '~/queries/mlflow/account-actions'
import { useAction } from '~/scaffold/use-action'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { PasswordField } from '~/ui/controls/password-field'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import { draftFault, NewPassword, typedPassword } from '~/forms/new-password'
import styles from './page.module.css'

/** One's own password: the present one, and the new one, which signs in from the next request on. */
export function ChangePassword({ name }: { name: string }) {
  const [present, setPresent] = useState('')
  const [draft, setDraft] = useState(typedPassword)
  const change = useAction((_: void, client) => changeOwnPassword(client, present, draft.value), {
    failure: 'here',
    onDone: () => {
      setPresent('')
      setDraft(typedPassword)
      toast({
        tone: 'ok',
        title: 'Password changed',
        text: 'You stay signed in here. Other sessions and programs need the new password from now on.',
      })
    },
  })
  const fault =
    present === ''
      ? 'Type your current password first.'
      : draft.value !== '' && draft.value === present
        ? 'The new password is the same as the current one.'
        : draftFault(draft)
  return (
    <form
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault()
        if (fault === null) change.run()
      }}
    >
      <PasswordField
        label="Current password"
        autoComplete="current-password"
        value={present}
        onChange={setPresent}
      />
      <NewPassword name={name} draft={draft} onChange={setDraft} />
      <Notice plain>
        Nobody can look up a password. Other sessions and programs that use the old one are signed out at
        once.
      </Notice>
      {change.failure === null ? null : <Problem error={change.failure} level={3} />}
      <div className={styles['actions']}>
        <Button type="submit" variant="primary" busy={change.busy} disabledReason={fault}>
          {change.busy ? 'Changing' : 'Change password'}
        </Button>
      </div>
    </form>
  )
}
