import * as Comlink from 'comlink'
import type { ChartData, ChartRequest } from '~/domain/mlflow/series/chart-data'
import type { NeededHistory } from '~/domain/mlflow/table/aggregates'
import type { ColumnInfo } from '~/domain/mlflow/table/column-choice'
import type { ColumnChoice } from '~/domain/mlflow/table/column-id'
import { toFailure } from '~/lib/errors'
import type { Outcome } from './protocol'
import { connect, type Remote } from './remote'
import type {
  RunCounts,
  HistoryIngested,
  RunName,
  RunsIngested,
  TableRows,
  TableView,
  TableWindow,
  TableWorkerApi,
  TagUse,
} from './table-protocol'

let current: Remote<TableWorkerApi> | null = null
let lastCall = 0

/** The one table worker: started on first use, started anew (and empty) only if it crashed. */
function tableWorker(): Remote<TableWorkerApi> {
  if (!current || current.dead) {
    const worker = new Worker(new URL('./table.worker.ts', import.meta.url), {
      type: 'module',
      name: 'tidemark table',
    })
    current = connect<TableWorkerApi>(worker, 'worker that holds the runs')
  }
  return current
}

/**
 * One table of runs in the worker. No call rejects: what fails is an outcome with a code, `worker-died`
 * where the worker crashed, and `not-open` from then on (and after `close`): open a new one and load again.
 */
export interface RunTable {
  /** The untouched bytes of a page of `runs/search`; they are gone afterwards. Runs that are there already are replaced. */
  putRuns(bytes: ArrayBuffer): Promise<Outcome<RunsIngested>>
  /** How many went. */
  dropRuns(ids: readonly string[]): Promise<Outcome<RunCounts>>
  columns(): Promise<Outcome<ColumnInfo[]>>
  query(view: TableView): Promise<Outcome<TableRows>>
  /** Other cells of the last query's rows. */
  window(columns: readonly ColumnChoice[], window: TableView['window']): Promise<Outcome<TableWindow>>
  /** Histories that columns need for some of the last query's rows; null: for all of them. */
  neededHistories(
    columns: readonly ColumnChoice[],
    places: TableView['window'] | null,
  ): Promise<Outcome<NeededHistory[]>>
  /** Ids of the runs that have not ended, the newest first. */
  liveRuns(): Promise<Outcome<string[]>>
  /** So many of the runs at most, the newest first: what they are found by. */
  newestRuns(most: number): Promise<Outcome<RunName[]>>
  /** The tags that people gave some runs, by key. */
  tags(ids: readonly string[]): Promise<Outcome<TagUse[]>>
  /** The untouched bytes of a page of `metrics/get-history`; `append` for all pages but the first. */
  putHistory(
    target: { runId: string; key: string; append: boolean },
    bytes: ArrayBuffer,
  ): Promise<Outcome<HistoryIngested>>
  /** The untouched bytes of an answer of `metrics/get-history-bulk-interval` on these runs; null: there are no curves. */
  putCurves(
    target: { runIds: readonly string[]; key: string },
    bytes: ArrayBuffer | null,
  ): Promise<Outcome<void>>
  chart(request: ChartRequest): Promise<Outcome<ChartData>>
  /** The last query's rows as a CSV file. */
  exportCsv(columns: readonly ColumnChoice[], signal: AbortSignal): Promise<Outcome<Blob>>
  close(): Promise<void>
}

/**
 * Opens the table of a session in the worker; what it holds already stays.
 * @param histories the session that holds its histories, where several tables share them
 */
export async function openRunTable(session: string, histories = session): Promise<Outcome<RunTable>> {
  const remote = tableWorker()
  try {
    await remote.call((api) => api.open(session, histories))
  } catch (error) {
    return { status: 'failed', failure: toFailure(error) }
  }
  return { status: 'done', value: tableOf(session, remote) }
}

function tableOf(session: string, remote: Remote<TableWorkerApi>): RunTable {
  const ask = <T>(use: (api: TableWorkerApi) => Promise<Outcome<T>>): Promise<Outcome<T>> =>
    remote.call(use).catch((error: unknown) => ({ status: 'failed', failure: toFailure(error) }))
  return {
    putRuns: (bytes) => ask((api) => api.putRuns(session, Comlink.transfer(bytes, [bytes]))),
    dropRuns: (ids) => ask((api) => api.dropRuns(session, ids)),
    columns: () => ask((api) => api.columns(session)),
    query: (view) => ask((api) => api.query(session, view)),
    window: (columns, window) => ask((api) => api.window(session, columns, window)),
    neededHistories: (columns, places) => ask((api) => api.neededHistories(session, columns, places)),
    liveRuns: () => ask((api) => api.liveRuns(session)),
    newestRuns: (most) => ask((api) => api.newestRuns(session, most)),
    tags: (ids) => ask((api) => api.tags(session, ids)),
    putHistory: (target, bytes) =>
      ask((api) => api.putHistory(session, target, Comlink.transfer(bytes, [bytes]))),
    putCurves: (target, bytes) =>
      ask((api) => api.putCurves(session, target, bytes && Comlink.transfer(bytes, [bytes]))),
    chart: (request) => ask((api) => api.chart(session, request)),

    async exportCsv(columns, signal) {
      if (signal.aborted) return { status: 'cancelled' }
      lastCall += 1
      const call = lastCall
      const cancel = (): void => void remote.call((api) => api.cancel(call)).catch(() => undefined)
      signal.addEventListener('abort', cancel, { once: true })
      try {
        return await ask((api) => api.exportCsv(call, session, columns))
      } finally {
        signal.removeEventListener('abort', cancel)
      }
    },

    async close() {
      if (!remote.dead) await remote.call((api) => api.close(session)).catch(() => undefined)
    },
  }
}
