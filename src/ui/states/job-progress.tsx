import { formatBytes, formatCount, formatDuration } from '~/lib/format'
import { Progress } from './progress'

export interface JobProgressProps {
  /** "MMD", the name of the file that is read, or of the experiment whose history is fetched. */
  title: string
  kind: 'read' | 'run' | 'fetch'
  state: 'queued' | 'running'
  /** Jobs before this one, while it is queued. */
  before: number
  /** Counted work of the step under way; `sinceMs` is how long that step has run when it was counted. */
  progress: { done: number; total: number; phase: string; soFar?: string; sinceMs: number } | null
  onCancel: () => void
}

/** Before anything is counted. */
const BEGINNING = { read: 'Opening', run: 'Preparing the samples', fetch: 'Asking the server' } as const

/** Work under way: what is counted, what is known so far, how long it still takes, and its cancel. */
export function JobProgress({ title, kind, state, before, progress, onCancel }: JobProgressProps) {
  if (state === 'queued') {
    const behind = before === 1 ? 'Queued behind 1 job' : `Queued behind ${formatCount(before)} jobs`
    return (
      <Progress
        label={title}
        done={0}
        total={null}
        valueText={before === 0 ? 'Queued' : behind}
        onCancel={onCancel}
      />
    )
  }
  if (!progress) {
    return <Progress label={title} done={0} total={null} valueText={BEGINNING[kind]} onCancel={onCancel} />
  }
  const { done, total, phase, soFar } = progress
  const format = kind === 'read' ? formatBytes : formatCount
  const left = timeLeft(progress)
  return (
    <Progress
      label={kind === 'read' ? `Reading ${title}` : `${title}: ${phase}`}
      done={done}
      total={total}
      valueText={`${format(done)} of ${format(total)}`}
      soFar={[soFar, left].filter(Boolean).join(' · ')}
      onCancel={onCancel}
    />
  )
}

/** "4 s left" of this step, once there is enough to go by. */
function timeLeft({ done, total, sinceMs }: NonNullable<JobProgressProps['progress']>): string {
  if (done <= 0 || done >= total || sinceMs < 500) return ''
  const seconds = Math.ceil(((sinceMs / done) * (total - done)) / 1000)
  return `${formatDuration(seconds * 1000)} left`
}
