import { formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { ErrorPanel } from '~/ui/states/error-panel'
import { Notice } from '~/ui/states/notice'
import type { LabPlan } from '../job/plan'
import type { JobState, JobStates } from '../job/use-job-states'

interface FailuresProps {
  plan: LabPlan
  states: JobStates
}

/** Rows that a too large comparison is offered to shrink to: some seconds of work on one core. */
const OFFERED_ROWS = 8000

/** Failures that another try may not meet. */
const MAY_PASS = new Set(['worker-died', 'internal', 'detector-unreachable'])

/** Why a detector beside the first could not run; the first and the others stand below. */
export function ComparedFailures({ plan, states }: FailuresProps) {
  const sentences = plan.beside.flatMap(({ name }, k) => {
    const of = states.beside[k]
    return of?.state === 'failed' ? [`${name}: ${of.error.message}`] : []
  })
  return sentences.length === 0 ? null : (
    <Notice
      tone="warning"
      actions={
        <Button size={28} onClick={states.retry}>
          Try again
        </Button>
      }
    >
      {[...new Set(sentences)].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </Notice>
  )
}

export function Failures({ states, onSubsample }: FailuresProps & { onSubsample: (rows: number) => void }) {
  const failed = [states.main, states.evolution].filter(
    (r): r is Extract<JobState, { state: 'failed' }> => r.state === 'failed',
  )
  // Both jobs get the same samples: what is wrong with these is said once.
  const unique = failed.filter((f, i) => failed.findIndex((g) => g.error.message === f.error.message) === i)
  // The test of the whole sample stands below; only its course over time is missing.
  const what =
    states.main.state === 'done'
      ? 'The evolution over time cannot be computed'
      : 'The detector cannot run with these settings'
  return unique.map(({ error }) => (
    <ErrorPanel
      key={error.message}
      title={error.code === 'worker-died' ? 'The job stopped' : what}
      why={error.message}
      {...(MAY_PASS.has(error.code) ? { onRetry: states.retry } : {})}
      {...(error.code === 'too-many-rows'
        ? {
            actions: (
              <Button onClick={() => onSubsample(OFFERED_ROWS)}>
                Compare a seeded subsample of {formatCount(OFFERED_ROWS)} rows
              </Button>
            ),
          }
        : {})}
    />
  ))
}
