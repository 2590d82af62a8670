import type { Filter } from '~/domain/mlflow/filter/ast'
import type { ChartData, ChartRequest } from '~/domain/mlflow/series/chart-data'
import type { HistorySummary } from '~/domain/mlflow/series/history'
import type { NeededHistory } from '~/domain/mlflow/table/aggregates'
import type { CellValue } from '~/domain/mlflow/table/column'
import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'
import type { ColumnChoice, ColumnId } from '~/domain/mlflow/table/column-id'
import type { FederationCounts } from '~/domain/mlflow/table/federation'
import type { GroupSummary } from '~/domain/mlflow/table/group'
import type { SortKey } from '~/domain/mlflow/table/query'
import type { UnreadableRow } from '~/lib/unreadable-row'
import type { Outcome } from './protocol'

/** What is there now. */
export interface RunCounts {
  runs: number
  federated: FederationCounts
  /** Runs that stand below another one that is there. */
  nested: number
}

/** What a page of runs brought. */
export interface RunsIngested extends RunCounts {
  added: number
  replaced: number
  unreadable: UnreadableRow[]
  /** Opaque; empty: this was the last page. */
  nextPageToken: string
  /** The runs that it brought. */
  ids: string[]
  /** Metrics, parameters and tags that any run has now. */
  keys: number
}

export interface HistoryIngested {
  summary: HistorySummary | null
  nextPageToken: string
}

/** Which rows, in which order, and what of them is seen. */
export interface TableView {
  filter: Filter | null
  sort: readonly SortKey[]
  /**
   * `groups` by these columns; `federations` of NVFlare by the names of their sites' runs, what belongs to none last;
   * `nested` below their parents, except below the closed ones.
   */
  layout:
    | { kind: 'flat' }
    | { kind: 'groups'; by: readonly ColumnId[] }
    | { kind: 'federations' }
    | { kind: 'nested'; closed: readonly string[] }
  columns: readonly ColumnChoice[]
  /** Places [from, to) in the rows. */
  window: { from: number; to: number }
}

export interface TableRows {
  /** Runs that are there, and runs that the filter lets through. */
  runs: number
  matched: number
  /** Row numbers in the order of the layout. */
  rows: Uint32Array
  /** Groups one after the other, each with its rows; null where nothing is grouped. */
  groups: TableGroup[] | null
  /** Depth and number of children at each place of `rows`; null where nothing is nested. */
  nesting: { depth: Uint16Array; children: Uint32Array } | null
  /**
   * Histories that sorting and groups need and that are not loaded. A sort that lacks one is left out: the order of some
   * of the values would be another one.
   */
  unloaded: number
  window: TableWindow
}

/** What a run is found by. */
export interface RunName {
  id: string
  name: string
  /** Milliseconds since 1970 UTC; null: not told. */
  startedAt: number | null
}

/** A tag among some runs. */
export interface TagUse {
  key: string
  /** How many of them have it. */
  count: number
  /** Null: not the same in all that have it. */
  value: string | null
}

export interface TableGroup {
  values: readonly CellValue[]
  count: number
  /** One for each column of the view. */
  summaries: GroupSummary[]
}

/** The cells that are seen. */
export interface TableWindow {
  from: number
  /** Run ids at `from`, `from + 1`, … */
  ids: string[]
  /** One for each column of the view. */
  cells: WindowCells[]
}

/**
 * `isMissing` is 1 where there is nothing, 2 where the history that tells it is not loaded; NaN is a value. Text is
 * each different one once: thousands of strings would take the page longer to receive than all the rest. `codes` are
 * places in `texts`, from 1; 0 where there is nothing, `UNLOADED_CODE` where a history is missing.
 */
export type WindowCells =
  | { type: 'number'; values: Float64Array; isMissing: Uint8Array }
  | { type: 'text'; texts: string[]; codes: Uint32Array }

export const UNLOADED_CODE = 0xff_ff_ff_ff

/**
 * Lives as long as the page and owns what was loaded of runs, by session. It knows no server: the page
 * fetches and hands over the untouched bytes. A call on a session that is not open fails with `not-open`.
 */
export interface TableWorkerApi {
  /** @param histories the session that holds its histories: itself, where it is not said */
  open(session: string, histories: string): Promise<void>
  putRuns(session: string, bytes: ArrayBuffer): Promise<Outcome<RunsIngested>>
  dropRuns(session: string, ids: readonly string[]): Promise<Outcome<RunCounts>>
  columns(session: string): Promise<Outcome<ColumnInfo[]>>
  query(session: string, view: TableView): Promise<Outcome<TableRows>>
  window(
    session: string,
    columns: readonly ColumnChoice[],
    window: TableView['window'],
  ): Promise<Outcome<TableWindow>>
  neededHistories(
    session: string,
    columns: readonly ColumnChoice[],
    places: TableView['window'] | null,
  ): Promise<Outcome<NeededHistory[]>>
  liveRuns(session: string): Promise<Outcome<string[]>>
  newestRuns(session: string, most: number): Promise<Outcome<RunName[]>>
  tags(session: string, ids: readonly string[]): Promise<Outcome<TagUse[]>>
  putHistory(
    session: string,
    target: { runId: string; key: string; append: boolean },
    bytes: ArrayBuffer,
  ): Promise<Outcome<HistoryIngested>>
  putCurves(
    session: string,
    target: { runIds: readonly string[]; key: string },
    bytes: ArrayBuffer | null,
  ): Promise<Outcome<void>>
  chart(session: string, request: ChartRequest): Promise<Outcome<ChartData>>
  exportCsv(token: number, session: string, columns: readonly ColumnChoice[]): Promise<Outcome<Blob>>
  cancel(token: number): Promise<void>
  close(session: string): Promise<void>
}
