import Download from 'lucide-react/icons/download'
import Copy from 'lucide-react/icons/link'
import Search from 'lucide-react/icons/search'
import Shield from 'lucide-react/icons/shield'
import Square from 'lucide-react/icons/square'
import { useQuery } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Experiment } from '~/domain/mlflow/experiment'
import { parseFilter } from '~/domain/mlflow/filter/parse'
import { planFilter, planNotes } from '~/domain/mlflow/filter/plan'
import { type ColumnInfo, sameColumns } from '~/domain/mlflow/table/column-choice'
import { choiceOfText, type ColumnId, partsOfColumn, isFromHistories } from '~/domain/mlflow/table/column-id'
import { formatCount } from '~/lib/format'
import { linkTo, pathTo } from '~/lib/paths'
import { ownRightsQuery, reachSettledQuery, useReach } from '~/queries/mlflow/own-rights'
import { mlflowQueries } from '~/queries/mlflow/queries'
import {
  type LoadedRuns,
  loadRest,
  runsJobId,
  runsQuery,
  searchServer,
  type TableView,
} from '~/queries/mlflow/runs'
import { useChosenOnArrival } from '~/scaffold/chosen-runs'
import { copyLink } from '~/scaffold/copy-link'
import type { Needs } from '~/scaffold/needs'
import type { PageLoader } from '~/scaffold/page'
import { useAction } from '~/scaffold/use-action'
import { usePageNames } from '~/scaffold/use-page-names'
import { usePathParams } from '~/scaffold/use-path-params'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useSame } from '~/scaffold/use-same'
import { useTyped } from '~/scaffold/use-typed'
import { type ChangeSettings, useUrlSettings } from '~/scaffold/use-url-settings'
import { cancelJob } from '~/stores/jobs'
import { rememberVisit } from '~/stores/visited'
import { Button } from '~/ui/controls/button'
import { CopyText } from '~/ui/controls/copy-text'
import { LinkButton } from '~/ui/controls/link-button'
import { EmptyState } from '~/ui/states/empty-state'
import { Frame } from '~/ui/page/frame'
import { sortTexts } from '~/ui/grid/sort-texts'
import type { SortKey } from '~/ui/lists/table-rows'
import { ListBar } from '~/ui/lists/list-bar'
import { MarkdownText } from '~/ui/words/markdown'
import { PageHeader } from '~/ui/page/page-header'
import { useNarrow } from '~/ui/page/use-narrow'
import { Problem } from '~/ui/states/problem'
import { Segmented } from '~/ui/controls/segmented'
import { Skeleton } from '~/ui/states/skeleton'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { ValueMenu } from '~/ui/overlays/value-menu'
import { ColumnPicker } from './column-picker'
import { titleOf } from './cells'
import { columnsOf, exportedColumns } from './columns'
import { DeletedNotice } from './deleted-notice'
import { FilterBar } from './filter-bar'
import { groupChoices } from './group-choices'
import { isGroupId } from './layout'
import { knownOf } from './known'
import { Facts, leadOf, LoadState, type Refresh } from './load-state'
import { NoRuns } from './no-runs'
import { RunTable } from './run-table'
import { SavedViews } from './saved-views'
import { SelectionBar } from './selection-bar'
import { groupingOf, runsCodec, type RunsSettings, sortOf } from './settings'
import { TableHistoriesNotice, useTableHistories } from './table-histories'
import { useExport } from './use-export'
import { FIRST_PLACES, type Places, useRunRows, withMargin } from './use-run-rows'
import { Waiting } from './waiting'
import styles from './page.module.css'

export const needs: Needs = { server: 'mlflow' }

