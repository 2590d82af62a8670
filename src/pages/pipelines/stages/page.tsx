import ArrowLeftRight from 'lucide-react/icons/arrow-left-right'
import ChartColumn from 'lucide-react/icons/chart-column'
import Download from 'lucide-react/icons/download'
import GitBranch from 'lucide-react/icons/git-branch'
import PencilLine from 'lucide-react/icons/pencil-line'
import Star from 'lucide-react/icons/star'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import { readableNames } from '~/domain/jenkins/pipeline'
import type { StageTable } from '~/domain/jenkins/stage-table'
import { groupsOfGraph, groupsOfTimes, type StageGroup } from '~/domain/jenkins/structure'
import { spokenDay } from '~/lib/dates'
import { formatCount, formatDuration } from '~/lib/format'
import { linkTo, pathTo } from '~/lib/paths'
import { type BuildHistory, jenkinsQueries } from '~/queries/jenkins/queries'
import { stageTableQuery } from '~/queries/jenkins/stage-drift'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useUrlSettings } from '~/scaffold/use-url-settings'
import { aliasesOf, setFavourite, usePipelineChoices } from '~/stores/pipelines'
import { Button } from '~/ui/controls/button'
import { LinkButton } from '~/ui/controls/link-button'
import { Segmented } from '~/ui/controls/segmented'
import { ListBar } from '~/ui/lists/list-bar'
import { ValueMenu } from '~/ui/overlays/value-menu'
import { Frame } from '~/ui/page/frame'
import { PageHeader } from '~/ui/page/page-header'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { BuildCountMenu } from '../build-count'
import { NoBuilds } from '../no-builds'
import type { BuildRange } from './build-bars'
import { DriftFrame } from './drift-frame'
import { JenkinsView } from './jenkins-view'
import { Legend } from './legend'
import { RenamesDialog } from './renames-dialog'
import { saveTable } from './save-table'
import { stageCodec, type StageSettings } from './settings'
import { StageGrid } from './stage-grid'
import { StageList } from './stage-list'
import { useFindings } from './use-findings'
import { WithoutStages } from './without-stages'
import styles from './page.module.css'

export const needs: Needs = { server: 'jenkins' }

export const loader: PageLoader<'pipelines.stages'> = async ({ params: { job }, client, search }) => {
  const query = jenkinsQueries.history(job, stageCodec.read(search).builds)
  const { builds } = await client.ensureQueryData(query)
  // What fails here is told on the page.
  await client.prefetchQuery(stageTableQuery(job, builds, aliasesOf(job)(usePipelineChoices.getState())))
}

/** By its address, where its builds could not be loaded. */
export function Head() {
  const names = readableNames(usePathParams('pipelines.stages').job)
  usePageNames({ 'pipelines.stages': names.join(' / ') })
  return <PageHeader title={<span className={styles['title']}>{names.slice(-2).join(' / ')}</span>} />
}

