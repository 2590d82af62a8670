import { useCallback, useMemo } from 'react'
import { type Build, isExecuted, workMs } from '~/domain/jenkins/build'
import { type BuildTime, buildTime } from '~/domain/jenkins/build-time'
import { columnTitle } from '~/domain/jenkins/columns'
import type { StageFinding } from '~/domain/jenkins/stage-finding'
import type { StageTable } from '~/domain/jenkins/stage-table'
import type { StageGroup } from '~/domain/jenkins/structure'
import { useGrid } from '~/scaffold/use-grid'
import type { GridRow } from '~/ui/grid/grid-column'
import type { GridState } from '~/ui/grid/grid-state'
import { GridTable } from '~/ui/grid/grid-table'
import type { CellValue } from '~/ui/lists/table-rows'
import {
  BUILD_COLUMN,
  gridColumns,
  STARTED_COLUMN,
  stageKey,
  type StageRow,
  TIME_COLUMNS,
  TOTAL_COLUMN,
} from './cells'
import { withChanges } from './with-changes'

interface StageGridProps {
  table: StageTable
  /** Of the newest build: what stands together. */
  groups: readonly StageGroup[]
  /** Rows of the table that are shown, in their order. */
  rows: readonly number[]
  /** Stages that changed: each has a row between the builds before and after it, while builds stand in their order. */
  changes: readonly StageFinding[]
  selected: ReadonlySet<string>
  onSelected: (ids: ReadonlySet<string>) => void
  onOpen: (id: string) => void
}

/** What a cell of the table holds, in ms. */
export function cellValue(table: StageTable, row: number, key: string): CellValue {
  const build = table.builds[row]
  if (!build) return null
  if (key === BUILD_COLUMN) return build.name
  if (key === STARTED_COLUMN) return build.startedAt
  if (key === TOTAL_COLUMN) return build.durationMs
  if (key.startsWith('stage-')) {
    const stage = table.cell(row, Number(key.slice('stage-'.length)))
    return stage && isExecuted(stage) ? workMs(stage) : null
  }
  if (key === 'queue') return build.queuedMs
  // Its stages are not known, or there were none: no time of theirs is known either.
  if (build.stages.length === 0) return null
  const time = timeOf(build)
  return (
    {
      sum: time.stagesMs,
      saved: time.savedMs,
      overhead: time.overheadMs,
      paused: time.pausedMs,
    }[key] ?? null
  )
}

/** Of one build once: five columns ask for it with every frame that is scrolled. */
const times = new WeakMap<Build, BuildTime>()

function timeOf(build: Build): BuildTime {
  const known = times.get(build)
  if (known) return known
  const time = buildTime(build)
  times.set(build, time)
  return time
}

/** All columns of a table, for a file. */
export function tableKeys(table: StageTable): string[] {
  const stages = table.columns.map((_, at) => stageKey(at))
  return [BUILD_COLUMN, STARTED_COLUMN, TOTAL_COLUMN, ...stages, ...TIME_COLUMNS.map(({ key }) => key)]
}

/** Builds × stages: names stay at the left, and only what is in view is in the page. */
export function StageGrid({ table, groups, rows, changes, selected, onSelected, onOpen }: StageGridProps) {
  const [grid, setGrid] = useStageGrid(table)
  const order = useMemo(
    (): readonly StageRow[] =>
      grid.sort.length > 0 ? sorted(table, rows, grid.sort) : withChanges(table, rows, changes),
    [table, rows, changes, grid.sort],
  )
  const columns = useMemo(() => gridColumns(table, groups, (row) => order[row]), [table, groups, order])
  const row = useCallback(
    (index: number): GridRow | null => {
      const one = order[index]
      if (typeof one === 'object') return { id: `change since ${one.changes[0]?.since.id}`, isDivider: true }
      const build = table.builds[one ?? -1]
      return build ? { id: build.id } : null
    },
    [table, order],
  )
  const value = useCallback(
    (index: number, key: string) => {
      const one = order[index]
      return typeof one === 'number' ? cellValue(table, one, key) : null
    },
    [table, order],
  )
  return (
    <GridTable
      label="Builds and stages"
      columns={columns}
      rowCount={order.length}
      row={row}
      value={value}
      state={grid}
      onState={setGrid}
      selected={selected}
      onSelected={onSelected}
      onOpen={onOpen}
      emptyState="No build has this state."
      maxHeight={560}
      isCompact
    />
  )
}

const PINNED = [BUILD_COLUMN]

/** What a person arranged. Widths are kept by the names of stages: places change with the builds, and with the branch. */
function useStageGrid(table: StageTable): readonly [grid: GridState, change: (next: GridState) => void] {
  const [kept, keep] = useGrid('stages', PINNED)
  const keys = useMemo(
    () =>
      new Map<string, string>(
        table.columns.map((column, at) => [`stage ${columnTitle(column)}`, stageKey(at)]),
      ),
    [table.columns],
  )
  const grid = useMemo(
    () => ({ ...kept, widths: renamed(kept.widths, (name) => keys.get(name) ?? name) }),
    [kept, keys],
  )
  const change = useCallback(
    (next: GridState) => {
      if (next.widths === grid.widths) return keep({ ...next, widths: kept.widths })
      const names = new Map([...keys].map(([name, key]) => [key, name]))
      keep({ ...next, widths: renamed(next.widths, (key) => names.get(key) ?? key) })
    },
    [grid, kept, keep, keys],
  )
  return [grid, change]
}

const renamed = (widths: GridState['widths'], nameOf: (key: string) => string): GridState['widths'] =>
  Object.fromEntries(Object.entries(widths).map(([key, width]) => [nameOf(key), width]))

/** By what a person chose; what a build does not have comes last. */
function sorted(table: StageTable, rows: readonly number[], sort: GridState['sort']): readonly number[] {
  return rows.toSorted((a, b) => {
    for (const { key, direction } of sort) {
      const [x, y] = [cellValue(table, a, key), cellValue(table, b, key)]
      if (x === y) continue
      if (x === null) return 1
      if (y === null) return -1
      const order = typeof x === 'number' && typeof y === 'number' ? x - y : String(x) < String(y) ? -1 : 1
      return direction === 'ascending' ? order : -order
    }
    return 0
  })
}
