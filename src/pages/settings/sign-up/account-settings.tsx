import { type FormEvent, useState } from 'react'
import type { RegisteredAccount } from '~/domain/mlflow/registration'
import { draftFault, NewPassword, type PasswordDraft, typedPassword } from '~/forms/new-password'
import { changePassword, removeAccount } from '~/queries/sign-up/queries'
import { useAction } from '~/scaffold/use-action'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { Dialog } from '~/ui/overlays/dialog'
import { Frame, FrameSection } from '~/ui/page/frame'
import { Problem } from '~/ui/states/problem'
import styles from './sign-up.module.css'

/** Who one is on MLflow, another password, and the end of the account. */
export function AccountSettings({ email, account }: { email: string; account: RegisteredAccount }) {
  return (
    <Frame title="Account" flush>
      <FrameSection>
        <dl className={styles['facts']}>
          <div>
            <dt>User id</dt>
            <dd>{account.id}</dd>
          </div>
          <div>
            <dt>Email</dt>
            <dd>{email}</dd>
          </div>
          <div>
            <dt>Admin</dt>
            <dd>{account.isAdmin ? 'Yes: no permission limits you' : 'No'}</dd>
          </div>
        </dl>
      </FrameSection>
      <FrameSection title="Password">
        <Password email={email} />
      </FrameSection>
      <FrameSection title="Delete my account">
        <Deletion email={email} account={account} />
      </FrameSection>
    </Frame>
  )
}

function Password({ email }: { email: string }) {
  const [draft, setDraft] = useState<PasswordDraft>(typedPassword)
  const change = useAction((password: string, client) => changePassword(client, password), {
    failure: 'here',
    onDone: () => {
      setDraft(typedPassword)
      toast({
        tone: 'ok',
        title: 'The password is changed',
        text: 'Sign in to MLflow with the new one from now on, in scripts too.',
      })
    },
  })
  const fault = draftFault(draft)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fault === null) change.run(draft.value)
  }
  return (
    <form className={styles['form']} onSubmit={submit}>
      <NewPassword name={email} draft={draft} onChange={setDraft} />
      <Button type="submit" busy={change.busy} disabledReason={fault}>
        {change.busy ? 'Changing' : 'Change password'}
      </Button>
      {change.failure ? <Problem level={3} error={change.failure} /> : null}
    </form>
  )
}

function Deletion({ email, account }: { email: string; account: RegisteredAccount }) {
  const [asking, setAsking] = useState(false)
  const [typed, setTyped] = useState('')
  const removal = useAction((_: void, client) => removeAccount(client), {
    failure: 'here',
    onDone: (isGone) => {
      setAsking(false)
      toast(
        isGone
          ? {
              tone: 'ok',
              title: 'The account is deleted',
              text: `MLflow has no account of ${email} any more.`,
            }
          : {
              tone: 'warn',
              title: 'The account is still there',
              text: 'The service said it was deleted, but still reports it. Check again in a moment.',
            },
      )
    },
  })
  const alone = account.permissions.filter(({ level }) => level === 'MANAGE').length
  return (
    <div className={styles['form']}>
      <p className={styles['quiet']}>
        Runs and experiments stay. What you alone manage ({alone === 0 ? 'nothing by name' : `up to ${alone}`}
        ) can then be managed by admins alone.
      </p>
      <Button variant="destructive" onClick={() => setAsking(true)}>
        Delete my account
      </Button>
      <Dialog
        open={asking}
        question
        title="Delete your MLflow account?"
        subtitle="All your permissions are deleted with it and cannot be restored."
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button onClick={() => setAsking(false)}>Cancel</Button>
            <Button
              variant="destructive"
              busy={removal.busy}
              disabledReason={typed.trim() === email ? null : 'Type your address first'}
              onClick={() => removal.run()}
            >
              {removal.busy ? 'Deleting' : 'Delete account'}
            </Button>
          </>
        }
      >
        <TextField label={`Type ${email} to confirm`} value={typed} onChange={setTyped} />
        {removal.failure ? <Problem level={3} error={removal.failure} /> : null}
      </Dialog>
    </div>
  )
}
