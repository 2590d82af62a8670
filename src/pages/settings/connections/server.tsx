import RefreshCw from 'lucide-react/icons/refresh-cw'
import { useQuery } from '@tanstack/react-query'
import { type ComponentType, type ReactNode, useState } from 'react'
import { gaveNoAnswer } from '~/lib/errors'
import { formatDuration } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { backendFacts } from '~/queries/backend-facts'
import { type Connection, connectionsQuery, healthQuery } from '~/queries/connections'
import { useSession } from '~/queries/session'
import { NotConfigured } from '~/scaffold/not-configured'
import { SignInWays } from '~/scaffold/sign-in-ways'
import { Button } from '~/ui/controls/button'
import { Frame, FrameSection } from '~/ui/page/frame'
import { Mark, type State } from '~/ui/words/mark'
import { Problem } from '~/ui/states/problem'
import { Account } from './account'
import { DriftWatchAccount } from './drift-watch-account'
import styles from './connections.module.css'
import { SignUpAccount } from './sign-up-account'

/** One server: where, whether it answers, and who this page is there. */
export function Server({ connection, demo }: { connection: Connection; demo: boolean }) {
  const { id, name } = connection
  const { holds } = backendFacts(id)
  const health = useQuery({ ...healthQuery(id), enabled: connection.configured })
  const [signingIn, setSigningIn] = useState(false)
  const signedIn = useSession(id).signedIn && !signingIn
  // It tells its version to nobody but who is signed in, where it has accounts.
  const isOpen = id === 'mlflow' && !signedIn && !signingIn && typeof health.data?.version === 'string'
  const [state, words] = stateOf(connection, health, signedIn || isOpen)
  return (
    <Frame
      title={name}
      subtitle={holds}
      flush
      actions={
        connection.configured ? (
          <Button size={28} icon={RefreshCw} busy={health.isFetching} onClick={() => void health.refetch()}>
            {health.isFetching ? 'Checking' : 'Check again'}
          </Button>
        ) : null
      }
    >
      <FrameSection>
        <dl className={styles['facts']}>
          <Fact name="State">
            <span className={styles['state']}>
              <Mark state={state} /> {isOpen && state === 'ok' ? 'Reachable, without accounts' : words}
            </span>
          </Fact>
          <Fact name="Address">
            {connection.configured ? (
              <>
                <code>{connection.path}</code>
                {connection.address === null ? null : (
                  <>
                    {' leads to '}
                    <code>{connection.address}</code>
                  </>
                )}
              </>
            ) : (
              '–'
            )}
          </Fact>
          <Fact name="Version">{health.data?.version ?? '–'}</Fact>
          <Fact name="Fastest response">{health.data ? formatDuration(health.data.latencyMs) : '–'}</Fact>
        </dl>
        {health.error ? (
          <div className={styles['problem']}>
            <Problem error={health.error} level={3} />
          </div>
        ) : null}
      </FrameSection>
      {connection.configured ? (
        <FrameSection title="Sign-in" isGroup>
          <div className={styles['section']}>
            {signedIn ? (
              <AccountOf id={id} demo={demo} />
            ) : isOpen ? (
              <p>
                This server has no accounts: everybody who reaches it may do everything, and nobody signs in.
              </p>
            ) : (
              <>
                <SignInWays id={id} demo={demo} busy={signingIn} onBusy={setSigningIn} />
                {id === 'mlflow' ? <NoAccountYet /> : null}
              </>
            )}
          </div>
        </FrameSection>
      ) : (
        <FrameSection title="What to set">
          <NotConfigured id={id} />
        </FrameSection>
      )}
    </Frame>
  )
}

/** Where a sign-up service is set, people make their account of MLflow themselves. */
function NoAccountYet() {
  const { data } = useQuery(connectionsQuery())
  if (!data?.connections.some(({ id, configured }) => id === 'sign-up' && configured)) return null
  return (
    <p>
      No account yet? <a href={linkTo('sign-up')}>Register at the sign-up service</a>.
    </p>
  )
}

/** Servers that tell more of a person than that they take the name. */
const ACCOUNTS: Readonly<Partial<Record<Connection['id'], ComponentType<{ demo: boolean }>>>> = {
  'drift-watch': DriftWatchAccount,
  'sign-up': SignUpAccount,
}

function AccountOf({ id, demo }: { id: Connection['id']; demo: boolean }) {
  const { [id]: Own } = ACCOUNTS
  return Own ? <Own demo={demo} /> : <Account id={id} demo={demo} />
}

interface Asked {
  data: unknown
  error: Error | null
}

/** The worst comes first: not configured, no answer, nobody signed in. */
function stateOf(backend: Connection, { data, error }: Asked, signedIn: boolean): [State, string] {
  if (!backend.configured) return ['unknown', 'Not configured']
  if (error) return ['failed', gaveNoAnswer(error) ? 'Unreachable' : 'Answers with an error']
  if (!data) return ['running', 'Checking']
  return signedIn ? ['ok', 'Reachable, signed in'] : ['warning', 'Reachable, not signed in']
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
