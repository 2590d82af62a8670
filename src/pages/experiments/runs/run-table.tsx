import { memo, useCallback, useEffect, useMemo, useRef } from 'react'
import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'
import { counted, formatCount } from '~/lib/format'
import { type ColumnChoice, textOfChoice } from '~/domain/mlflow/table/column-id'
import type { LoadedRuns, TableRows, TableWindow } from '~/queries/mlflow/runs'
import { useHistoriesInView } from '~/queries/mlflow/table-histories'
import { useGrid } from '~/scaffold/use-grid'
import { useSame } from '~/scaffold/use-same'
import type { GridRow } from '~/ui/grid/grid-column'
import { GridTable } from '~/ui/grid/grid-table'
import type { GridWindow } from '~/ui/grid/grid-window'
import type { CellValue, SortKey } from '~/ui/lists/table-rows'
import { Button } from '~/ui/controls/button'
import { useNarrow } from '~/ui/page/use-narrow'
import { Problem } from '~/ui/states/problem'
import { cellIn, gridColumn, groupCell } from './cells'
import { chosenBetween, flatLineAt, type GroupLine, groupPlaces, type Line, linesOf } from './layout'
import { NAME_COLUMN } from './settings'
import { useCopy } from './use-copy'
import { type Places, useRunWindow } from './use-run-rows'
import styles from './page.module.css'

interface RunTableProps {
  experimentId: string
  /** The runs at these places are drawn. */
  onInView: (places: Places) => void
  /** The curves of groups came: the rows are to be asked for anew, with what groups show of them. */
  onGroupCurves: () => void
  loaded: LoadedRuns
  /** The columns that are shown. */
  choices: readonly ColumnChoice[]
  isOfFederations: boolean
  rows: TableRows
  infos: readonly ColumnInfo[]
  sort: readonly SortKey[]
  onSort: (sort: readonly SortKey[]) => void
  /** Beside the name. */
  pinned: readonly string[]
  onPinned: (pinned: readonly string[]) => void
  selected: ReadonlySet<string>
  onSelected: (ids: ReadonlySet<string>) => void
  onOpen: (id: string) => void
  /** Parents whose children are not shown. */
  closed: ReadonlySet<string>
  onClosed: (closed: ReadonlySet<string>) => void
  maxHeight: number
}

/**
 * The runs as a table of any size: only what is in view is here, the rest stays in the worker. Memoise what it takes: a
 * key in the filter draws the page anew, and the table only once its rows are others.
 */
