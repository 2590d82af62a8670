import { useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useRef, useState } from 'react'
import { explain } from '~/lib/explain'
import { backendFacts } from '~/queries/backend-facts'
import { type BackendId, connectionsQuery } from '~/queries/connections'
import { useSession } from '~/queries/session'
import { Frame } from '~/ui/page/frame'
import { SignInWays } from './sign-in-ways'

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
  const [done, setDone] = useState(false)
  // Who is signed in already, and refused: an end of their token, another password since.
  const [wasSignedIn] = useState(signedIn)
  const isTold = useRef(false)
  const { name } = backendFacts(id)
  // As it was when the server refused: while a sign-in is being checked, somebody is signed in.
  const { title, why } = useMemo(() => explain(error), [error])
  // Also where somebody signs in elsewhere on the page.
  useEffect(() => {
    if (busy || isTold.current || !(done || (signedIn && !wasSignedIn))) return
    isTold.current = true
    onDone()
  }, [signedIn, wasSignedIn, done, busy, onDone])
  return (
    <Frame title={`Sign in to ${name}`} subtitle={`${title}. ${why}`}>
      <SignInWays
        id={id}
        demo={data?.demo === true}
        busy={busy}
        onBusy={setBusy}
        onDone={() => setDone(true)}
      />
    </Frame>
  )
}
