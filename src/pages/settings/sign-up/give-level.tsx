import { type FormEvent, useState } from 'react'
import { addresseeFault, SETTABLE, type SettableLevel, type Subject } from '~/domain/mlflow/registration'
import { levelOfPerson, setLevelOfPerson } from '~/queries/sign-up/queries'
import { useAction } from '~/scaffold/use-action'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { SelectField } from '~/ui/controls/select'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import styles from './sign-up.module.css'

interface GiveLevelProps {
  subject: Subject
  name: string
  /** One's own. */
  email: string
}

const OPTIONS = SETTABLE.map((value) => ({
  value,
  label: value === 'NO_PERMISSIONS' ? 'NO_PERMISSIONS: no access' : value,
}))

/** One person on one experiment or model: what they have, then another level, then what they have after that. */
export function GiveLevel({ subject, name, email }: GiveLevelProps) {
  const [typed, setTyped] = useState('')
  const [level, setLevel] = useState<SettableLevel>('READ')
  const [fault, setFault] = useState<string | null>(null)
  /** Of whom the service has told the level; null: not asked yet. */
  const [known, setKnown] = useState<{ username: string; level: string | null; was?: string | null } | null>(
    null,
  )
  const check = useAction((username: string) => levelOfPerson(subject, username), {
    failure: 'here',
    onDone: (found, username) => setKnown({ username, level: found }),
  })
  const change = useAction(
    (wanted: { username: string; was: string | null; level: SettableLevel }) =>
      setLevelOfPerson({ subject, username: wanted.username, level: wanted.level }),
    {
      failure: 'here',
      onDone: (found, { username, was }) => setKnown({ username, level: found, was }),
    },
  )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const username = typed.trim()
    const wrong = addresseeFault(username, email)
    setFault(wrong)
    if (wrong === null) check.run(username)
  }
  const failure = check.failure ?? change.failure
  const said = known && known.username === typed.trim() && !check.busy && !change.busy ? known : null
  return (
    <form className={styles['give']} onSubmit={submit} aria-label={`Access to ${name}`}>
      <div className={styles['pair']}>
        <TextField
          label="Email address"
          value={typed}
          onChange={(text) => {
            setTyped(text)
            setFault(null)
            check.dismiss()
            change.dismiss()
          }}
          error={fault}
        />
        <Button type="submit" busy={check.busy}>
          {check.busy ? 'Checking' : 'Check'}
        </Button>
      </div>
      {said ? (
        <>
          <Notice announce title={`${said.username}: ${said.level ?? 'no permission of their own'}.`}>
            {said.was === undefined
              ? 'As the service reports it now.'
              : said.level === said.was
                ? 'Nothing has changed.'
                : `Before: ${said.was ?? 'none of their own'}. Read again from the service.`}
          </Notice>
          <div className={styles['pair']}>
            <SelectField label="Permission" value={level} options={OPTIONS} onChange={setLevel} />
            <Button
              busy={change.busy}
              disabledReason={said.level === level ? 'They have it already' : null}
              onClick={() => change.run({ username: said.username, was: said.level, level })}
            >
              {`${said.level ?? 'None'} → ${level}`}
            </Button>
          </div>
        </>
      ) : null}
      {failure ? <Problem level={3} error={failure} /> : null}
    </form>
  )
}
