import type { QueryKey } from '@tanstack/react-query'
import { counted, formatCount } from '~/lib/format'
import { type FailedHistories, useFailedHistories } from '~/queries/mlflow/failed-histories'
import { Problem } from '~/ui/states/problem'

/**
 * Why histories of metrics could not be loaded: said once, above all that shows them.
 * @param queryKey of the histories, as for `useFailedHistories`
 */
export function HistoryFaults({ queryKey }: { queryKey: QueryKey }) {
  const failed = useFailedHistories(queryKey)
  if (failed.error === null) return null
  return (
    <Problem
      error={failed.error}
      onRetry={failed.retry}
      retrying={failed.isRetrying}
      retryNote={noteOf(failed)}
    />
  )
}

/** What is missed by it in sight. */
function noteOf({ missing, outdated }: Pick<FailedHistories, 'missing' | 'outdated'>): string {
  const notes = [
    ...(missing > 0 ? [`Missing here: ${counted(missing, 'line')}.`] : []),
    ...(outdated > 0 ? [`Without the newest points: ${counted(outdated, 'line')}.`] : []),
  ]
  return notes.join(' ')
}

/** Of one chart, why lines are missing in it: `HistoryFaults` says what lies behind it. */
export function missingText(failed: number, total: number): string {
  return total === 1
    ? 'Its history could not be loaded.'
    : `${formatCount(failed)} of ${formatCount(total)} histories could not be loaded.`
}
