import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import Globe from 'lucide-react/icons/globe'
import LinkIcon from 'lucide-react/icons/link'
import Lock from 'lucide-react/icons/lock'
import { useParams } from 'react-router'
import type { DriftExperiment, DriftRecord, Me } from '~/domain/drift-watch/drift-record'
import { can, levelOf } from '~/domain/drift-watch/permission'
import { formatCount } from '~/lib/format'
import { driftWatchQueries, type History } from '~/queries/drift-watch/queries'
import { namePage } from '~/stores/page-name'
import { Button } from '~/ui/button'
import { EmptyState } from '~/ui/empty-state'
import { Frame } from '~/ui/frame'
import { LinkButton } from '~/ui/link-button'
import { PageHeader } from '~/ui/page-header'
import { Loading, Skeleton } from '~/ui/skeleton'
import { Problem } from '~/ui/problem'
import { Tag } from '~/ui/tag'
import { copyLink } from './copy-link'
import { LoadedView } from './loaded-view'
import styles from './page.module.css'
import { useHistorySettings } from './use-history-settings'

/** An experiment's whole history. */
export function Component() {
  const { experiment: id = '' } = useParams()
  const [settings, change] = useHistorySettings()
  const experiment = useQuery(driftWatchQueries.experiment(id))
  const me = useQuery(driftWatchQueries.me()).data ?? null
  const name = experiment.data?.name
  const history = useQuery({
    ...driftWatchQueries.history(id, name),
    // Its name is the job's; whether it is there at all is asked once.
    enabled: experiment.data !== undefined,
  })
  useEffect(() => namePage(name ?? null), [name])

  if (experiment.error && !experiment.data) {
    return (
      <>
        <PageHeader title="Experiment" />
        <Problem
          error={experiment.error}
          onRetry={() => void experiment.refetch()}
          retrying={experiment.isFetching}
          actions={
            <LinkButton href="#/drift" size={28}>
              All experiments
            </LinkButton>
          }
        />
      </>
    )
  }
  if (!experiment.data) return <PageSkeleton />
  const header = <Header experiment={experiment.data} history={history.data} me={me} />
  if (history.data?.state === 'loaded') {
    return (
      <LoadedView
        experiment={experiment.data}
        me={me}
        header={header}
        history={history.data}
        error={history.error}
        retrying={history.isFetching}
        onRetry={() => void history.refetch()}
        settings={settings}
        change={change}
      />
    )
  }
  return (
    <>
      {header}
      {history.data?.state === 'forbidden' ? (
        <Forbidden experiment={experiment.data} me={me} why={history.data.why} />
      ) : history.error ? (
        <Problem error={history.error} onRetry={() => void history.refetch()} retrying={history.isFetching} />
      ) : (
        <ChartSkeleton />
      )}
    </>
  )
}

function Header({
  experiment,
  history,
  me,
}: {
  experiment: DriftExperiment
  history: History | undefined
  me: Me | null
}) {
  return (
    <PageHeader
      title={
        <span className={styles['title']}>
          {experiment.name}
          <Tag icon={experiment.isPublic ? Globe : Lock}>{experiment.isPublic ? 'Public' : 'Private'}</Tag>
        </span>
      }
      facts={factsOf(experiment, history, me)}
      actions={
        <Button icon={LinkIcon} onClick={() => void copyLink()}>
          Copy link
        </Button>
      }
    />
  )
}

const MAY = { Read: 'you can read', Edit: 'you can edit', Manage: 'you can manage' } as const

/** "Camera cleanliness · 214 records · model v3.1 · you can edit" */
function factsOf(experiment: DriftExperiment, history: History | undefined, me: Me | null): string {
  const level = levelOf(experiment, me)
  const facts: (string | null)[] = [experiment.description]
  if (history?.state === 'loaded') {
    const count = history.total ?? history.records.length
    facts.push(`${formatCount(count)} ${count === 1 ? 'record' : 'records'}`, modelOf(history.records))
  }
  facts.push(level === null ? (can.see(experiment, me).allowed ? 'you can read' : null) : MAY[level])
  return facts.filter(Boolean).join(' · ')
}

function modelOf(records: readonly DriftRecord[]): string | null {
  const model = records.findLast((record) => record.model !== '')?.model
  return model === undefined ? null : `model ${model}`
}

function Forbidden({ experiment, me, why }: { experiment: DriftExperiment; me: Me | null; why: string }) {
  const permission = can.see(experiment, me)
  const who = me?.user ? `You are signed in as ${me.user.email}. ` : ''
  return (
    <Frame label="Records" flush>
      <EmptyState
        picture={Lock}
        title={experiment.isPublic ? `${experiment.name} is closed to you` : `${experiment.name} is private`}
        text={`${who}${permission.allowed ? `The server says: ${why}` : permission.reason}`}
        actions={
          <>
            <Button icon={LinkIcon} onClick={() => void copyLink()}>
              Copy link
            </Button>
            <LinkButton href="#/connections" variant="quiet">
              {me ? 'Switch account' : 'Sign in'}
            </LinkButton>
          </>
        }
      />
    </Frame>
  )
}

function PageSkeleton(): ReactNode {
  return (
    <>
      <PageHeader title="Experiment" />
      <ChartSkeleton />
    </>
  )
}

function ChartSkeleton() {
  return (
    <Loading label="The history is loading">
      <Frame label="History">
        <Skeleton height="420px" />
      </Frame>
    </Loading>
  )
}
