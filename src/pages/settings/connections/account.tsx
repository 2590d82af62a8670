import { type BackendId, useSession } from '~/queries/session'
import { useSignOut } from '~/scaffold/use-sign-out'
import { NOBODY, setDemoPerson } from '~/stores/demo-person'
import { Button } from '~/ui/controls/button'
import styles from './connections.module.css'
import { SessionEndNotice } from './session-end-notice'

/** Who is signed in at a server that tells no more than it takes the name. */
export function Account({ id, demo }: { id: BackendId; demo: boolean }) {
  const signOut = useSignOut()
  const { name } = useSession(id)
  return (
    <>
      <dl className={styles['facts']}>
        <div>
          <dt>Signed in as</dt>
          <dd>
            <b>{name ?? 'the owner of a token'}</b>
          </dd>
        </div>
      </dl>
      {demo || name !== null ? null : <SessionEndNotice id={id} />}
      <div>
        <Button
          size={28}
          onClick={() => {
            // A reload of the demo signs in again whoever was chosen.
            if (demo) setDemoPerson(NOBODY)
            signOut(id)
          }}
        >
          Sign out
        </Button>
      </div>
    </>
  )
}
