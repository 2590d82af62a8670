import { connectionsQuery } from '~/queries/connections'
import type { PageLoader } from '~/scaffold/page'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { SignInSlot } from '~/ui/states/sign-in-slot'
import { Server } from './server'
import styles from './connections.module.css'

export const loader: PageLoader<'connections'> = ({ client }) => client.ensureQueryData(connectionsQuery())

/** The servers that this page talks to, and who it is there. */
export function Component() {
  const { demo, connections } = usePrefetched(connectionsQuery()).data
  return (
    <>
      <PageHeader title="Connections" facts={demo ? IN_DEMO : FACTS} />
      <div className={styles['page']}>
        {/* Each server has its sign-in here already. */}
        <SignInSlot value={null}>
          {connections.map((connection) => (
            <Server key={connection.id} connection={connection} demo={demo} />
          ))}
        </SignInSlot>
      </div>
    </>
  )
}

const FACTS = 'Which servers this page reaches, and who you are there.'
const IN_DEMO = 'The demo’s own server answers, in this browser; nothing leaves it.'

/** Until it is known which servers there are. */
export function Pending() {
  return (
    <PagePending
      title="Connections"
      facts={FACTS}
      label="Loading the servers"
      content={{ height: '140px' }}
    />
  )
}
