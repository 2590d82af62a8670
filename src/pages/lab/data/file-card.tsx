import FileSpreadsheet from 'lucide-react/icons/file-spreadsheet'
import X from 'lucide-react/icons/x'
import { MiniHistogram } from '~/charts/inline/mini-histogram'
import type { TableSummary } from '~/data/columns'
import type { ReadOptions } from '~/data/read-options'
import { formatCount, formatNumber } from '~/lib/format'
import { cancelJob, useJobs } from '~/stores/jobs'
import { Button } from '~/ui/controls/button'
import { Icon } from '~/ui/words/icon'
import { IconButton } from '~/ui/controls/icon-button'
import { JobProgress } from '~/ui/states/job-progress'
import { Unbroken } from '~/ui/words/unbroken'
import styles from './file-card.module.css'
import { ReadAsLine } from './read-as/read-as'
import type { Slot } from './use-files'

/** The third: one file that is split. */
type Role = 'Reference' | 'Test' | 'Reference and test' | 'Stream'

interface FileCardProps {
  role: Role
  slot: Exclude<Slot, { state: 'empty' }>
  /** The colour of its histogram: the reference 1, the test sample 3. */
  series: 1 | 3
  /** Name of the column that is drawn. */
  shape: string | null
  onRemove(): void
  /** Null: as its data say. */
  onReadAs(options: ReadOptions | null): void
}

/** One file of the Lab: what it is, how large, and the shape of its values. */
export function FileCard({ role, slot, series, shape, onRemove, onReadAs }: FileCardProps) {
  return (
    <article className={styles['card']} aria-label={`${role}: ${slot.file.name}`}>
      <Icon of={FileSpreadsheet} className={styles['icon'] ?? ''} />
      <div className={styles['words']}>
        <div className={styles['name']} title={slot.file.name}>
          {slot.file.name}
        </div>
        <div className={styles['facts']}>
          <Unbroken text={factsOf(role, slot)} />
        </div>
      </div>
      <div className={styles['end']}>
        <IconButton icon={X} label={`Remove ${slot.file.name}`} size={24} onClick={onRemove} />
        {slot.state === 'loaded' && shape !== null ? (
          <Shape summary={slot.summary} column={shape} series={series} />
        ) : null}
      </div>
      {slot.state === 'loaded' || slot.state === 'failed' ? (
        <ReadAsLine
          file={slot.file}
          summary={slot.state === 'loaded' ? slot.summary : null}
          onReadAs={onReadAs}
        />
      ) : null}
      <Below slot={slot} />
    </article>
  )
}

function factsOf(role: Role, slot: Exclude<Slot, { state: 'empty' }>): string {
  switch (slot.state) {
    case 'loaded': {
      const { rows, columns } = slot.summary
      return `${role} · ${formatCount(rows)} ${rows === 1 ? 'row' : 'rows'} × ${formatCount(columns.length)}`
    }
    case 'reading':
      return `${role} · reading`
    case 'missing':
      return `${role} · missing`
    case 'failed':
      return `${role} · not read`
  }
}

/** What has to be said or done under the name. */
function Below({ slot }: { slot: FileCardProps['slot'] }) {
  switch (slot.state) {
    case 'loaded':
      return slot.summary.notes.length === 0 ? null : (
        <details className={styles['wide']}>
          <summary>
            {slot.summary.notes.length === 1 ? 'One note' : `${slot.summary.notes.length} notes`} on reading
            it
          </summary>
          <ul>
            {slot.summary.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </details>
      )
    case 'reading':
      return (
        <div className={styles['wide']}>
          <ReadProgress name={slot.file.name} />
        </div>
      )
    case 'missing':
      return (
        <p className={styles['said']}>
          Drop this file again to restore the result. It is recognised by its content (SHA-256{' '}
          <code>{slot.file.digest.slice(0, 12)}…</code>), not its name.
        </p>
      )
    case 'failed':
      return (
        <div className={styles['wide']} role="alert">
          <p>{slot.error.message}</p>
          <Button size={28} onClick={() => slot.retry()}>
            Try again
          </Button>
        </div>
      )
  }
}

/** Progress of a file that is being read, by its name. */
export function ReadProgress({ name }: { name: string }) {
  const job = useJobs(({ jobs }) => jobs.find((j) => j.kind === 'read' && j.title === name))
  if (!job?.progress) return null
  return <JobProgress {...job} onCancel={() => cancelJob(job.id)} />
}

function Shape({ summary, column, series }: { summary: TableSummary; column: string; series: 1 | 3 }) {
  const found = summary.columns.find((c) => c.name === column)
  if (found?.type !== 'number' || !found.histogram) return null
  return (
    <MiniHistogram
      counts={found.histogram.counts}
      series={series}
      label={`Values of ${column} from ${formatNumber(found.min)} to ${formatNumber(found.max)}`}
    />
  )
}
