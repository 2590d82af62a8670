import { formatCount } from '~/lib/format'
import { cancelJob, type RunningJob } from '~/stores/jobs'
import { Progress } from '~/ui/progress'

/** One run under way: what is being counted, what is known so far, and its cancel. */
export function RunProgress({ job }: { job: RunningJob }) {
  const { progress, state, before, title } = job
  const onCancel = (): void => cancelJob(job.id)
  if (state === 'queued') {
    return (
      <Progress
        label={title}
        done={0}
        total={null}
        valueText={before === 1 ? 'Queued behind 1 run' : `Queued behind ${before} runs`}
        onCancel={onCancel}
      />
    )
  }
  if (!progress)
    return (
      <Progress label={title} done={0} total={null} valueText="Preparing the samples" onCancel={onCancel} />
    )
  return (
    <Progress
      label={`${title}: ${progress.phase}`}
      done={progress.done}
      total={progress.total}
      valueText={`${formatCount(progress.done)} of ${formatCount(progress.total)}`}
      soFar={progress.soFar ?? ''}
      onCancel={onCancel}
    />
  )
}
