import RefreshCw from 'lucide-react/icons/refresh-cw'
import { newPassword, passwordFault, strengthOf } from '~/lib/passwords'
import { Button } from '~/ui/controls/button'
import { PasswordField } from '~/ui/controls/password-field'
import { TextField } from '~/ui/controls/field'
import { Segmented } from '~/ui/controls/segmented'
import styles from './new-password.module.css'

/** A password on its way: it is in the state of an open dialog and nowhere else. */
export interface PasswordDraft {
  /** Made here: it is shown, since nobody knows it yet. */
  isMade: boolean
  value: string
  /** The second time, of a typed one. */
  again: string
}

export const madePassword = (): PasswordDraft => ({ isMade: true, value: made(), again: '' })
export const typedPassword: PasswordDraft = { isMade: false, value: '', again: '' }

const made = (): string => newPassword((bytes) => crypto.getRandomValues(bytes))

/** Why it cannot be set yet; null where it can. */
export function draftFault({ isMade, value, again }: PasswordDraft): string | null {
  const fault = passwordFault(value)
  if (fault !== null || isMade) return fault
  if (again === '') return 'Type it a second time.'
  return again === value ? null : 'The two are not the same.'
}

interface NewPasswordProps {
  /** Whose it is to be: a name is the first that is tried. */
  name: string
  draft: PasswordDraft
  onChange: (draft: PasswordDraft) => void
}

/** A new password: made here and shown, or typed twice, with how hard it is to guess. */
export function NewPassword({ name, draft, onChange }: NewPasswordProps) {
  return (
    <div className={styles['password']}>
      <Segmented
        label="New password"
        value={draft.isMade ? 'made' : 'typed'}
        options={[
          { value: 'made', label: 'Generated' },
          { value: 'typed', label: 'Typed' },
        ]}
        onChange={(kind) => onChange(kind === 'made' ? madePassword() : typedPassword)}
      />
      {draft.isMade ? (
        <div className={styles['made']}>
          <TextField
            label="Generated password"
            readOnly
            value={draft.value}
            onChange={() => undefined}
            onFocus={(event) => event.target.select()}
          />
          <Button icon={RefreshCw} onClick={() => onChange(madePassword())}>
            Another
          </Button>
        </div>
      ) : (
        <>
          <PasswordField
            label="Password"
            help="At least 12 characters."
            autoComplete="new-password"
            value={draft.value}
            onChange={(value) => onChange({ ...draft, value })}
          />
          <PasswordField
            label="The same again"
            autoComplete="new-password"
            error={
              draft.again !== '' && !draft.value.startsWith(draft.again) ? 'The two are not the same.' : null
            }
            value={draft.again}
            onChange={(again) => onChange({ ...draft, again })}
          />
        </>
      )}
      {draft.value === '' ? null : <Meter password={draft.value} name={name} />}
    </div>
  )
}

function Meter({ password, name }: { password: string; name: string }) {
  const { score, word, advice } = strengthOf(password, name)
  return (
    <div className={styles['meter']} data-score={score}>
      <span className={styles['steps']} aria-hidden>
        {[1, 2, 3, 4].map((step) => (
          <i key={step} data-on={step <= score ? 'yes' : 'no'} />
        ))}
      </span>
      <span role="status">
        <b>{word}</b>
        {advice === null ? null : ` · ${advice}`}
      </span>
    </div>
  )
}
