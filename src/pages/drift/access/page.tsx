import { useQuery } from '@tanstack/react-query'
import ArrowLeft from 'lucide-react/icons/arrow-left'
import { isUserId } from '~/domain/drift-watch/access'
import { can } from '~/domain/drift-watch/permission'
import { linkTo } from '~/lib/paths'
import { driftWatchQueries, driftWatchUsers } from '~/queries/drift-watch/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { CopyText } from '~/ui/controls/copy-text'
import { LinkButton } from '~/ui/controls/link-button'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import styles from './access.module.css'
import { AccessEditor } from './access-editor'
import { LevelGuide } from './level-guide'

export const needs: Needs = { server: 'drift-watch' }

export const loader: PageLoader<'drift.access'> = async ({ params, client }) => {
  await Promise.all([
    client.ensureQueryData(driftWatchQueries.experiment(params.experiment)),
    // Who asks decides what stands at the top. What fails here is told on the page.
    client.prefetchQuery(driftWatchQueries.me()),
  ])
}

/** Who may use an experiment, seen by everybody, as the server tells it to everybody; changed by who manages it. */
export function Component() {
  const { experiment: id } = usePathParams('drift.access')
  const experiment = usePrefetched(driftWatchQueries.experiment(id)).data
  const asked = useQuery(driftWatchQueries.me())
  const me = asked.data ?? null
  const ids = experiment.grants.map(({ entity }) => entity).filter(isUserId)
  const users = useQuery({ ...driftWatchUsers.byId(ids), enabled: me?.admin === true && ids.length > 0 })
  usePageNames({ 'drift.history': experiment.name })
  const permission = can.manage(experiment, me)
  // What one may do stands at the top: what is below would move when it comes.
  if (asked.isPending) return <Pending />
  return (
    <>
      <PageHeader
        title={`Access to ${experiment.name}`}
        facts={
          experiment.isPublic ? 'Public: everybody sees its records' : 'Private: only who is in the list'
        }
        actions={
          <LinkButton href={linkTo('drift.history', { experiment: id })} icon={ArrowLeft}>
            History
          </LinkButton>
        }
      />
      <div className={styles['page']}>
        {asked.error ? (
          <Problem error={asked.error} onRetry={() => void asked.refetch()} retrying={asked.isFetching} />
        ) : permission.allowed ? null : (
          <Notice
            title="You can view, but not change."
            actions={
              me?.user ? null : (
                <LinkButton href={linkTo('connections')} size={28}>
                  {me ? 'Register' : 'Sign in'}
                </LinkButton>
              )
            }
          >
            {permission.reason}
            {me?.user ? (
              <>
                {' '}
                Your id, which they need: <CopyText text={me.user.id} what="my id" keep={[8, 4]} />
              </>
            ) : null}
          </Notice>
        )}
        {users.error ? <Problem error={users.error} level={3} /> : null}
        <AccessEditor
          // Another person is another draft.
          key={me?.user?.id ?? ''}
          experiment={experiment}
          me={me}
          users={users.data ?? []}
          canChange={permission.allowed}
        />
        <LevelGuide />
      </div>
    </>
  )
}

export function Pending() {
  return (
    <PagePending title="Access" label="The list is loading" frame="Grants" content={{ height: '240px' }} />
  )
}
