import { useCallback, useMemo, useState } from 'react'
import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'
import { formatCount } from '~/lib/format'
import type { LoadedRuns, TableRows, TableView } from '~/queries/mlflow/runs'
import type { GridRow } from '~/ui/grid/grid-column'
import { type GridState, PLAIN_GRID } from '~/ui/grid/grid-state'
import { GridTable, type GridWindow } from '~/ui/grid/grid-table'
import type { CellValue } from '~/ui/lists/table-rows'
import { cellIn, gridColumn, groupCell } from './cells'
import { type Line, linesOf, placesBetween } from './layout'
import { NAME_COLUMN, type Sorted } from './settings'
import { useRunWindow } from './use-run-rows'

interface RunTableProps {
  loaded: LoadedRuns
  view: TableView
  rows: TableRows
  infos: readonly ColumnInfo[]
  sort: readonly Sorted[]
  onSort: (sort: readonly Sorted[]) => void
  selected: ReadonlySet<string>
  onSelected: (ids: ReadonlySet<string>) => void
  onOpen: (id: string) => void
  /** Parents whose children are not shown. */
  closed: ReadonlySet<string>
  onClosed: (closed: ReadonlySet<string>) => void
  maxHeight: number
}

/** The runs as a table of any size: only what is in view is here, the rest stays in the worker. */
export function RunTable(props: RunTableProps) {
  const { loaded, view, rows, infos, sort, onSort, selected, onSelected, closed, onClosed } = props
  const [grid, setGrid] = useState<GridState>(() => ({ ...PLAIN_GRID, pinned: [NAME_COLUMN] }))
  const { window, look } = useRunWindow(loaded, rows, view)
  const lines = useMemo(() => linesOf(rows, closed), [rows, closed])
  const isGrouped = rows.groups !== null
  const choices = view.columns
  const columns = useMemo(() => {
    const numeric = new Map(infos.map(({ column, isNumeric }) => [column as string, isNumeric]))
    return choices.map(({ column }) => gridColumn(column, numeric.get(column) ?? false, isGrouped))
  }, [choices, infos, isGrouped])

  const row = useCallback(
    (index: number): GridRow | null => {
      const line = lines[index]
      if (!line) return null
      if (line.kind === 'group') return { id: line.id, group: { isOpen: line.isOpen } }
      const id = window?.ids[line.place - window.from]
      if (id === undefined) return null
      return {
        id,
        level: line.level,
        ...(line.children > 0 ? { group: { isOpen: line.isOpen } } : {}),
      }
    },
    [lines, window],
  )
  const value = useCallback(
    (index: number, key: string): CellValue => {
      const line = lines[index]
      if (!line) return null
      if (line.kind === 'group') return groupValue(line, choices, key)
      return window ? cellIn(window, choices, line.place, key) : null
    },
    [lines, window, choices],
  )
  const onWindow = ({ firstRow, lastRow }: GridWindow) => {
    const places = placesBetween(lines, firstRow, lastRow)
    if (places) look(places.from, places.to)
  }
  /** A group stands for its runs, which are asked of the worker: they need not be in view. */
  const choose = async (ids: ReadonlySet<string>) => {
    const next = new Set(ids)
    for (const line of lines) {
      if (line.kind !== 'group' || ids.has(line.id) === selected.has(line.id)) continue
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
  return (
    <GridTable
      label="Runs"
      columns={columns}
      rowCount={lines.length}
      row={row}
      value={value}
      state={{ ...grid, sort }}
      onState={(next) => {
        setGrid(next)
        if (next.sort !== sort) onSort(next.sort)
      }}
      onWindow={onWindow}
      selected={selected}
      onSelected={(ids) => void choose(ids)}
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
  )
}

function groupValue(
  line: Extract<Line, { kind: 'group' }>,
  choices: TableView['columns'],
  key: string,
): CellValue {
  if (key !== NAME_COLUMN) return groupCell(line.group, choices, key)
  const { count, values } = line.group
  const name = values.map((one) => (one === null ? 'no value' : String(one))).join(', ')
  return `${name} · ${formatCount(count)} ${count === 1 ? 'run' : 'runs'}`
}
