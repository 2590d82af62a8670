import { useQuery } from '@tanstack/react-query'
import { backendFacts } from '~/queries/backend-facts'
import { type BackendId, connectionsQuery } from '~/queries/connections'
import styles from './needs-gate.module.css'
import { ProviderSignIn } from './provider-sign-in'
import { SignIn } from './sign-in'

interface SignInWaysProps {
  id: BackendId
  demo: boolean
  /** Kept outside: somebody is signed in while the server is asked, and the form, with what went wrong, must stay. */
  busy: boolean
  onBusy: (busy: boolean) => void
  /** After the server took it. */
  onDone?: () => void
}

/** Every way to sign in at a server: by its identity provider where one is named, and by what one types. */
export function SignInWays({ id, demo, busy, onBusy, onDone }: SignInWaysProps) {
  const { data } = useQuery(connectionsQuery())
  const provider = data?.connections.find((one) => one.id === id)?.identityProvider ?? null
  const { auth } = backendFacts(id)
  const after = onDone ? { onDone } : {}
  return (
    <div className={styles['forms']}>
      {auth.map((kind) => {
        if (kind === 'none') return null
        if (kind !== 'oidc')
          return <SignIn key={kind} id={id} kind={kind} demo={demo} busy={busy} onBusy={onBusy} {...after} />
        return provider ? (
          <ProviderSignIn key={kind} id={id} provider={provider} busy={busy} onBusy={onBusy} {...after} />
        ) : null
      })}
    </div>
  )
}