export const RunTable = memo(function RunTable(props: RunTableProps) {
  const {
    loaded,
    choices,
    isOfFederations,
    rows,
    infos,
    sort,
    onSort,
    selected,
    onSelected,
    closed,
    onClosed,
    onGroupCurves,
  } = props
  const [grid, setGrid] = useGrid('runs')
  const pinned = useMemo(() => [NAME_COLUMN, ...props.pinned], [props.pinned])
  const histories = useHistoriesInView(props.experimentId, loaded.table, choices, rows)
  const { window, look } = useRunWindow(loaded, rows, choices, histories.version)
  const lines = useMemo(() => linesOf(rows, closed), [rows, closed])
  const isGrouped = rows.groups !== null
  const isNarrow = useNarrow()
  const keys = useMemo(() => new Map(choices.map((choice, at) => [textOfChoice(choice), at])), [choices])
  const isFlat = !isGrouped && rows.nesting === null
  // What it says of a place does not depend on how many runs are there: rows in view stay as others arrive.
  const lineAt = isFlat ? flatLineAt : lines.at
  const numeric = useSame(
    useMemo(() => {
      const all = new Set(infos.filter(({ isNumeric }) => isNumeric).map(({ column }) => column))
      return choices.map(({ column }) => all.has(column))
    }, [choices, infos]),
  )
  const columns = useMemo(
    () =>
      choices.map((choice, at) =>
        gridColumn(textOfChoice(choice), numeric[at] ?? false, isGrouped, isNarrow),
      ),
    [choices, numeric, isGrouped, isNarrow],
  )

  const row = useCallback(
    (index: number): GridRow | null => {
      const line = lineAt(index)
      if (!line) return null
      if (line.kind === 'group') return { id: line.id, group: { isOpen: line.isOpen } }
      const id = window.ids[line.place - window.from]
      if (id === undefined) return null
      return {
        id,
        ...(isFlat ? {} : { level: line.level }),
        ...(line.children > 0 ? { group: { isOpen: line.isOpen } } : {}),
      }
    },
    [lineAt, window, isFlat],
  )
  const cell = useCallback(
    (line: Line, window: TableWindow, key: string): CellValue =>
      line.kind === 'group'
        ? groupValue(line, keys, key, isOfFederations)
        : cellIn(window, keys.get(key), line.place),
    [keys, isOfFederations],
  )
  const value = useCallback(
    (index: number, key: string): CellValue => {
      const line = lineAt(index)
      return line && cell(line, window, key)
    },
    [lineAt, window, cell],
  )
  const copySelected = useCopy(loaded, { lines, choices, selected, cell })
  const onWindow = ({ firstRow, lastRow }: GridWindow) => {
    const places = lines.placesBetween(firstRow, lastRow)
    histories.look(places, isGrouped ? groupPlaces(lines, firstRow, lastRow) : [])
    if (!places) return
    props.onInView(places)
    look(places)
  }
  const { curves } = histories
  useEffect(() => {
    if (isGrouped && curves > 0) onGroupCurves()
  }, [isGrouped, curves, onGroupCurves])
  /** A group stands for its runs, which are asked of the worker: they need not be in view. */
  const choose = async (ids: ReadonlySet<string>) => {
    const next = new Set(ids)
    for (const line of lines.groups) {
      if (ids.has(line.id) === selected.has(line.id)) continue
      const places = { from: line.first, to: line.first + line.group.count }
      const outcome = await loaded.table.window([], places)
      if (outcome.status !== 'done') continue
      for (const id of outcome.value.ids) {
        if (ids.has(line.id)) next.add(id)
        else next.delete(id)
      }
    }
    onSelected(next)
  }
  const latest = useRef(selected)
  useEffect(() => {
    latest.current = selected
  }, [selected])
  /** Runs out of view are asked of the worker. */
  const chooseBetween = async (first: number, last: number, isAdded: boolean) => {
    const { groups, places } = chosenBetween(lines, first, last)
    const outcome = await loaded.table.window([], places)
    if (outcome.status !== 'done') return
    const next = new Set(latest.current)
    for (const id of [...groups, ...outcome.value.ids]) {
      if (isAdded) next.add(id)
      else next.delete(id)
    }
    onSelected(next)
  }
  return (
    <>
      {histories.error ? (
        <Problem
          error={histories.error}
          onRetry={histories.retry}
          {...(histories.failed > 0
            ? { retryNote: `Without a history: ${counted(histories.failed, 'cell')} in view.` }
            : {})}
        />
      ) : null}
      <GridTable
        label="Runs"
        columns={columns}
        rowCount={lines.count}
        row={row}
        value={value}
        state={{ ...grid, sort, pinned }}
        onState={(next) => {
          setGrid(next)
          if (next.sort !== sort) onSort(next.sort)
          if (next.pinned !== pinned) props.onPinned(next.pinned.filter((one) => one !== NAME_COLUMN))
        }}
        onWindow={onWindow}
        selected={selected}
        onSelected={(ids) => void choose(ids)}
        onSelectedBetween={(first, last, isAdded) => void chooseBetween(first, last, isAdded)}
        onCopySelected={copySelected}
        onOpen={(id) => props.onOpen(id)}
        onGroup={(id, isOpen) => {
          const next = new Set(closed)
          if (isOpen) next.delete(id)
          else next.add(id)
          onClosed(next)
        }}
        emptyState="No run matches."
        maxHeight={props.maxHeight}
      />
      {histories.loaded + histories.failed < histories.total ? (
        <p className={styles['reading']} role="status">
          Reading histories: {formatCount(histories.loaded)} of {formatCount(histories.total)} in view
        </p>
      ) : null}
      {histories.heldBack > 0 ? (
        <p className={styles['reading']}>
          The mean curves of groups in view need {counted(histories.heldBack, 'more curve')}.{' '}
          <Button size={28} onClick={histories.askForAll}>
            Load them
          </Button>
        </p>
      ) : null}
    </>
  )
})

function groupValue(
  line: GroupLine,
  keys: ReadonlyMap<string, number>,
  key: string,
  isOfFederations: boolean,
): CellValue {
  if (key !== NAME_COLUMN) return groupCell(line.group, keys.get(key), key)
  const { count, values } = line.group
  const areSites = isOfFederations && values[0] !== null
  const none = isOfFederations ? 'no federation' : 'no value'
  const name = values.map((one) => (one === null ? none : String(one))).join(', ')
  const [one, many] = areSites ? ['site', 'sites'] : ['run', 'runs']
  return `${name} · ${formatCount(count)} ${count === 1 ? one : many}`
}
