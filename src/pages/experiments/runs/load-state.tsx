import type { Experiment } from '~/domain/mlflow/experiment'
import { minuteText } from '~/lib/dates'
import { formatCount } from '~/lib/format'
import type { LoadedRuns } from '~/queries/mlflow/runs'
import { Button } from '~/ui/controls/button'
import { CopyText } from '~/ui/controls/copy-text'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'

/** A refresh of what is there. */
export interface Refresh {
  /** Why the last one did not come. */
  error: Error | null
  isUnderWay: boolean
  /** When what is shown came, in milliseconds since 1970. */
  shownAt: number
  again: () => void
}

interface LoadStateProps {
  loaded: LoadedRuns
  refresh: Refresh
  isLoadingRest: boolean
  onRest: () => void
}

/** What is missing of the runs, and why: those that were not loaded, or the news of those that were. What came stays. */
export function LoadState({ loaded: { unfinished, count }, refresh, isLoadingRest, onRest }: LoadStateProps) {
  if (unfinished?.kind === 'failed')
    return (
      <Problem
        error={unfinished.error}
        onRetry={onRest}
        retrying={isLoadingRest}
        retryNote={`${formatCount(count)} runs came before and stay: it goes on after them.`}
      />
    )
  if (refresh.error)
    return (
      <Problem
        error={refresh.error}
        onRetry={refresh.again}
        retrying={refresh.isUnderWay}
        retryNote={`The runs below are as they were on ${minuteText(refresh.shownAt)} UTC.`}
      />
    )
  if (unfinished?.kind !== 'cancelled') return null
  return (
    <Notice
      tone="info"
      title={`${formatCount(count)} runs are loaded, not all of them.`}
      actions={
        <Button size={28} busy={isLoadingRest} onClick={onRest}>
          {isLoadingRest ? 'Loading' : 'Load more'}
        </Button>
      }
    >
      A filter is held against these; Search the server finds the others that match.
    </Notice>
  )
}

/** Under the experiment's name. */
export function Facts({ experiment, loaded }: { experiment: Experiment; loaded: LoadedRuns | undefined }) {
  return (
    <>
      {loaded
        ? `${formatCount(loaded.count)} ${loaded.count === 1 ? 'run' : 'runs'}${loaded.unfinished?.kind === 'loading' ? ', more are loading' : ''} · `
        : ''}
      experiment <CopyText text={experiment.id} what="experiment id" />
      {experiment.lifecycle === 'deleted' ? ' · deleted' : ''}
    </>
  )
}
