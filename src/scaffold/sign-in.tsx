import { explain } from '~/lib/explain'
import { HttpError } from '~/lib/errors'
import { type BackendId, basic, bearer, signInChecked, useSession } from '~/queries/session'
import { SignInForm, type Typed } from '~/ui/controls/sign-in-form'
import { useAction } from './use-action'

interface SignInProps {
  id: BackendId
  kind: Typed['kind']
  demo: boolean
  /** Kept outside: somebody is signed in while the server is asked, and the form, with what went wrong, must stay. */
  busy: boolean
  onBusy: (busy: boolean) => void
  /** After the server took it. */
  onDone?: () => void
}

const HELP: Readonly<Record<Typed['kind'], string>> = {
  basic:
    'Your account on this server. The password is kept only in the memory of this page: a reload forgets it.',
  bearer:
    'An access token of your identity provider. It is kept only in the memory of this page: a reload forgets it.',
}

/** Signs in at one server, which is asked at once; what it does not take is forgotten. */
export function SignIn({ id, kind, demo, busy, onBusy, onDone }: SignInProps) {
  const { name } = useSession(id)
  const signIn = useAction(
    async (typed: Typed, client) => {
      onBusy(true)
      try {
        const credential = typed.kind === 'basic' ? basic(typed.name, typed.password) : bearer(typed.token)
        await signInChecked(client, id, credential)
      } finally {
        onBusy(false)
      }
    },
    { failure: 'here', ...(onDone ? { onDone: () => onDone() } : {}) },
  )
  return (
    <SignInForm
      kind={kind}
      // Refused amid work, one is most likely the same person still.
      knownName={name ?? ''}
      busy={busy}
      error={signIn.failure === null ? null : sentence(signIn.failure)}
      help={
        demo ? `In the demo the person is switched at the top of the page. ${DEMO[id] ?? ''}` : HELP[kind]
      }
      onSubmit={signIn.run}
    />
  )
}

/** Whom one can try besides. */
const DEMO: Readonly<Partial<Record<BackendId, string>>> = {
  'drift-watch':
    'Try demo-newcomer to see a person who has not registered, demo-outsider for one who may not.',
}

function sentence(error: unknown): string {
  const { title, why, next } = explain(error)
  // The sentence of a token that cannot be one is whole by itself.
  return error instanceof HttpError || title !== 'This did not work' ? `${title}. ${why} ${next}` : why
}
