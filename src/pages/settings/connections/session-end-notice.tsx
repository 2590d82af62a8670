import { useEffect, useState } from 'react'
import { type BackendId, useSession } from '~/queries/session'
import { Notice } from '~/ui/states/notice'
import { sessionEnd } from './session-end'

/** The end of a sign-in by a token, told before it comes. */
export function SessionEndNotice({ id }: { id: BackendId }) {
  const { expiresAt, issuer } = useSession(id)
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [])
  const { state, words } = sessionEnd(expiresAt, now, issuer)
  return (
    <Notice
      plain
      tone={state === 'soon' || state === 'over' ? 'warning' : 'info'}
      announce={state === 'soon'}
    >
      {words}
    </Notice>
  )
}
