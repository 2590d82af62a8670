import { useQueryClient } from '@tanstack/react-query'
import { type BackendId, signOut, useSession } from '~/queries/session'
import { NOBODY, setDemoPerson } from '~/stores/demo-person'
import { Button } from '~/ui/controls/button'
import styles from './connections.module.css'
import { SessionEndNotice } from './session-end-notice'

/** Who is signed in at a server that tells no more than it takes the name. */
export function Account({ id, demo }: { id: BackendId; demo: boolean }) {
  const client = useQueryClient()
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
            void signOut(client, id)
          }}
        >
          Sign out
        </Button>
      </div>
    </>
  )
}