/** One pipeline: all its builds by stage, and what each stage takes. */
export function Component() {
  const { job } = usePathParams('pipelines.stages')
  const [settings, change] = useUrlSettings(stageCodec)
  const answer = usePrefetched(jenkinsQueries.history(job, settings.builds))
  const history = answer.data
  const { builds } = history
  const aliases = usePipelineChoices(aliasesOf(job))
  const isFavourite = usePipelineChoices(({ favourites }) => favourites.includes(job))
  const [isRenaming, setRenaming] = useState(false)
  const names = readableNames(job)
  const name = names.at(-1)!
  usePageNames({ 'pipelines.stages': names.join(' / ') })
  const tabulated = useQuery({
    ...stageTableQuery(job, builds, aliases),
    placeholderData: keepPreviousData,
  })
  const table = tabulated.data
  const columns = table?.columns ?? []
  // Until the table is made: what stands at the top stays where it is.
  const hasStages = table ? columns.length > 0 : builds.length > 0 && history.source !== 'plain'
  return (
    <>
      <PageHeader
        title={<span className={styles['title']}>{names.slice(-2).join(' / ')}</span>}
        facts={factsOf(history, table)}
        actions={
          <>
            <Button icon={Star} aria-pressed={isFavourite} onClick={() => setFavourite(job, !isFavourite)}>
              {isFavourite ? 'Favourite' : 'Make favourite'}
            </Button>
            {hasStages ? (
              <>
                <LinkButton icon={ChartColumn} href={linkTo('pipelines.trends', { job })}>
                  Trends
                </LinkButton>
                {job.includes('/') ? (
                  <LinkButton icon={GitBranch} href={linkTo('pipelines.branches', { job })}>
                    Branches
                  </LinkButton>
                ) : null}
                <Button icon={PencilLine} disabled={!table} onClick={() => setRenaming(true)}>
                  Renames
                </Button>
                <Button icon={Download} disabled={!table} onClick={() => table && saveTable(table, name)}>
                  Save CSV
                </Button>
              </>
            ) : null}
          </>
        }
      />
      <StageBar settings={settings} onChange={change} hasStages={hasStages} />
      <div className={styles['content']}>
        {answer.error ? (
          <Problem error={answer.error} onRetry={() => void answer.refetch()} retrying={answer.isFetching} />
        ) : null}
        {builds.length === 0 ? (
          <NoBuilds what="stages" />
        ) : settings.view === 'jenkins' ? (
          <JenkinsView builds={builds} />
        ) : tabulated.error ? (
          <Problem error={tabulated.error} onRetry={() => void tabulated.refetch()} />
        ) : table ? (
          <OwnView job={job} history={history} table={table} settings={settings} onChange={change} />
        ) : (
          <PendingTable />
        )}
        <WithoutStages rows={history.unreadable} />
      </div>
      {isRenaming ? (
        <RenamesDialog
          job={job}
          aliases={aliases}
          names={[...new Set(columns.map((column) => column.name))]}
          onClose={() => setRenaming(false)}
        />
      ) : null}
    </>
  )
}

function factsOf({ builds, hasOlder }: BuildHistory, table: StageTable | undefined): string {
  const oldest = builds.at(-1)
  if (!oldest) return 'Jenkins has not built it yet'
  return [
    `${formatCount(builds.length)} ${hasOlder ? 'newest ' : ''}${builds.length === 1 ? 'build' : 'builds'} since ${spokenDay(oldest.startedAt, { year: true })}`,
    ...(table === undefined || table.total.p50 === null
      ? []
      : [
          `a successful one takes ${formatDuration(table.total.p50)} (median), the last ${formatDuration(table.total.last)}`,
        ]),
    ...(table === undefined ? [] : [`${formatCount(table.total.failed)} failed`]),
  ].join(' · ')
}

interface StageBarProps {
  settings: StageSettings
  onChange: (change: Partial<StageSettings>) => void
  hasStages: boolean
}

const STATES = { all: 'all', success: 'successful', failed: 'failed' } as const

function StageBar({ settings, onChange, hasStages }: StageBarProps) {
  const { view, state, builds } = settings
  return (
    <ListBar end={view === 'ours' && hasStages ? <Legend /> : undefined}>
      <Segmented
        label="Which table"
        value={view}
        options={[
          { value: 'ours', label: 'Tidemark' },
          { value: 'jenkins', label: 'As Jenkins shows it' },
        ]}
        onChange={(value) => onChange({ view: value })}
      />
      {view === 'ours' ? (
        <>
          <BuildCountMenu value={builds} onChange={(count) => onChange({ builds: count })} />
          <ValueMenu
            label="State of builds"
            word="State"
            value={STATES[state]}
            selected={state}
            items={(['all', 'success', 'failed'] as const).map((one) => ({
              id: one,
              title: STATES[one].slice(0, 1).toUpperCase() + STATES[one].slice(1),
              run: () => onChange({ state: one }),
            }))}
          />
        </>
      ) : null}
    </ListBar>
  )
}

interface OwnViewProps {
  job: string
  history: BuildHistory
  table: StageTable
  settings: StageSettings
  onChange: (change: Partial<StageSettings>) => void
}

