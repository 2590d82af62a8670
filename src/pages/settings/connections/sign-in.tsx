import { useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { explain } from '~/lib/explain'
import { HttpError } from '~/lib/errors'
import { driftWatchQueries } from '~/queries/drift-watch'
import { signIn, signOut } from '~/queries/session'
import { Button } from '~/ui/button'
import { PasswordField } from '~/ui/password-field'
import styles from './connections.module.css'

interface SignInProps {
  demo: boolean
  /** Kept outside: somebody is signed in while the server is asked, and the form, with what went wrong, must stay. */
  busy: boolean
  onBusy: (busy: boolean) => void
}

/** Signs in by a pasted token. The server is asked at once; a token that it does not take is forgotten. */
export function SignIn({ demo, busy, onBusy }: SignInProps) {
  const client = useQueryClient()
  const [token, setToken] = useState('')
  const [failure, setFailure] = useState<unknown>(null)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    onBusy(true)
    setFailure(null)
    try {
      await signIn(client, token)
      await client.fetchQuery(driftWatchQueries.me())
    } catch (error) {
      await signOut(client)
      setFailure(error)
    } finally {
      onBusy(false)
    }
  }
  return (
    <form className={styles['signIn']} onSubmit={(event) => void submit(event)}>
      <PasswordField
        label="Bearer token"
        value={token}
        onChange={setToken}
        error={failure === null ? null : sentence(failure)}
        help={
          demo
            ? 'In the demo the person is switched at the top of the page. demo-newcomer is somebody who has not registered.'
            : 'An access token of your identity provider. It is kept in the memory of this page alone: a reload forgets it.'
        }
      />
      <Button type="submit" variant="primary" busy={busy}>
        {busy ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  )
}

function sentence(error: unknown): string {
  const { title, why, next } = explain(error)
  // The sentence of a token that cannot be one is whole by itself.
  return error instanceof HttpError || title !== 'This did not work' ? `${title}. ${why} ${next}` : why
}
