import LogIn from 'lucide-react/icons/log-in'
import { useEffect, useRef, useState } from 'react'
import { isAbort } from '~/lib/errors'
import { explain } from '~/lib/explain'
import {
  type IdentityProvider,
  openSignInWindow,
  providerHost,
  redirectUri,
  signInByProvider,
} from '~/queries/identity-provider'
import type { BackendId } from '~/queries/connections'
import { Button } from '~/ui/controls/button'
import { Notice } from '~/ui/states/notice'
import styles from './needs-gate.module.css'
import { useAction } from './use-action'

interface ProviderSignInProps {
  id: BackendId
  provider: IdentityProvider
  busy: boolean
  onBusy: (busy: boolean) => void
  /** After the server took it. */
  onDone?: () => void
}

/** The identity provider's own pages, in a window of their own: this page and what is on it stay. */
export function ProviderSignIn({ id, provider, busy, onBusy, onDone }: ProviderSignInProps) {
  const host = providerHost(provider)
  const waiting = useRef<AbortController | null>(null)
  const [blocked, setBlocked] = useState<unknown>(null)
  const signIn = useAction(
    async (opened: Window, client) => {
      const controller = new AbortController()
      waiting.current = controller
      onBusy(true)
      try {
        await signInByProvider(client, { id, provider, opened, signal: controller.signal })
      } finally {
        waiting.current = null
        onBusy(false)
      }
    },
    { failure: 'here', ...(onDone ? { onDone: () => onDone() } : {}) },
  )
  useEffect(() => () => waiting.current?.abort(), [])
  const begin = () => {
    try {
      setBlocked(null)
      // In the press itself, or browsers block it.
      signIn.run(openSignInWindow(host))
    } catch (error) {
      setBlocked(error)
    }
  }
  const failure = blocked ?? signIn.failure
  const said = failure === null || isAbort(failure) ? null : explain(failure)
  return (
    <div className={styles['provider']}>
      {signIn.busy ? (
        <>
          <Notice announce title={`Sign in at ${host}, in the window that opened.`}>
            This page waits, and keeps what is on it. If that window shows an error about its address, whoever
            runs {host} has to list <code>{redirectUri()}</code> for the client{' '}
            <code>{provider.clientId}</code>.
          </Notice>
          <Button onClick={() => waiting.current?.abort()}>Stop waiting</Button>
        </>
      ) : (
        <Button variant="primary" icon={LogIn} busy={busy} onClick={begin}>
          Sign in with {host}
        </Button>
      )}
      {said ? (
        <Notice tone="error" title={`${said.title}.`}>
          {said.why} {said.next}
        </Notice>
      ) : null}
    </div>
  )
}
