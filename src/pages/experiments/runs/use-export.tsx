import { type ReactNode, useState } from 'react'
import type { Experiment } from '~/domain/mlflow/experiment'
import type { ColumnChoice } from '~/domain/mlflow/table/column-id'
import { formatCount } from '~/lib/format'
import { ended, type LoadedRuns } from '~/queries/mlflow/runs'
import { loadTableHistories, MOST_UNASKED } from '~/queries/mlflow/table-histories'
import { useAction } from '~/scaffold/use-action'
import { Button } from '~/ui/controls/button'
import { saveFile } from '~/ui/save-file'
import { Notice } from '~/ui/states/notice'
import { costOf } from './table-histories'

const MOST_MS = 120_000

/**
 * The rows of the table as a CSV file. What its columns need of histories is loaded first: a file with gaps would look
 * like runs without values. Where that is much, the person is asked.
 */
export function useExport(
  experiment: Experiment,
  loaded: LoadedRuns,
  columns: readonly ColumnChoice[],
): { busy: boolean; start: () => void; question: ReactNode } {
  const [asked, setAsked] = useState<number | null>(null)
  const { table } = loaded
  const run = useAction(
    async (isAgreed: boolean, client) => {
      const missing = ended(await table.neededHistories(columns, null)).filter(({ isLoaded }) => !isLoaded)
      if (missing.length > MOST_UNASKED && !isAgreed) {
        setAsked(missing.length)
        return
      }
      setAsked(null)
      const isWhole = await loadTableHistories(client, experiment.id, table, columns, 'CSV')
      if (!isWhole) return
      const blob = ended(await table.exportCsv(columns, AbortSignal.timeout(MOST_MS)))
      saveFile(blob, `${fileName(experiment.name)}-runs.csv`)
    },
    { failure: { toast: 'The CSV was not made' } },
  )
  return {
    busy: run.busy,
    start: () => run.run(false),
    question:
      asked === null ? null : (
        <Notice
          tone="info"
          title="The CSV needs histories that are not loaded yet."
          actions={
            <>
              <Button size={28} onClick={() => setAsked(null)}>
                Cancel
              </Button>
              <Button size={28} onClick={() => run.run(true)}>
                {`Load ${asked === 1 ? 'the history' : `${formatCount(asked)} histories`} and export`}
              </Button>
            </>
          }
        >
          {costOf(asked)}
        </Notice>
      ),
  }
}

/** A name as it may stand in a file system. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 80) || 'experiment'
}
