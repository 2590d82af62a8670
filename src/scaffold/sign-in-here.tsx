import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { explain } from '~/lib/explain'
import { backendFacts } from '~/queries/backend-facts'
import { type BackendId, connectionsQuery } from '~/queries/connections'
import { useSession } from '~/queries/session'
import { Frame } from '~/ui/page/frame'
import styles from './needs-gate.module.css'
import { SignIn } from './sign-in'

/** In the place of what a server refused: its sign-in. The address stays, and what is on the rest of the screen. */
export default function SignInHere({
  id,
  error,
  onDone,
}: {
  id: BackendId
  error: unknown
  onDone: () => void
}) {
  const { data } = useQuery(connectionsQuery())
  const { signedIn } = useSession(id)
  const [busy, setBusy] = useState(false)
  const { name, auth } = backendFacts(id)
  const { title, why } = explain(error)
  // Also where somebody signs in elsewhere on the page.
  useEffect(() => {
    if (signedIn && !busy) onDone()
  }, [signedIn, busy, onDone])
  return (
    <Frame title={`Sign in to ${name}`} subtitle={`${title}. ${why}`}>
      <div className={styles['forms']}>
        {auth
          .filter((kind) => kind !== 'none')
          .map((kind) => (
            <SignIn key={kind} id={id} kind={kind} demo={data?.demo === true} busy={busy} onBusy={setBusy} />
          ))}
      </div>
    </Frame>
  )
}