function OwnView({ job, history, table, settings, onChange }: OwnViewProps) {
  const { state, oldest, newest } = settings
  const navigate = useNavigate()
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const groups = useGroups(job, table)
  const range = useMemo(() => rangeOf(table, oldest, newest), [table, oldest, newest])
  const rows = useMemo(
    () =>
      table.builds.flatMap(({ status }, row) =>
        (state === 'all' || status === state) && (!range || (row >= range.newest && row <= range.oldest))
          ? [row]
          : [],
      ),
    [table, state, range],
  )
  const { stated } = useFindings(job, table)
  const changes = useMemo(
    () =>
      stated.flatMap(({ finding, state: said }) =>
        finding.kind === 'stage' && said === 'new' ? [finding] : [],
      ),
    [stated],
  )
  const chosen = table.builds.filter(({ id }) => selected.has(id))
  return (
    <>
      {history.source === 'plain' ? (
        <Notice title="This server reports no stages.">
          It has neither the pipeline REST API nor the graph view plugin nor Blue Ocean, or this is not a
          pipeline: only whole builds are shown.
        </Notice>
      ) : history.source === 'graph' ? (
        <Notice>
          The pipeline REST API is not installed; stages come from the graph view plugin, without time in the
          queue.
        </Notice>
      ) : history.source === 'blue-ocean' ? (
        <Notice>
          The pipeline REST API is not installed; stages come from Blue Ocean, without pauses and time in the
          queue.
        </Notice>
      ) : null}
      {table.columns.length > 0 ? (
        <DriftFrame
          job={job}
          table={table}
          hasOlder={history.hasOlder}
          range={range}
          onRange={(next) =>
            onChange({
              oldest: next === null ? null : (table.builds[next.oldest]?.id ?? null),
              newest: next === null ? null : (table.builds[next.newest]?.id ?? null),
            })
          }
        />
      ) : null}
      <Frame
        title="Builds and stages"
        subtitle={
          range === null
            ? 'Press a build to open it; select two to compare them'
            : `${table.builds[range.oldest]?.name} to ${table.builds[range.newest]?.name} of ${formatCount(table.builds.length)} builds`
        }
        flush
        actions={
          chosen.length === 0 ? (
            range === null ? null : (
              <Button size={28} variant="quiet" onClick={() => onChange({ oldest: null, newest: null })}>
                Show all builds
              </Button>
            )
          ) : (
            <span className={styles['selection']}>
              {chosen.length === 2 ? (
                <LinkButton
                  size={28}
                  icon={ArrowLeftRight}
                  href={linkTo('pipelines.compare', { job }, { before: chosen[1]!.id, after: chosen[0]!.id })}
                >
                  Compare {chosen[1]!.name} and {chosen[0]!.name}
                </LinkButton>
              ) : (
                <span className={styles['quiet']}>
                  {formatCount(chosen.length)} selected: select two to compare
                </span>
              )}
            </span>
          )
        }
      >
        <StageGrid
          table={table}
          groups={groups}
          rows={rows}
          changes={changes}
          selected={selected}
          onSelected={setSelected}
          onOpen={(build) => void navigate(pathTo('pipelines.build', { job, build }))}
        />
      </Frame>
      {table.columns.length > 0 ? (
        <Frame
          title="Stages"
          subtitle="Of the builds that are loaded. Times are of successful stages, without pauses"
          flush
        >
          <div className={styles['sticky']}>
            <StageList table={table} groups={groups} />
          </div>
        </Frame>
      ) : null}
    </>
  )
}

/** The stretch that a link names, where its builds are there. */
function rangeOf({ builds }: StageTable, oldest: string | null, newest: string | null): BuildRange | null {
  const rowOf = (id: string | null) => (id === null ? -1 : builds.findIndex((build) => build.id === id))
  const [from, to] = [rowOf(oldest), rowOf(newest)]
  return from < 0 || to < 0 || from < to ? null : { oldest: from, newest: to }
}

/** How the newest build's stages stand together: as the graph says, else as their times do. */
function useGroups(job: string, { builds }: StageTable): readonly StageGroup[] {
  const [newest] = builds
  const graph = useQuery({
    ...jenkinsQueries.graph(job, newest?.id ?? ''),
    enabled: newest !== undefined && newest.stages.length > 0,
  }).data
  return useMemo(() => (graph ? groupsOfGraph(graph) : newest ? groupsOfTimes(newest) : []), [graph, newest])
}

/** Until the builds are there. */
export function Pending() {
  const { job } = usePathParams('pipelines.stages')
  const names = readableNames(job)
  return (
    <>
      <PageHeader title={names.slice(-2).join(' / ')} facts="Loading its builds" />
      <ListBar>
        <Skeleton height="28px" />
      </ListBar>
      <PendingTable />
    </>
  )
}

function PendingTable() {
  return (
    <Loading label="The builds are loading">
      <Frame label="Builds and stages" flush>
        <Skeleton height="480px" />
      </Frame>
    </Loading>
  )
}
