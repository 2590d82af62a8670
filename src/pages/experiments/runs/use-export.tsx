import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import type { Experiment } from '~/domain/mlflow/experiment'
import type { ColumnChoice } from '~/domain/mlflow/table/column-id'
import { formatCount } from '~/lib/format'
import { ended } from '~/queries/mlflow/run-pages'
import type { LoadedRuns } from '~/queries/mlflow/runs'
import { loadTableHistories, MOST_UNASKED } from '~/queries/mlflow/table-histories'
import { useAction } from '~/scaffold/use-action'
import { Button } from '~/ui/controls/button'
import { saveFile } from '~/ui/save-file'
import { Notice } from '~/ui/states/notice'
import { costOf } from './table-histories'

const MOST_MS = 120_000

/** What a person is asked before the file is made. */
type Question = { kind: 'histories'; missing: number } | { kind: 'partial' }

/**
 * The rows of the table as a CSV file. Runs that are still loading are waited for, and what its columns need of histories
 * is loaded first: a file with gaps would look like runs without values, a part like all of them. Where that is much, or
 * runs stay away, the person is asked.
 * @param inRows of how many runs the rows were made, as the worker has them; null: not yet
 */
export function useExport(
  experiment: Experiment,
  loaded: LoadedRuns,
  inRows: number | null,
  columns: readonly ColumnChoice[],
): { busy: boolean; start: () => void; question: ReactNode } {
  const [asked, setAsked] = useState<Question | null>(null)
  const { table, count } = loaded
  const isComing = loaded.unfinished?.kind === 'loading' || inRows !== count
  const settled = useSettled(isComing, loaded.unfinished !== null)
  const run = useAction(
    async (agreed: Question['kind'] | null, client) => {
      setAsked(null)
      if ((await settled()) && agreed === null) {
        setAsked({ kind: 'partial' })
        return
      }
      const missing = ended(await table.neededHistories(columns, null)).filter(({ isLoaded }) => !isLoaded)
      if (missing.length > MOST_UNASKED && agreed !== 'histories') {
        setAsked({ kind: 'histories', missing: missing.length })
        return
      }
      const isWhole = await loadTableHistories(client, experiment.id, table, columns, 'CSV')
      if (!isWhole) return
      const blob = ended(await table.exportCsv(columns, AbortSignal.timeout(MOST_MS)))
      saveFile(blob, `${fileName(experiment.name)}-runs.csv`)
    },
    { failure: { toast: 'The CSV was not made' } },
  )
  return {
    busy: run.busy,
    start: () => run.run(null),
    question:
      asked === null ? null : (
        <Asked
          question={asked}
          count={count}
          onCancel={() => setAsked(null)}
          onAgreed={() => run.run(asked.kind)}
        />
      ),
  }
}

/** Waits until no more runs are coming. @returns whether they are a part of all */
function useSettled(isComing: boolean, isPartial: boolean): () => Promise<boolean> {
  const now = useRef({ isComing, isPartial })
  const waiting = useRef<((isPartial: boolean) => void) | null>(null)
  useEffect(() => {
    now.current = { isComing, isPartial }
    if (isComing) return
    waiting.current?.(isPartial)
    waiting.current = null
  }, [isComing, isPartial])
  return useCallback(
    () =>
      new Promise((resolve) => {
        if (now.current.isComing) waiting.current = resolve
        else resolve(now.current.isPartial)
      }),
    [],
  )
}

interface AskedProps {
  question: Question
  /** Runs that are loaded. */
  count: number
  onCancel: () => void
  onAgreed: () => void
}

function Asked({ question, count, onCancel, onAgreed }: AskedProps) {
  const isOfRuns = question.kind === 'partial'
  return (
    <Notice
      tone="info"
      title={isOfRuns ? 'Not all runs are loaded.' : 'The CSV needs histories that are not loaded yet.'}
      actions={
        <>
          <Button size={28} onClick={onCancel}>
            Cancel
          </Button>
          <Button size={28} onClick={onAgreed}>
            {isOfRuns
              ? `Export ${formatCount(count)} runs`
              : `Load ${question.missing === 1 ? 'the history' : `${formatCount(question.missing)} histories`} and export`}
          </Button>
        </>
      }
    >
      {isOfRuns ? `The CSV would hold the ${formatCount(count)} that are here.` : costOf(question.missing)}
    </Notice>
  )
}

/** A name as it may stand in a file system. */
function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N}_-]+/gu, '-').slice(0, 80) || 'experiment'
}
