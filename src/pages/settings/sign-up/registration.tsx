import { type FormEvent, useState } from 'react'
import { draftFault, NewPassword, type PasswordDraft, typedPassword } from '~/forms/new-password'
import { registerAccount } from '~/queries/sign-up/queries'
import { useAction } from '~/scaffold/use-action'
import { useDraft } from '~/scaffold/use-draft'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { Checkbox } from '~/ui/controls/checkbox'
import { Frame } from '~/ui/page/frame'
import { Problem } from '~/ui/states/problem'
import styles from './sign-up.module.css'

/** Password and terms; the name is the address of the identity provider. */
export function Registration({ email }: { email: string }) {
  const [draft, setDraft] = useState<PasswordDraft>(typedPassword)
  const [agrees, setAgrees] = useState(false)
  const register = useAction((password: string, client) => registerAccount(client, password), {
    failure: 'here',
    onDone: (isThere) =>
      toast(
        isThere
          ? {
              tone: 'ok',
              title: 'Registered',
              text: `MLflow has an account of ${email}. Sign in there with this address and the password that you set.`,
            }
          : {
              tone: 'warn',
              title: 'The account is not there yet',
              text: 'The service said it was created, but does not report it yet. Check again in a moment.',
            },
      ),
  })
  const { guard } = useDraft({
    unsaved: draft.value !== '' && !register.busy,
    title: 'Leave without registering?',
    lost: 'The password that you chose is lost: nothing keeps it.',
  })
  const fault = draftFault(draft) ?? (agrees ? null : 'Accept the terms first.')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fault === null) register.run(draft.value)
  }
  return (
    <Frame
      title="Make an account"
      subtitle="MLflow keeps accounts of its own. Its name is your address at the identity provider; its password is for MLflow alone, also from Python."
    >
      <form className={styles['form']} onSubmit={submit}>
        <dl className={styles['facts']}>
          <div>
            <dt>Email</dt>
            <dd>{email}</dd>
          </div>
          <div>
            <dt>Registered</dt>
            <dd>No</dd>
          </div>
        </dl>
        <NewPassword name={email} draft={draft} onChange={setDraft} />
        <Checkbox
          checked={agrees}
          onChange={setAgrees}
          help="They are set by whoever runs this MLflow server; ask them if you do not know the terms. The service keeps your address."
        >
          I accept the terms of use and the privacy policy of this server
        </Checkbox>
        <Button type="submit" variant="primary" busy={register.busy} disabledReason={fault}>
          {register.busy ? 'Registering' : 'Register'}
        </Button>
        {register.failure ? <Problem level={3} error={register.failure} /> : null}
      </form>
      {guard}
    </Frame>
  )
}
