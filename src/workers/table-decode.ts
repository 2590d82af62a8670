import { decode } from '~/api/decode'
import { mlflowContract } from '~/api/mlflow/contract'
import { metricOf, runOf } from '~/api/mlflow/wire'
import type { Metric, Run } from '~/domain/mlflow/run'
import type { UnreadableRow } from '~/lib/unreadable-row'

/** One page of runs as it came: what can be read, and what cannot. */
export interface RunsPage {
  runs: Run[]
  unreadable: UnreadableRow[]
  /** Opaque; empty: this was the last page. */
  nextPageToken: string
}

export interface HistoryPage {
  points: Metric[]
  nextPageToken: string
}

/** The bytes of an answer of `runs/search`. @throws ContractError where it is no page of runs at all */
export function decodeRuns(bytes: ArrayBuffer): RunsPage {
  const page = decode(mlflowContract.searchRuns, new Uint8Array(bytes))
  const runs: Run[] = []
  const unreadable: UnreadableRow[] = []
  for (const row of page.runs) {
    if (row.ok) runs.push(runOf(row.row))
    else unreadable.push({ id: row.id, why: row.why })
  }
  return { runs, unreadable, nextPageToken: page.next_page_token }
}

/** The bytes of an answer of `metrics/get-history`. @throws ContractError with the path of what is not as it should be */
export function decodeHistory(bytes: ArrayBuffer): HistoryPage {
  const page = decode(mlflowContract.metricHistory, new Uint8Array(bytes))
  return { points: page.metrics.map(metricOf), nextPageToken: page.next_page_token }
}

/** The bytes of an answer of `metrics/get-history-bulk-interval`: points by run. @throws ContractError as `decodeHistory` */
export function decodeSampled(bytes: ArrayBuffer): Map<string, Metric[]> {
  const { metrics } = decode(mlflowContract.sampledHistories, new Uint8Array(bytes))
  const byRun = new Map<string, Metric[]>()
  for (const row of metrics) {
    const points = byRun.get(row.run_id) ?? []
    byRun.set(row.run_id, points)
    points.push(metricOf(row))
  }
  return byRun
}
