import { useMemo, useState } from 'react'
import { hasFailed, pipelinesOf, treeLines } from '~/domain/jenkins/pipeline'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { jenkinsQueries } from '~/queries/jenkins/queries'
import { keptFresh } from '~/queries/kept-fresh'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { usePipelineChoices } from '~/stores/pipelines'
import { Button } from '~/ui/controls/button'
import { LinkButton } from '~/ui/controls/link-button'
import { Segmented } from '~/ui/controls/segmented'
import { ListBar } from '~/ui/lists/list-bar'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { PagePending } from '~/ui/page/page-pending'
import { EmptyState } from '~/ui/states/empty-state'
import { Problem } from '~/ui/states/problem'
import { PipelineTree } from './pipeline-tree'
import { pipelineListCodec, type PipelineListSettings } from './settings'
import styles from './page.module.css'

export const needs: Needs = { server: 'jenkins' }

export const loader: PageLoader<'pipelines'> = ({ client }) =>
  client.ensureQueryData(jenkinsQueries.pipelines())

/** The pipelines of the Jenkins server that one may see, as the tree that they stand in. */
export function Component() {
  const [settings, change] = useUrlSettings(pipelineListCodec)
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const answer = usePrefetched({ ...jenkinsQueries.pipelines(), ...keptFresh })
  const { items, unreadable } = answer.data
  const kept = usePipelineChoices((choices) => choices.favourites)
  const favourites = useMemo(() => new Set(kept), [kept])
  const { search, show } = settings
  // What matches is seen, in folders that were folded too.
  const find = (what: Partial<typeof settings>) => {
    setClosed(new Set())
    change(what)
  }
  const lines = treeLines(items, { search, state: show, favourites }, closed)
  const all = pipelinesOf(items)
  const failed = all.filter(hasFailed).length
  const building = all.filter(({ isBuilding }) => isBuilding).length
  return (
    <>
      <PageHeader
        title="Pipelines"
        facts={`${formatCount(all.length)} ${all.length === 1 ? 'pipeline' : 'pipelines'} you can see on Jenkins · ${formatCount(failed)} failed or unstable · ${formatCount(building)} building now`}
      />
      <ListBar
        search={{
          label: 'Search pipelines',
          placeholder: 'Search folder, name or branch',
          value: search,
          onChange: (text) => find({ search: text }),
        }}
      >
        <Segmented
          label="Which pipelines"
          value={show}
          options={[
            { value: 'all', label: 'All' },
            { value: 'failed', label: 'Failed' },
            { value: 'building', label: 'Building' },
            { value: 'favourite', label: 'Favourites' },
          ]}
          onChange={(value) => find({ show: value })}
        />
      </ListBar>
      <div className={styles['content']}>
        {answer.error ? (
          <Problem error={answer.error} onRetry={() => void answer.refetch()} retrying={answer.isFetching} />
        ) : null}
        <Frame label="List of pipelines" flush>
          {lines.length > 0 ? (
            <PipelineTree lines={lines} favourites={favourites} closed={closed} onClosed={setClosed} />
          ) : items.length === 0 ? (
            <EmptyState
              title="No pipelines you can see"
              text="Jenkins lists only pipelines you have the permission Job/Read for. Sign in to see more, or ask its admin."
              actions={<LinkButton href={linkTo('connections')}>Connections</LinkButton>}
            />
          ) : (
            <EmptyState
              picture={null}
              title={`0 of ${formatCount(all.length)} pipelines match`}
              text={whyNothing(settings)}
              actions={<Button onClick={() => change(pipelineListCodec.empty)}>Clear all</Button>}
            />
          )}
        </Frame>
        <UnreadableList what="item" rows={unreadable} />
      </div>
    </>
  )
}

function whyNothing({ search, show }: PipelineListSettings): string {
  if (search !== '') return `No folder, name or branch shown here contains “${search}”.`
  if (show === 'favourite') return 'Press the star of a pipeline to add it.'
  return show === 'failed' ? 'No pipeline’s last finished build failed.' : 'No pipeline is building now.'
}

/** Until the list is there. */
export function Pending() {
  return (
    <PagePending
      title="Pipelines"
      facts="Pipelines on Jenkins"
      label="The pipelines are loading"
      hasBar
      frame="List of pipelines"
      flush
      content={{ rows: 5 }}
    />
  )
}
