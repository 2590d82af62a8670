import UserRound from 'lucide-react/icons/user-round'
import { useQuery } from '@tanstack/react-query'
import { linkTo } from '~/lib/paths'
import { identityQuery } from '~/queries/session'
import { useSignOut } from '~/scaffold/use-sign-out'
import { NOBODY, setDemoPerson } from '~/stores/demo-person'
import { Button } from '~/ui/controls/button'
import { LinkButton } from '~/ui/controls/link-button'
import { Problem } from '~/ui/states/problem'
import styles from './connections.module.css'
import { SessionEndNotice } from './session-end-notice'

/** Who is signed in at the sign-up service, and the way to the account of MLflow that it keeps. */
export function SignUpAccount({ demo }: { demo: boolean }) {
  const signOut = useSignOut()
  const { data, error } = useQuery(identityQuery('sign-up'))
  return (
    <>
      {error ? (
        <Problem level={3} error={error} />
      ) : (
        <dl className={styles['facts']}>
          <div>
            <dt>Signed in as</dt>
            <dd>
              <b>{data?.name ?? '…'}</b>
            </dd>
          </div>
        </dl>
      )}
      {demo ? null : <SessionEndNotice id="sign-up" />}
      <div className={styles['actions']}>
        <LinkButton href={linkTo('sign-up')} size={28} icon={UserRound}>
          Registration and settings
        </LinkButton>
        <Button
          size={28}
          onClick={() => {
            // A reload of the demo signs in again whoever was chosen.
            if (demo) setDemoPerson(NOBODY)
            signOut('sign-up')
          }}
        >
          Sign out
        </Button>
      </div>
    </>
  )
}
