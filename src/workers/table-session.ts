import { ChartMaker, type ChartData, type ChartRequest } from '~/domain/mlflow/series/chart-data'
import { historyOf } from '~/domain/mlflow/series/history'
import type { HistoryStore } from '~/domain/mlflow/series/history-store'
import { LIVE_STATUSES, type NeededHistory, neededHistories } from '~/domain/mlflow/table/aggregates'
import { cellValues } from '~/domain/mlflow/table/cell-values'
import { columnInfos, type ColumnInfo } from '~/domain/mlflow/table/column-choice'
import { cellOf, type CellValue } from '~/domain/mlflow/table/column'
import { type ColumnChoice, isFromHistories } from '~/domain/mlflow/table/column-id'
import { csvSlices } from '~/domain/mlflow/table/csv'
import { countFederations, federationGroups } from '~/domain/mlflow/table/federation'
import { groupRows, type RunGroup, summarise } from '~/domain/mlflow/table/group'
import { countNested, nestRows } from '~/domain/mlflow/table/nest'
import { query } from '~/domain/mlflow/table/query'
import { RunIndex } from '~/domain/mlflow/table/run-index'
import { decodeHistory, decodeRuns, decodeSampled } from './table-decode'
import {
  type HistoryIngested,
  type RunCounts,
  type RunsIngested,
  type TableRows,
  type TableView,
  type TableWindow,
  type RunName,
  type TagUse,
  UNLOADED_CODE,
  type WindowCells,
} from './table-protocol'

/** Everything that was loaded for one table of runs. The worker is a thin shell around it. */
export class TableSession {
  private readonly index = new RunIndex()
  private readonly histories: HistoryStore
  private readonly charts: ChartMaker
  /** The rows of the last query: windows are of these. */
  private rows: Uint32Array = new Uint32Array(0)
  /** With those below closed parents: of these are files. */
  private all: Uint32Array = this.rows

  /** @param histories may be those of another table too */
  constructor(histories: HistoryStore) {
    this.histories = histories
    this.charts = new ChartMaker(histories)
  }

  /** @throws ContractError where the bytes are no page of runs */
  putRuns(bytes: ArrayBuffer): RunsIngested {
    const { runs, unreadable, nextPageToken } = decodeRuns(bytes)
    const { added, replaced } = this.index.put(runs)
    const keys = this.index.columns().filter(({ kind }) => kind !== 'attribute').length
    const ids = runs.map(({ id }) => id)
    return { added, replaced, unreadable, nextPageToken, ...this.counts(), keys, ids }
  }

  dropRuns(ids: readonly string[]): RunCounts {
    this.histories.drop(ids)
    this.index.drop(ids)
    return this.counts()
  }

  columns(): ColumnInfo[] {
    return columnInfos(this.index)
  }

  query(view: TableView): TableRows {
    const { filter, sort } = view
    const matching = query(this.index, { filter, sort, aggregates: this.histories })
    const laidOut = this.layOut(matching, view)
    this.rows = laidOut.rows
    this.all =
      view.layout.kind === 'nested' && view.layout.closed.length > 0
        ? this.layOut(matching, { ...view, layout: { kind: 'nested', closed: [] } }).rows
        : laidOut.rows
    return {
      runs: this.index.size,
      matched: matching.length,
      ...laidOut,
      unloaded: this.needed(
        [...view.sort, ...(laidOut.groups ? view.columns : [])].filter(isFromHistories),
        matching,
      ).filter(({ isLoaded }) => !isLoaded).length,
      // What is handed over is gone here.
      rows: laidOut.rows.slice(),
      window: this.window(view.columns, view.window),
    }
  }

  /** Cells of the last query's rows. Places beyond them are left out. */
  window(columns: readonly ColumnChoice[], { from, to }: TableView['window']): TableWindow {
    const first = Math.max(0, from)
    const rows = this.rows.subarray(first, Math.max(first, to))
    return {
      from: first,
      ids: Array.from(rows, (row) => this.index.idOf(row) ?? ''),
      cells: columns.map((choice) => windowCells(cellValues(this.index, rows, choice, this.histories))),
    }
  }

  /** Of the last query's rows at some places, or of all with those below closed parents. */
  neededHistories(columns: readonly ColumnChoice[], places: TableView['window'] | null): NeededHistory[] {
    const rows = places ? this.rows.subarray(Math.max(0, places.from), Math.max(0, places.to)) : this.all
    return this.needed(columns, rows)
  }

  liveRuns(): string[] {
    const status = this.index.column('attribute:status')
    if (!status) return []
    return Array.from(this.index.rowsByStart()).flatMap((row) =>
      LIVE_STATUSES.includes(String(cellOf(status, row))) ? [this.index.idOf(row) ?? ''] : [],
    )
  }