export const loader: PageLoader<'experiments.runs'> = async ({ params, client, search }) => {
  const { experiment: id } = params
  const ofExperiment = async () => {
    const { name } = await client.ensureQueryData(mlflowQueries.experiment(id))
    // It grows while it is read, and is not waited for.
    void client.prefetchQuery(runsQuery(id, runsCodec.read(search).view, name))
    // What one may do says which buttons there are; where it is not told, the page goes without.
    await client.ensureQueryData(reachSettledQuery({ kind: 'experiment', id }))
  }
  // Beside each other: a slow server is waited for once.
  await Promise.all([
    ofExperiment(),
    client.ensureQueryData(mlflowQueries.server()),
    client.prefetchQuery(ownRightsQuery()),
  ])
}

/** The runs of one experiment: found, compared column by column, grouped, tended. */
export function Component() {
  const { experiment: id } = usePathParams('experiments.runs')
  const [settings, change] = useUrlSettings(runsCodec)
  const asked = usePrefetched(mlflowQueries.experiment(id))
  const experiment = asked.data
  const { version } = usePrefetched(mlflowQueries.server()).data
  const runs = useQuery(runsQuery(id, settings.view, experiment.name))
  usePrefetched(reachSettledQuery({ kind: 'experiment', id }))
  const reach = useReach({ kind: 'experiment', id })
  usePageNames({ 'experiments.runs': experiment.name })
  useEffect(() => rememberVisit(id), [id])
  const loaded = runs.data
  return (
    <>
      <PageHeader
        title={experiment.name}
        mark={<CopyText text={experiment.id} what="experiment id" />}
        facts={<Facts experiment={experiment} loaded={loaded} reach={reach} />}
        actions={
          <>
            {reach === null ? null : (
              <LinkButton icon={Shield} href={linkTo('permissions.experiment', { experiment: id })}>
                Permissions
              </LinkButton>
            )}
            <Button
              icon={Copy}
              onClick={() => void copyLink('The link opens these runs as they are shown now.')}
            >
              Copy link
            </Button>
          </>
        }
      />
      {experiment.lifecycle === 'deleted' ? <DeletedNotice experiment={experiment} /> : null}
      {loaded ? (
        <Runs
          key={settings.view}
          experiment={experiment}
          version={version.text}
          loaded={loaded}
          refresh={{
            error: runs.error ?? asked.error,
            isUnderWay: runs.isFetching || asked.isFetching,
            shownAt: runs.dataUpdatedAt,
            again: () => void Promise.all([runs.refetch(), asked.refetch()]),
          }}
          settings={settings}
          change={change}
        />
      ) : runs.error ? (
        <Problem error={runs.error} onRetry={() => void runs.refetch()} retrying={runs.isFetching} />
      ) : (
        <Waiting />
      )}
    </>
  )
}

interface RunsProps {
  experiment: Experiment
  version: string
  loaded: LoadedRuns
  refresh: Refresh
  settings: RunsSettings
  change: ChangeSettings<RunsSettings>
}

