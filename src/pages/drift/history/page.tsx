import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import Globe from 'lucide-react/icons/globe'
import LinkIcon from 'lucide-react/icons/link'
import Lock from 'lucide-react/icons/lock'
import Users from 'lucide-react/icons/users'
import type { DriftExperiment, DriftRecord, Me } from '~/domain/drift-watch/drift-record'
import { can, levelOf } from '~/domain/drift-watch/permission'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { driftWatchQueries, type History } from '~/queries/drift-watch/queries'
import { copyLink } from '~/scaffold/copy-link'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { Button } from '~/ui/controls/button'
import { EmptyState } from '~/ui/states/empty-state'
import { Frame } from '~/ui/page/frame'
import { LinkButton } from '~/ui/controls/link-button'
import { PageHeader } from '~/ui/page/page-header'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { Problem } from '~/ui/states/problem'
import { Tag } from '~/ui/words/tag'
import { LoadedView } from './loaded-view'
import styles from './page.module.css'
import { historyCodec } from './settings'
import { OPENS } from './words'

export const needs: Needs = { server: 'drift-watch' }

/** Not the history: it grows while it is read, and the page shows what came so far. */
export const loader: PageLoader<'drift.history'> = ({ params, client }) =>
  client.ensureQueryData(driftWatchQueries.experiment(params.experiment))

/** An experiment's whole history. */
export function Component() {
  const { experiment: id } = usePathParams('drift.history')
  const [settings, change] = useUrlSettings(historyCodec)
  const experiment = usePrefetched(driftWatchQueries.experiment(id)).data
  const me = useQuery(driftWatchQueries.me()).data ?? null
  const history = useQuery(driftWatchQueries.history(id, experiment.name))
  usePageNames({ 'drift.history': experiment.name })

  const header = (actions: ReactNode = null) => (
    <Header experiment={experiment} history={history.data} me={me} actions={actions} />
  )
  if (history.data?.state === 'loaded') {
    return (
      <LoadedView
        experiment={experiment}
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
      {header()}
      {history.data?.state === 'forbidden' ? (
        <Forbidden experiment={experiment} me={me} why={history.data.why} />
      ) : history.error ? (
        <Problem error={history.error} onRetry={() => void history.refetch()} retrying={history.isFetching} />
      ) : (
        <ChartSkeleton />
      )}
    </>
  )
}

/** Until the experiment's name is there. */
export function Pending() {
  return (
    <>
      <PageHeader title="Experiment" />
      <ChartSkeleton />
    </>
  )
}

function Header({
  experiment,
  history,
  me,
  actions,
}: {
  experiment: DriftExperiment
  history: History | undefined
  me: Me | null
  actions: ReactNode
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
        <>
          {actions}
          <LinkButton href={linkTo('drift.access', { experiment: experiment.id })} icon={Users}>
            Access
          </LinkButton>
          <Button icon={LinkIcon} onClick={() => void copyLink(OPENS)}>
            Copy link
          </Button>
        </>
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
            <Button icon={LinkIcon} onClick={() => void copyLink(OPENS)}>
              Copy link
            </Button>
            <LinkButton href={linkTo('connections')} variant="quiet">
              {me ? 'Switch account' : 'Sign in'}
            </LinkButton>
          </>
        }
      />
    </Frame>
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