  newestRuns(most: number): RunName[] {
    const [name, start] = [this.index.column('attribute:run_name'), this.index.column('attribute:start_time')]
    return Array.from(this.index.rowsByStart().subarray(0, most), (row) => {
      const startedAt = start ? cellOf(start, row) : null
      return {
        id: this.index.idOf(row) ?? '',
        name: String((name && cellOf(name, row)) ?? ''),
        startedAt: typeof startedAt === 'number' ? startedAt : null,
      }
    }).filter(({ id }) => id !== '')
  }

  tags(ids: readonly string[]): TagUse[] {
    const rows = ids.flatMap((id) => this.index.rowOfRun(id) ?? [])
    return this.index.columns().flatMap((column) => {
      if (column.kind !== 'tag' || column.key.startsWith('mlflow.')) return []
      const values = rows.map((row) => cellOf(column, row)).filter((value) => value !== null)
      if (values.length === 0) return []
      const isSame = values.every((value) => value === values[0])
      return [{ key: column.key, count: values.length, value: isSame ? String(values[0]) : null }]
    })
  }

  /** @throws ContractError where the bytes are no page of a history */
  putHistory(
    { runId, key, append }: { runId: string; key: string; append: boolean },
    bytes: ArrayBuffer,
  ): HistoryIngested {
    const { points, nextPageToken } = decodeHistory(bytes)
    this.histories.put(runId, key, historyOf(points), { append })
    return { summary: this.histories.summary(runId, key), nextPageToken }
  }

  /**
   * Points of one metric's histories; of a run without any there is no curve to wait for.
   * @param bytes null: the server gives none
   * @throws ContractError where the bytes are none
   */
  putCurves({ runIds, key }: { runIds: readonly string[]; key: string }, bytes: ArrayBuffer | null): void {
    const byRun = bytes ? decodeSampled(bytes) : null
    for (const id of runIds) {
      const points = byRun?.get(id)
      this.histories.putCurve(id, key, points ? historyOf(points) : null)
    }
  }

  chart(request: ChartRequest): ChartData {
    return this.charts.make(request)
  }

  /** The last query's rows as CSV, slice by slice, with those below closed parents. */
  csv(columns: readonly ColumnChoice[]): Generator<string, void, undefined> {
    return csvSlices(this.index, this.all, columns, this.histories)
  }

  private counts(): RunCounts {
    return { runs: this.index.size, federated: countFederations(this.index), nested: countNested(this.index) }
  }

  private needed(columns: readonly ColumnChoice[], rows: Uint32Array): NeededHistory[] {
    return neededHistories(this.index, rows, columns, (runId, key, part) =>
      part === 'curve' ? this.histories.hasCurve(runId, key) : this.histories.get(runId, key) !== undefined,
    )
  }

  /** Rows group by group, with what each group's runs share. */
  private grouped(
    groups: readonly RunGroup[],
    columns: readonly ColumnChoice[],
  ): Pick<TableRows, 'rows' | 'groups' | 'nesting'> {
    return {
      rows: Uint32Array.from(groups.flatMap(({ rows }) => [...rows])),
      groups: groups.map(({ values, rows }) => ({
        values,
        count: rows.length,
        summaries: columns.map((choice) => summarise(this.index, rows, choice, this.histories)),
      })),
      nesting: null,
    }
  }

  private layOut(
    matching: Uint32Array,
    { layout, columns }: TableView,
  ): Pick<TableRows, 'rows' | 'groups' | 'nesting'> {
    switch (layout.kind) {
      case 'flat':
        return { rows: matching, groups: null, nesting: null }
      case 'groups':
        return this.grouped(groupRows(this.index, matching, layout.by), columns)
      case 'federations':
        return this.grouped(federationGroups(this.index, matching), columns)
      case 'nested': {
        const closed = new Set(layout.closed)
        const nested = nestRows(this.index, matching, (row) => !closed.has(this.index.idOf(row) ?? ''))
        return {
          rows: Uint32Array.from(nested, ({ row }) => row),
          groups: null,
          nesting: {
            depth: Uint16Array.from(nested, ({ depth }) => Math.min(depth, 65_535)),
            children: Uint32Array.from(nested, ({ children }) => children),
          },
        }
      }
    }
  }
}

function windowCells(values: readonly (CellValue | undefined)[]): WindowCells {
  if (values.some((value) => typeof value === 'string')) {
    const codeOf = new Map<string, number>()
    const codes = Uint32Array.from(values, (value) => {
      if (value === null) return 0
      if (value === undefined) return UNLOADED_CODE
      const text = String(value)
      const code = codeOf.get(text) ?? codeOf.size + 1
      codeOf.set(text, code)
      return code
    })
    return { type: 'text', texts: [...codeOf.keys()], codes }
  }
  return {
    type: 'number',
    values: Float64Array.from(values, (value) => Number(value ?? Number.NaN)),
    isMissing: Uint8Array.from(values, (value) => (value === undefined ? 2 : value === null ? 1 : 0)),
  }
}
