import { useCallback, useState } from 'react'
import type { BackendId } from '~/queries/session'
import { setSignInWanted, useSignInWanted } from '~/stores/sign-in-wanted'
import { Button } from '~/ui/controls/button'
import { Dialog } from '~/ui/overlays/dialog'
import { late } from '~/ui/states/late'
import { Notice } from '~/ui/states/notice'
import type { SignInWanted } from '~/ui/states/sign-in-slot'
import { serverToSignIn } from './server-to-sign-in'

const { Late: SignInHere } = late(() => import('./sign-in-here'))

/** Fills `SignInSlot`: the form of the server that refused; null where none did. */
export function signInFor(wanted: SignInWanted) {
  const server = serverToSignIn(wanted.error)
  return server === null ? null : <SignInOnce server={server} {...wanted} />
}

/** The sign-in, then the refused thing again; what is typed around it stays. */
function SignInOnce({ server, error, onRetry }: SignInWanted & { server: BackendId }) {
  // Of which refusal: another one asks again.
  const [answered, setAnswered] = useState<unknown>(null)
  const done = useCallback(() => {
    setAnswered(error)
    onRetry?.()
  }, [error, onRetry])
  if (answered !== error) return <SignInHere id={server} error={error} onDone={done} />
  return (
    <Notice tone="info" title="You are signed in." announce>
      {onRetry
        ? 'Asking the server again.'
        : 'The refused action was not done: try it again. What you typed is still here.'}
    </Notice>
  )
}

const close = () => setSignInWanted(null)

/** The sign-in over the page, for what was refused and has no place on it (`useAction` with a toast). */
export function SignInDialog() {
  const wanted = useSignInWanted((state) => state.wanted)
  const done = useCallback(() => {
    close()
    wanted?.again()
  }, [wanted])
  const server = wanted && serverToSignIn(wanted.error)
  if (!wanted || server === null) return null
  return (
    <Dialog open onClose={close} title="Sign in" actions={<Button onClick={close}>Cancel</Button>}>
      <SignInHere id={server} error={wanted.error} onDone={done} />
    </Dialog>
  )
}
