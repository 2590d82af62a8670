import ArrowLeftRight from 'lucide-react/icons/arrow-left-right'
import { useQuery } from '@tanstack/react-query'
import { branchesBeside } from '~/domain/jenkins/branches'
import { type Pipeline, readableNames } from '~/domain/jenkins/pipeline'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { jenkinsQueries } from '~/queries/jenkins/queries'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { aliasesOf, usePipelineChoices } from '~/stores/pipelines'
import { LinkButton } from '~/ui/controls/link-button'
import { ListBar } from '~/ui/lists/list-bar'
import { ValueMenu } from '~/ui/overlays/value-menu'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { EmptyState } from '~/ui/states/empty-state'
import { Problem } from '~/ui/states/problem'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { type BuildCount, BuildCountMenu } from '../build-count'
import { ComparisonFrame } from './comparison-frame'
import { branchCodec } from './settings'
import styles from './page.module.css'

export const needs: Needs = { server: 'jenkins' }

export const loader: PageLoader<'pipelines.branches'> = async ({ params, client, search }) => {
  await Promise.all([
    client.ensureQueryData(jenkinsQueries.pipelines()),
    client.ensureQueryData(jenkinsQueries.history(params.job, branchCodec.read(search).builds)),
  ])
}

const lastName = (job: string): string => readableNames(job).at(-1)!

/** One branch of a project against another, stage by stage. */
export function Component() {
  const { job } = usePathParams('pipelines.branches')
  const [settings, change] = useUrlSettings(branchCodec)
  const tree = usePrefetched(jenkinsQueries.pipelines()).data
  const names = readableNames(job)
  usePageNames({ 'pipelines.stages': names.join(' / ') })
  const others = branchesBeside(tree.items, job)
  // A branch that is gone, or that the list does not reach, is asked for all the same: the server says what is.
  const other = settings.with ?? mostBuilt(others)
  return (
    <>
      <PageHeader
        title={
          <span className={styles['title']}>
            {other === null ? `Branches beside ${lastName(job)}` : `${lastName(job)} and ${lastName(other)}`}
          </span>
        }
        facts={`${names.slice(0, -1).join(' / ')} · ${formatCount(others.length + 1)} branches you can see`}
        actions={
          other === null ? undefined : (
            <LinkButton
              icon={ArrowLeftRight}
              href={linkTo('pipelines.branches', { job: other }, { with: job })}
            >
              Swap branches
            </LinkButton>
          )
        }
      />
      <ListBar>
        {others.length > 0 ? (
          <ValueMenu
            label="Branch to compare with"
            word="Against"
            value={other === null ? 'none' : lastName(other)}
            selected={other ?? ''}
            items={others.map(({ fullName, name }) => ({
              id: fullName,
              title: name,
              run: () => change({ with: fullName }),
            }))}
          />
        ) : null}
        <BuildCountMenu value={settings.builds} onChange={(builds) => change({ builds })} />
      </ListBar>
      <div className={styles['content']}>
        {other === null ? (
          <Frame label="Branches">
            <EmptyState
              title="No other branch"
              text="You can see no other branch of this pipeline, so there is nothing to compare it with."
              actions={<LinkButton href={linkTo('pipelines')}>All pipelines</LinkButton>}
            />
          </Frame>
        ) : (
          <Both job={job} other={other} count={settings.builds} />
        )}
      </div>
    </>
  )
}

/** The branch with most builds, as far as they are listed: it has most to compare. */
function mostBuilt(branches: readonly Pipeline[]): string | null {
  return branches.toSorted((a, b) => b.builds.length - a.builds.length)[0]?.fullName ?? null
}

function Both({ job, other, count }: { job: string; other: string; count: BuildCount }) {
  const own = usePrefetched(jenkinsQueries.history(job, count)).data
  const answer = useQuery(jenkinsQueries.history(other, count))
  const ownAliases = usePipelineChoices(aliasesOf(job))
  const otherAliases = usePipelineChoices(aliasesOf(other))
  if (answer.error)
    return <Problem error={answer.error} onRetry={() => void answer.refetch()} retrying={answer.isFetching} />
  if (!answer.data)
    return (
      <Loading label="The other branch is loading">
        <Frame label="Stages of both branches">
          <Skeleton height="420px" />
        </Frame>
      </Loading>
    )
  return (
    <ComparisonFrame
      before={{ name: lastName(job), builds: own.builds }}
      after={{ name: lastName(other), builds: answer.data.builds }}
      aliases={{ ...otherAliases, ...ownAliases }}
    />
  )
}

/** Until the first branch is there. */
export function Pending() {
  const { job } = usePathParams('pipelines.branches')
  return (
    <PagePending
      title={`Branches beside ${lastName(job)}`}
      facts="Loading its builds"
      label="The builds are loading"
      hasBar
      frame="Stages of both branches"
      content={{ height: '420px' }}
    />
  )
}
