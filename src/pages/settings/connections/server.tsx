import RefreshCw from 'lucide-react/icons/refresh-cw'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { explain } from '~/lib/explain'
import { HttpError } from '~/lib/errors'
import { formatDuration } from '~/lib/format'
import type { Backend } from '~/queries/backends'
import { driftWatchQueries } from '~/queries/drift-watch'
import { useSession } from '~/queries/session'
import { Button } from '~/ui/button'
import { ErrorPanel } from '~/ui/error-panel'
import { Frame, FrameSection } from '~/ui/frame'
import { Mark, type State } from '~/ui/mark'
import { Account } from './account'
import styles from './connections.module.css'
import { SignIn } from './sign-in'

/** Where the address of each server is set. */
const VARIABLES: Readonly<Record<Backend['id'], { name: string; example: string }>> = {
  'drift-watch': { name: 'DRIFT_WATCH_URL', example: 'https://drift-watch.example.org/api/latest' },
}

/** One server: where, whether it answers, and who this page is there. */
export function Server({ backend, demo }: { backend: Backend; demo: boolean }) {
  const health = useQuery({ ...driftWatchQueries.health(), enabled: backend.configured })
  const [signingIn, setSigningIn] = useState(false)
  const signedIn = useSession().signedIn && !signingIn
  const [state, words] = stateOf(backend, health, signedIn)
  return (
    <Frame
      title={backend.name}
      subtitle="Histories of drift detectors"
      flush
      actions={
        backend.configured ? (
          <Button size={28} icon={RefreshCw} busy={health.isFetching} onClick={() => void health.refetch()}>
            {health.isFetching ? 'Asking' : 'Ask again'}
          </Button>
        ) : null
      }
    >
      <FrameSection>
        <dl className={styles['facts']}>
          <Fact name="State">
            <span className={styles['state']}>
              <Mark state={state} /> {words}
            </span>
          </Fact>
          <Fact name="Address">
            {backend.configured ? (
              <>
                <code>{backend.path}</code>
                {backend.address === null ? null : (
                  <>
                    {' leads to '}
                    <code>{backend.address}</code>
                  </>
                )}
              </>
            ) : (
              '–'
            )}
          </Fact>
          <Fact name="Version">{health.data?.version ?? '–'}</Fact>
          <Fact name="Latency">
            {health.data ? `${formatDuration(health.data.latencyMs)} for its shortest answer` : '–'}
          </Fact>
        </dl>
        {health.error ? <Unreachable error={health.error} name={backend.name} /> : null}
      </FrameSection>
      {backend.configured ? (
        <FrameSection title="Sign-in">
          <div className={styles['section']}>
            {signedIn ? (
              <Account server={backend.name} demo={demo} />
            ) : (
              <SignIn demo={demo} busy={signingIn} onBusy={setSigningIn} />
            )}
          </div>
        </FrameSection>
      ) : (
        <FrameSection title="What to set">
          <NotConfigured id={backend.id} />
        </FrameSection>
      )}
    </Frame>
  )
}

interface Asked {
  data: unknown
  error: Error | null
}

/** The worst comes first: not configured, no answer, nobody signed in. */
function stateOf(backend: Backend, { data, error }: Asked, signedIn: boolean): [State, string] {
  if (!backend.configured) return ['unknown', 'Not configured']
  if (error) return ['failed', 'Unreachable']
  if (!data) return ['running', 'Asking']
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

function Unreachable({ error, name }: { error: Error; name: string }) {
  const { title, why, next } = explain(error, name)
  return (
    <ErrorPanel
      level={3}
      title={title}
      why={why}
      next={next}
      words={error instanceof HttpError && error.words ? error.words : error.message}
    />
  )
}

function NotConfigured({ id }: { id: Backend['id'] }) {
  const { name, example } = VARIABLES[id]
  return (
    <div className={styles['section']}>
      <p>
        Nobody has said where this server is. Write a line into <code>.env.local</code> beside package.json,
        or set it in the environment:
      </p>
      <pre className={styles['code']}>{`${name}=${example}`}</pre>
      <p>
        Then start again with <code>npm run connect</code>. The address stays with the development server and
        is part of no build.
      </p>
    </div>
  )
}
