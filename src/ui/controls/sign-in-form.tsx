import { type FormEvent, useState } from 'react'
import { Button } from './button'
import { TextField } from './field'
import { PasswordField } from './password-field'
import styles from './sign-in-form.module.css'

/** What a person typed: a name with its password, or a token. */
export type Typed = { kind: 'basic'; name: string; password: string } | { kind: 'bearer'; token: string }

interface SignInFormProps {
  kind: Typed['kind']
  /** Whose password is asked for again; empty: not known. */
  knownName?: string
  /** A sentence under the last field: why the last attempt failed. */
  error: string | null
  help?: string
  busy: boolean
  onSubmit: (typed: Typed) => void
}

/** Name and password, or a token, for one server. What was typed stays where it is refused. */
export function SignInForm({ kind, knownName = '', error, help, busy, onSubmit }: SignInFormProps) {
  const [name, setName] = useState(knownName)
  const [secret, setSecret] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    onSubmit(kind === 'basic' ? { kind, name, password: secret } : { kind, token: secret })
  }
  return (
    <form className={styles['form']} onSubmit={submit}>
      {kind === 'basic' ? (
        <TextField label="Name" value={name} onChange={setName} autoComplete="username" />
      ) : null}
      <PasswordField
        label={kind === 'basic' ? 'Password' : 'Bearer token'}
        value={secret}
        onChange={setSecret}
        error={error}
        {...(help === undefined ? {} : { help })}
        {...(kind === 'basic' ? { autoComplete: 'current-password' } : {})}
      />
      <Button type="submit" variant="primary" busy={busy}>
        {busy ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  )
}
