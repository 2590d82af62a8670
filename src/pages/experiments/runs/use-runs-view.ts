import { useCallback, useMemo, useRef, useState } from 'react'
import { parseFilter } from '~/domain/mlflow/filter/parse'
import { type FilterPlan, planFilter } from '~/domain/mlflow/filter/plan'
import { type ColumnInfo, sameColumns } from '~/domain/mlflow/table/column-choice'
import {
  type ColumnChoice,
  choiceOfText,
  type ColumnId,
  partsOfColumn,
} from '~/domain/mlflow/table/column-id'
import type { LoadedRuns, TableView } from '~/queries/mlflow/runs'
import { useSame } from '~/scaffold/use-same'
import type { SortKey } from '~/ui/lists/table-rows'
import { useNarrow } from '~/ui/page/use-narrow'
import { columnsOf } from './columns'
import { groupingOf, type RunsSettings, sortOf } from './settings'
import { FIRST_PLACES, type Places, type RunRows, useRunRows, withMargin } from './use-run-rows'

/** The runs as the settings want them seen. */
export interface RunsView {
  parsed: ReturnType<typeof parseFilter>
  /** Who finds what of the filter; null: it has a fault. */
  plan: FilterPlan | null
  sort: readonly SortKey[]
  /** Which grouping holds: the settings', or the one that suits the runs. */
  group: string
  /** Every column that the runs have; none until the worker told them. */
  infos: readonly ColumnInfo[]
  /** Those that are shown, as texts and as choices. */
  columns: readonly string[]
  choices: readonly ColumnChoice[]
  /** What the worker was asked. */
  view: TableView
  /** The places in view have their cells fetched with the rows. */
  keepInView: (places: Places) => void
  /** The last answer; null: none yet. */
  data: RunRows | null
  error: Error | null
}

const NONE: ReadonlySet<string> = new Set()

/**
 * Filter, order, grouping and columns as one view, and the worker's answer to it.
 * @param filterText as it is typed, ahead of the settings
 * @param closed rows whose children are not shown
 * @param historiesVersion another one asks anew: the worker has more histories
 */
export function useRunsView(
  loaded: LoadedRuns,
  settings: RunsSettings,
  version: string,
  filterText: string,
  closed: ReadonlySet<string>,
  historiesVersion: number,
): RunsView {
  const [infos, setInfos] = useState<readonly ColumnInfo[]>([])
  const parsed = useMemo(() => parseFilter(filterText), [filterText])
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
  const closedParents = group === 'nested' ? closed : NONE
  const view = useMemo<TableView>(
    () => ({
      filter,
      sort: orderOf(sort),
      layout: layoutOf(group, closedParents),
      columns: choices,
      window: FIRST_PLACES,
    }),
    [filter, sort, group, closedParents, choices],
  )
  const inView = useRef(FIRST_PLACES)
  const keepInView = useCallback((places: Places) => {
    inView.current = withMargin(places)
  }, [])
  const { data, error } = useRunRows(loaded, view, inView, historiesVersion)
  // The columns are known only once runs are there, and the view needs them: told back once.
  if (data && data.columns !== infos && !sameColumns(data.columns, infos)) setInfos(data.columns)
  return { parsed, plan, sort, group, infos, columns, choices, view, keepInView, data, error }
}

/** A curve orders nothing. */
function orderOf(sort: readonly SortKey[]): TableView['sort'] {
  return sort.flatMap(({ key, direction }) => {
    const choice = choiceOfText(key)
    return choice && choice.mode !== 'curve'
      ? [{ ...choice, direction: direction === 'ascending' ? 'asc' : 'desc' }]
      : []
  })
}

function layoutOf(group: string, closed: ReadonlySet<string>): TableView['layout'] {
  if (group === 'nested') return { kind: 'nested', closed: [...closed] }
  if (group === 'federation') return { kind: 'federations' }
  return partsOfColumn(group) ? { kind: 'groups', by: [group as ColumnId] } : { kind: 'flat' }
}