function Runs({ experiment, version, loaded, refresh, settings, change }: RunsProps) {
  const navigate = useNavigate()
  const arrived = useChosenOnArrival()
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set(arrived))
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const [infos, setInfos] = useState<readonly ColumnInfo[]>([])
  const writeFilter = useCallback((text: string) => change({ filter: text }), [change])
  const filterText = useTyped(settings.filter, writeFilter)
  const parsed = useMemo(() => parseFilter(filterText.text), [filterText.text])
  const filter = parsed.ok ? parsed.filter : null
  const plan = useMemo(() => (filter ? planFilter(filter, version) : null), [filter, version])
  const sort = useMemo(() => sortOf(settings.sort), [settings.sort])
  const { columns: chosen, differing } = settings
  const group = groupingOf(settings, loaded)
  const isNarrow = useNarrow()
  // The same object while runs arrive or a filter is typed: rows are asked for anew only where the columns changed.
  const columns = useSame(
    useMemo(
      () => columnsOf(infos, loaded.count, { chosen, differing, group, isNarrow }),
      [infos, loaded.count, chosen, differing, group, isNarrow],
    ),
  )
  const choices = useMemo(() => columns.flatMap((text) => choiceOfText(text) ?? []), [columns])
  const isNested = group === 'nested'
  const closedParents = isNested ? closed : NONE
  const view = useMemo<TableView>(
    () => ({
      filter,
      sort: sort.flatMap(({ key, direction }) => {
        const choice = choiceOfText(key)
        return choice && choice.mode !== 'curve'
          ? [{ ...choice, direction: direction === 'ascending' ? 'asc' : 'desc' }]
          : []
      }),
      layout: isNested
        ? { kind: 'nested', closed: [...closedParents] }
        : group === 'federation'
          ? { kind: 'federations' }
          : partsOfColumn(group)
            ? { kind: 'groups', by: [group as ColumnId] }
            : { kind: 'flat' },
      columns: choices,
      window: FIRST_PLACES,
    }),
    [filter, sort, group, isNested, closedParents, choices],
  )
  const inView = useRef(FIRST_PLACES)
  const keepInView = useCallback((places: Places) => {
    inView.current = withMargin(places)
  }, [])
  const onSort = useCallback((next: readonly SortKey[]) => change({ sort: sortTexts(next) }), [change])
  const onPinned = useCallback((pinned: readonly string[]) => change({ pinned }), [change])
  const onOpen = useCallback(
    (run: string) => void navigate(pathTo('experiments.run', { experiment: experiment.id, run })),
    [navigate, experiment.id],
  )
  const [historiesVersion, setHistoriesVersion] = useState(0)
  const { data, error } = useRunRows(loaded, view, inView, historiesVersion)
  const demanding = useSame([...view.sort, ...(data?.rows.groups ? choices : [])].filter(isFromHistories))
  const askRowsAnew = useCallback(() => setHistoriesVersion((known) => known + 1), [])
  const histories = useTableHistories(experiment.id, loaded, demanding, data?.rows ?? null, askRowsAnew)
  // The columns are known only once runs are there, and the view needs them: told back once.
  if (data && data.columns !== infos && !sameColumns(data.columns, infos)) setInfos(data.columns)

  const exported = useMemo(() => exportedColumns(choices, group), [choices, group])
  const exporting = useExport(experiment, loaded, error ? loaded.count : (data?.rows.runs ?? null), exported)
  const search = useAction(
    async (_: void, client) => searchServer(client, experiment.id, settings.view, plan?.searches ?? []),
    { failure: 'here' },
  )
  const rest = useAction(
    (_: void, client) => loadRest(client, experiment.id, settings.view, experiment.name),
    { failure: 'here' },
  )
  const chosenRuns = useMemo(() => [...selected].filter((one) => !isGroupId(one)), [selected])
  const groups = useMemo(() => groupChoices(infos), [infos])
  const known = useMemo(() => knownOf(infos), [infos])
  const isPartial = loaded.unfinished !== null
  return (
    <>
      <FilterBar
        text={filterText.text}
        onText={(text) => {
          // It was said of the filter before.
          if (search.failure) search.dismiss()
          filterText.type(text)
        }}
        onLeave={filterText.settle}
        parsed={parsed}
        known={known}
        notes={plan ? planNotes(plan, isPartial) : []}
      />
      <ListBar
        end={
          <>
            <span className={styles['count']} role="status">
              {data ? countsOf(data.rows.matched, data.rows.runs, isPartial) : null}
            </span>
            <SavedViews
              experimentId={experiment.id}
              settings={settings}
              onOpen={(next) => change(next, 'push')}
            />
            {loaded.unfinished?.kind === 'loading' ? (
              <Button size={28} icon={Square} onClick={() => cancelJob(runsJobId(experiment.id))}>
                Stop loading
              </Button>
            ) : null}
            {isPartial && loaded.unfinished?.kind !== 'loading' && plan && filterText.text.trim() !== '' ? (
              <Button size={28} icon={Search} busy={search.busy} onClick={() => search.run()}>
                {search.busy ? 'Searching' : 'Search the server'}
              </Button>
            ) : null}
            <Button size={28} icon={Download} busy={exporting.busy} onClick={() => exporting.start()}>
              {exporting.busy ? 'Exporting' : 'Export CSV'}
            </Button>
          </>
        }
      >
        <ValueMenu
          label="Group by"
          word="Group"
          value={groups.find(({ id }) => id === group)?.title ?? titleOf(group)}
          selected={group}
          items={groups.map(({ id, title }) => ({ id, title, run: () => change({ group: id }) }))}
        />
        <ColumnPicker
          infos={infos}
          shown={columns}
          onShown={(shown) => change({ columns: shown, differing: false })}
          pinned={settings.pinned}
          onPinned={onPinned}
          group={group}
          onGroup={(next) => change({ group: next })}
          onDefault={() => change({ columns: [], differing: true })}
        />
        <Button
          size={28}
          aria-pressed={differing}
          onClick={() => change({ differing: !differing, columns: [] })}
        >
          {differing ? '✓ Only columns that differ' : 'Only columns that differ'}
        </Button>
        <Segmented
          label="Which runs"
          value={settings.view}
          options={[
            { value: 'active', label: 'Active' },
            { value: 'deleted', label: 'Deleted' },
          ]}
          onChange={(view) => change({ view })}
        />
      </ListBar>
      {search.failure === null ? null : (
        <div className={styles['said']}>
          <Problem error={search.failure} onRetry={() => search.run()} retrying={search.busy} />
        </div>
      )}
      <LoadState loaded={loaded} refresh={refresh} isLoadingRest={rest.busy} onRest={() => rest.run()} />
      <TableHistoriesNotice experimentId={experiment.id} histories={histories} />
      {exporting.question}
      {error ? <Problem error={error} /> : null}
      <Frame label="Table of runs" flush>
        {data && data.rows.matched === 0 && loaded.count > 0 ? (
          <EmptyState
            picture={null}
            title={`0 of ${formatCount(loaded.count)} runs match`}
            text={
              isPartial
                ? 'Not all runs are loaded: the server may have others that match.'
                : 'No run matches the filter.'
            }
            actions={<Button onClick={() => change({ filter: '' })}>Clear the filter</Button>}
          />
        ) : data && loaded.count > 0 ? (
          <RunTable
            experimentId={experiment.id}
            onInView={keepInView}
            onGroupCurves={askRowsAnew}
            loaded={loaded}
            choices={choices}
            isOfFederations={group === 'federation'}
            rows={data.rows}
            infos={infos}
            sort={sort}
            onSort={onSort}
            pinned={settings.pinned}
            onPinned={onPinned}
            selected={selected}
            onSelected={setSelected}
            onOpen={onOpen}
            closed={closed}
            onClosed={setClosed}
            maxHeight={640}
          />
        ) : loaded.count === 0 && loaded.unfinished === null ? (
          // To who may no longer see them, a server says there are none.
          refresh.error ? null : (
            <NoRuns view={settings.view} isDeleted={experiment.lifecycle === 'deleted'} />
          )
        ) : (
          <Skeleton height="420px" />
        )}
      </Frame>
      {experiment.description === '' || leadOf(experiment) !== null ? null : (
        <div className={styles['note']}>
          <Frame title="Description">
            <MarkdownText text={experiment.description} />
          </Frame>
        </div>
      )}
      <UnreadableList what="run" rows={loaded.unreadable} />
      <SelectionBar
        experimentId={experiment.id}
        table={loaded.table}
        ids={chosenRuns}
        isDeleted={settings.view === 'deleted'}
        onSelected={(ids) => setSelected(new Set(ids))}
      />
    </>
  )
}

const NONE: ReadonlySet<string> = new Set()

function countsOf(matched: number, runs: number, isPartial: boolean): string {
  const all = `${formatCount(runs)}${isPartial ? ' loaded' : ''} ${runs === 1 ? 'run' : 'runs'}`
  return matched === runs ? all : `${formatCount(matched)} of ${all}`
}

/** Until the experiment is there. */
export function Pending() {
  return (
    <>
      <PageHeader title="Runs" facts="Runs of an experiment" />
      <Waiting />
    </>
  )
}
