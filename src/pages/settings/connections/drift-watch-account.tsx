import { useQuery } from '@tanstack/react-query'
import type { Me } from '~/domain/drift-watch/drift-record'
import { explain } from '~/lib/explain'
import { driftWatchQueries } from '~/queries/drift-watch/queries'
import { register } from '~/queries/drift-watch/actions'
import { useAction } from '~/scaffold/use-action'
import { useSignOut } from '~/scaffold/use-sign-out'
import { NOBODY, setDemoPerson } from '~/stores/demo-person'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { CopyText } from '~/ui/controls/copy-text'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import styles from './connections.module.css'
import { SessionEndNotice } from './session-end-notice'

/** Who is signed in, in a Drift Watch server's eyes. */
export function DriftWatchAccount({ demo }: { demo: boolean }) {
  const signOut = useSignOut()
  const { data: me, error, isFetching, refetch } = useQuery(driftWatchQueries.me())
  const out = (
    <Button
      size={28}
      onClick={() => {
        // A reload of the demo signs in again whoever was chosen.
        if (demo) setDemoPerson(NOBODY)
        signOut('drift-watch')
      }}
    >
      Sign out
    </Button>
  )
  if (error)
    return (
      <Problem level={3} error={error} onRetry={() => void refetch()} retrying={isFetching} actions={out} />
    )
  if (!me)
    return (
      <Loading label="Checking who you are">
        <Skeleton height="64px" />
      </Loading>
    )
  return (
    <>
      {me.user ? <Person me={me} user={me.user} /> : <Register />}
      {demo ? null : <SessionEndNotice id="drift-watch" />}
      <div>{out}</div>
    </>
  )
}

function Person({ me, user }: { me: Me; user: NonNullable<Me['user']> }) {
  return (
    <dl className={styles['facts']}>
      <div>
        <dt>Signed in as</dt>
        <dd>
          <b>{user.email}</b>
          {me.admin ? ', an admin of this server' : ''}
        </dd>
      </div>
      <div>
        <dt>My id</dt>
        <dd>
          <CopyText text={user.id} what="my id" keep={[36, 0]} />
          <p className={styles['quiet']}>
            Send this to a manager of an experiment to get access: the server stores no names.
          </p>
        </dd>
      </div>
      <div>
        <dt>Identity</dt>
        <dd>
          {user.subject} at {user.issuer}
        </dd>
      </div>
      <div>
        <dt>Entitlements</dt>
        <dd>
          {me.entitlements.length === 0 ? (
            'None: only what is granted to your own id counts.'
          ) : (
            <ul className={styles['entitlements']}>
              {me.entitlements.toSorted().map((entitlement) => (
                <li key={entitlement}>
                  <code>{entitlement}</code>
                </li>
              ))}
            </ul>
          )}
        </dd>
      </div>
    </dl>
  )
}

function Register() {
  const registration = useAction((_: void, client) => register(client), {
    failure: 'here',
    onDone: ({ email }) =>
      toast({ tone: 'ok', title: 'Registered', text: `Drift Watch knows you as ${email}.` }),
  })
  const said = registration.failure === null ? null : explain(registration.failure)
  return (
    <>
      <Notice
        tone="warning"
        title="This server does not know you yet."
        announce
        actions={
          <Button size={28} busy={registration.busy} onClick={() => registration.run()}>
            {registration.busy ? 'Registering' : 'Register'}
          </Button>
        }
      >
        Your token is valid. Until you register, the server shows you nothing, not even what is public.
        Registering stores your subject, issuer and email address.
      </Notice>
      {said ? (
        <Notice tone="error" title={`${said.title}.`}>
          {said.why} {said.next}
        </Notice>
      ) : null}
    </>
  )
}
