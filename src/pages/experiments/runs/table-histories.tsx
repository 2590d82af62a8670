import { useEffect, useRef } from 'react'
import type { ColumnChoice } from '~/domain/mlflow/table/column-id'
import { counted, formatCount } from '~/lib/format'
import type { LoadedRuns, TableRows } from '~/queries/mlflow/runs'
import { loadTableHistories, MOST_UNASKED, tableHistoriesJobId } from '~/queries/mlflow/table-histories'
import { type Action, useAction } from '~/scaffold/use-action'
import { cancelJob, useJobs } from '~/stores/jobs'
import { Button } from '~/ui/controls/button'
import { JobProgress } from '~/ui/states/job-progress'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'

/** What a sort or groups wait for. */
export interface TableHistories {
  /** Histories that are missing for the order or the groups that were asked for. */
  missing: number
  load: Action<void>
}

/**
 * Loads what the order and the groups of the table need of histories. A few hundred are loaded unasked, more when the
 * person says so; what was stopped waits to be asked for again.
 * @param columns that need them; memoised
 * @param rows of the last query
 * @param onLoaded the rows are to be asked for anew
 */
export function useTableHistories(
  experimentId: string,
  loaded: LoadedRuns,
  columns: readonly ColumnChoice[],
  rows: TableRows | null,
  onLoaded: () => void,
): TableHistories {
  const missing = rows?.unloaded ?? 0
  const refused = useRef<readonly ColumnChoice[] | null>(null)
  const load = useAction(
    async (_: void, client) => {
      try {
        const isWhole = await loadTableHistories(client, experimentId, loaded.table, columns, 'Whole table')
        if (!isWhole) refused.current = columns
      } catch (error) {
        refused.current = columns
        throw error
      } finally {
        onLoaded()
      }
    },
    { failure: 'here' },
  )
  const { busy, run } = load
  const start = useRef(run)
  useEffect(() => {
    start.current = run
  })
  /** Each answer of the worker is a reason once. */
  const seen = useRef<TableRows | null>(null)
  useEffect(() => {
    if (missing === 0 || missing > MOST_UNASKED || busy) return
    if (refused.current === columns || seen.current === rows) return
    seen.current = rows
    start.current()
  }, [missing, busy, columns, rows])
  return { missing, load }
}

/** Why the order or the groups are not there yet, and how far their loading is. */
export function TableHistoriesNotice({
  experimentId,
  histories: { missing, load },
}: {
  experimentId: string
  histories: TableHistories
}) {
  const id = tableHistoriesJobId(experimentId)
  const job = useJobs((state) => state.jobs.find((one) => one.id === id))
  if (job) return <JobProgress {...job} onCancel={() => cancelJob(id)} />
  if (missing === 0 || load.busy) return null
  if (load.failure) return <Problem error={load.failure} onRetry={() => load.run()} retrying={load.busy} />
  return (
    <Notice
      tone="info"
      title="Not sorted or summarised by this column yet."
      actions={
        <Button size={28} onClick={() => load.run()}>
          {`Load ${missing === 1 ? 'the history' : `${formatCount(missing)} histories`}`}
        </Button>
      }
    >
      {costOf(missing)} Until then the rows keep the order of the other columns.
    </Notice>
  )
}

/** Of one request, on a server that checks a password with each; four go out at once, but one processor answers. */
const SECONDS_EACH = 0.3

/** What loading costs, in words. */
export function costOf(histories: number): string {
  const seconds = histories * SECONDS_EACH
  const time = seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`
  return `It takes ${counted(histories, 'request')}, one for each metric of a run, about ${time} on a server with passwords.`
}
