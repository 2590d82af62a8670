import { useCallback, useMemo, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Experiment } from '~/domain/mlflow/experiment'
import { planNotes } from '~/domain/mlflow/filter/plan'
import { isFromHistories } from '~/domain/mlflow/table/column-id'
import { formatCount } from '~/lib/format'
import { pathTo } from '~/lib/paths'
import { type LoadedRuns, loadRest, searchServer } from '~/queries/mlflow/runs'
import { useChosenOnArrival } from '~/scaffold/chosen-runs'
import { useAction } from '~/scaffold/use-action'
import { useSame } from '~/scaffold/use-same'
import { useTyped } from '~/scaffold/use-typed'
import type { ChangeSettings } from '~/scaffold/use-url-settings'
import { Button } from '~/ui/controls/button'
import { EmptyState } from '~/ui/states/empty-state'
import { Frame } from '~/ui/page/frame'
import { sortTexts } from '~/ui/grid/sort-texts'
import type { SortKey } from '~/ui/lists/table-rows'
import { MarkdownText } from '~/ui/words/markdown'
import { Problem } from '~/ui/states/problem'
import { Skeleton } from '~/ui/states/skeleton'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { exportedColumns } from './columns'
import { FilterBar } from './filter-bar'
import { isGroupId } from './layout'
import { knownOf } from './known'
import { leadOf, LoadState, type Refresh } from './load-state'
import { NoRuns } from './no-runs'
import { RunTable } from './run-table'
import { SelectionBar } from './selection-bar'
import type { RunsSettings } from './settings'
import { TableHistoriesNotice, useTableHistories } from './table-histories'
import { useExport } from './use-export'
import { RunsBar } from './runs-bar'
import { useRunsView } from './use-runs-view'
import styles from './page.module.css'

interface RunsProps {
  experiment: Experiment
  version: string
  loaded: LoadedRuns
  refresh: Refresh
  settings: RunsSettings
  change: ChangeSettings<RunsSettings>
}

/** The runs as they came so far: filter, table, and what is done with those selected. */
export function Runs({ experiment, version, loaded, refresh, settings, change }: RunsProps) {
  const navigate = useNavigate()
  const arrived = useChosenOnArrival()
  const [selected, setSelected] = useState<ReadonlySet<string>>(() => new Set(arrived))
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set())
  const writeFilter = useCallback((text: string) => change({ filter: text }), [change])
  const filterText = useTyped(settings.filter, writeFilter)
  const [historiesVersion, setHistoriesVersion] = useState(0)
  const shown = useRunsView(loaded, settings, version, filterText.text, closed, historiesVersion)
  const { parsed, plan, sort, group, infos, choices, view, keepInView, data, error } = shown
  const onSort = useCallback((next: readonly SortKey[]) => change({ sort: sortTexts(next) }), [change])
  const onPinned = useCallback((pinned: readonly string[]) => change({ pinned }), [change])
  const onOpen = useCallback(
    (run: string) => void navigate(pathTo('experiments.run', { experiment: experiment.id, run })),
    [navigate, experiment.id],
  )
  const demanding = useSame([...view.sort, ...(data?.rows.groups ? choices : [])].filter(isFromHistories))
  const askRowsAnew = useCallback(() => setHistoriesVersion((known) => known + 1), [])
  const histories = useTableHistories(experiment.id, loaded, demanding, data?.rows ?? null, askRowsAnew)
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
      <RunsBar
        experimentId={experiment.id}
        shown={shown}
        isPartial={isPartial}
        isLoading={loaded.unfinished?.kind === 'loading'}
        settings={settings}
        change={change}
        search={isPartial && plan && filterText.text.trim() !== '' ? search : null}
        exporting={exporting}
      />
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
