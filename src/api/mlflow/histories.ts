import type { Metric } from '~/domain/mlflow/run'
import { type History, historyOf } from '~/domain/mlflow/series/history'
import type { MlflowClient } from './lists'
import { metricOf } from './wire'

/** Points a page, where the server knows pages (from 3.0): older ones always answer everything. */
const PAGE = 25_000
const MAX_PAGES = 400

/** The whole history of one metric of one run, page by page where the server has pages. */
export async function wholeHistory(
  client: MlflowClient,
  runId: string,
  metric: string,
  signal?: AbortSignal,
): Promise<History> {
  const points: Metric[] = []
  let token: { page_token?: string } = {}
  for (let page = 0; page < MAX_PAGES; page++) {
    const { data } = await client.metricHistory(
      { query: { run_id: runId, metric_key: metric, max_results: PAGE, ...token } },
      signal ? { signal } : {},
    )
    for (const point of data.metrics) points.push(metricOf(point))
    const next = data.next_page_token
    if (next === '' || next === token.page_token) break
    token = { page_token: next }
  }
  return historyOf(points)
}
