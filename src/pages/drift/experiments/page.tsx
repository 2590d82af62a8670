import { useQuery } from '@tanstack/react-query'
import Radar from 'lucide-react/icons/radar'
import { useEffect, useMemo, useState } from 'react'
import { can } from '~/domain/drift-watch/permission'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { driftWatchQueries } from '~/queries/drift-watch/queries'
import { keptFresh } from '~/queries/kept-fresh'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { Button } from '~/ui/controls/button'
import { PagePending } from '~/ui/page/page-pending'
import { EmptyState } from '~/ui/states/empty-state'
import { ListBar } from '~/ui/lists/list-bar'
import { Frame } from '~/ui/page/frame'
import { LinkButton } from '~/ui/controls/link-button'
import { PageHeader } from '~/ui/page/page-header'
import { Segmented } from '~/ui/controls/segmented'
import { Problem } from '~/ui/states/problem'
import { Loading } from '~/ui/states/skeleton'
import { ListSkeleton } from '~/ui/lists/list-table'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { SortMenu } from '~/ui/overlays/value-menu'
import { ExperimentList } from './experiment-list'
import styles from './page.module.css'
import { rowsOf } from './rows'
import { listCodec, type ListSettings } from './settings'
import { useRecents } from '~/queries/drift-watch/use-recents'

const SORTS: Readonly<Record<ListSettings['sort'], string>> = {
  'last-run': 'last record',
  name: 'name',
  created: 'created',
}

export const needs: Needs = { server: 'drift-watch' }

export const loader: PageLoader<'drift'> = ({ client }) =>
  client.ensureQueryData(driftWatchQueries.experiments())

/** The experiments of the Drift Watch server: what each found last. */
export function Component() {
  const [settings, change] = useUrlSettings(listCodec)
  const list = usePrefetched({ ...driftWatchQueries.experiments(), ...keptFresh })
  const me = useQuery(driftWatchQueries.me()).data ?? null
  const { experiments, unreadable } = list.data
  const seen = useMemo(() => experiments.filter((one) => can.see(one, me).allowed), [experiments, me])
  const recents = useRecents(seen, keptFresh)
  // In order once all is known: rows that change places with each answer cannot be read.
  const isSettled = [...recents.values()].every(({ state }) => state !== 'waiting')
  const rows = rowsOf(experiments, settings, me, (id) => {
    const known = isSettled ? recents.get(id) : undefined
    return known?.state === 'known' ? known.recent.lastRecordAt : null
  })
  const isWaitedFor = useFirst(WAIT_MS) && settings.sort === 'last-run' && !isSettled
  return (
    <>
      <PageHeader title="Drift" facts={factsOf(experiments.length, seen.length)} />
      <ListBar
        search={{
          label: 'Search experiments',
          placeholder: 'Search name or description',
          value: settings.search,
          onChange: (search) => change({ search }),
        }}
        end={<SortMenu sorts={SORTS} value={settings.sort} onChange={(sort) => change({ sort })} />}
      >
        <Segmented
          label="Which experiments"
          value={settings.show}
          options={[
            { value: 'all', label: 'All' },
            { value: 'public', label: 'Public' },
            { value: 'mine', label: 'Mine' },
          ]}
          onChange={(show) => change({ show })}
        />
      </ListBar>
      <div className={styles['content']}>
        {list.error ? (
          <Problem error={list.error} onRetry={() => void list.refetch()} retrying={list.isFetching} />
        ) : null}
        <Frame label="Experiments" flush>
          {rows.length > 0 && isWaitedFor ? (
            <Loading label="The last records are loading">
              <ListSkeleton rows={rows.length} />
            </Loading>
          ) : rows.length > 0 ? (
            <ExperimentList rows={rows} recents={recents} />
          ) : experiments.length === 0 ? (
            <EmptyState
              title="No experiments yet"
              text="A detector that logs to this server starts one; so does publishing a result of the Lab."
              actions={
                <LinkButton href={linkTo('lab')} variant="primary" icon={Radar}>
                  Run in Lab
                </LinkButton>
              }
            />
          ) : (
            <EmptyState
              picture={null}
              title={`0 of ${formatCount(experiments.length)} experiments match`}
              text={whyNothing(settings, me !== null)}
              actions={
                <Button onClick={() => change({ ...listCodec.empty, sort: settings.sort })}>Clear all</Button>
              }
            />
          )}
        </Frame>
        <UnreadableList what="experiment" rows={unreadable} />
      </div>
    </>
  )
}

/** So long the list waits for the last records, which its order is made of. */
const WAIT_MS = 2500

/** Whether less than so many milliseconds have passed. */
function useFirst(ms: number): boolean {
  const [isFirst, setIsFirst] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setIsFirst(false), ms)
    return () => clearTimeout(timer)
  }, [ms])
  return isFirst
}

function factsOf(all: number, seen: number): string {
  const count = `${formatCount(all)} ${all === 1 ? 'experiment' : 'experiments'} on the Drift Watch server`
  return seen === all ? count : `${count}, ${formatCount(all - seen)} you cannot read`
}

function whyNothing({ search, show }: ListSettings, signedIn: boolean): string {
  if (show === 'mine' && !signedIn)
    return 'You are not signed in. Sign in to see the experiments you have access to.'
  if (search !== '') return `No name or description contains “${search}”.`
  return show === 'mine' ? 'No experiment names you or a group of yours.' : 'No experiment is public.'
}

/** Until the list is there. */
export function Pending() {
  return (
    <PagePending
      title="Drift"
      facts="Experiments of the Drift Watch server"
      label="The experiments are loading"
      hasBar
      frame="Experiments"
      flush
      content={{ rows: 5 }}
    />
  )
}
