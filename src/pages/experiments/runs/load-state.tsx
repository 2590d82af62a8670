import type { Experiment } from '~/domain/mlflow/experiment'
import type { Reach } from '~/domain/mlflow/own-rights'
import { areFederated } from '~/domain/mlflow/table/federation'
import { minuteText } from '~/lib/dates'
import { counted, formatCount } from '~/lib/format'
import type { LoadedRuns } from '~/queries/mlflow/runs'
import { Button } from '~/ui/controls/button'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import styles from './page.module.css'

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
      <div className={styles['said']}>
        <Problem
          error={unfinished.error}
          onRetry={onRest}
          retrying={isLoadingRest}
          retryNote={`What is loaded stays (${counted(count, 'run')}); loading continues after it.`}
        />
      </div>
    )
  if (refresh.error)
    return (
      <div className={styles['said']}>
        <Problem
          error={refresh.error}
          onRetry={refresh.again}
          retrying={refresh.isUnderWay}
          {...(count > 0
            ? { retryNote: `The runs below are as they were on ${minuteText(refresh.shownAt)} UTC.` }
            : {})}
        />
      </div>
    )
  if (unfinished?.kind !== 'cancelled') return null
  return (
    <div className={styles['said']}>
      <Notice
        tone="info"
        title={`Only ${counted(count, 'run')} ${count === 1 ? 'is' : 'are'} loaded.`}
        actions={
          <Button size={28} busy={isLoadingRest} onClick={onRest}>
            {isLoadingRest ? 'Loading' : 'Load more'}
          </Button>
        }
      >
        The filter applies to these; “Search the server” finds the others that match.
      </Notice>
    </div>
  )
}

interface FactsProps {
  experiment: Experiment
  loaded: LoadedRuns | undefined
  /** How far the person comes with it; null: not known. */
  reach: Reach | null
}

/** Under the experiment's name: what it is about, how many runs it has, and what one may do with it. */
export function Facts({ experiment, loaded, reach }: FactsProps) {
  const facts = [
    leadOf(experiment),
    // As long as what comes: what stands below stays where it is.
    loaded ? runsText(loaded) : 'its runs are being read',
    reach === null ? null : `you can ${reach}`,
    experiment.lifecycle === 'deleted' ? 'deleted' : null,
  ]
  return facts.filter((fact) => fact !== null).join(' · ')
}

/** A description that is one line without Markdown: it stands under the name, not in a frame of its own. */
export function leadOf({ description }: Pick<Experiment, 'description'>): string | null {
  const line = description.trim()
  return /^[^\n*_`#<>[\]|~\\]{1,100}$/.test(line) && !/https?:/.test(line) ? line : null
}

/** "17 runs, 16 of them in 8 federations". */
export function runsText({ count, federated, unfinished }: Omit<LoadedRuns, 'table' | 'unreadable'>): string {
  const { federations, runs } = federated
  const loading = unfinished?.kind === 'loading' ? ', more are loading' : ''
  const all = `${formatCount(count)} ${count === 1 ? 'run' : 'runs'}`
  if (!areFederated(federated, count)) return all + loading
  const groups = `in ${formatCount(federations)} ${federations === 1 ? 'federation' : 'federations'}`
  return `${all}${runs === count ? '' : `, ${formatCount(runs)} of them`} ${groups}${loading}`
}
