import { useState } from 'react'
import { cancelJob, useJobs } from '~/stores/jobs'
import { JobProgress } from '~/ui/states/job-progress'
import { Mark } from '~/ui/words/mark'
import { Popover } from '~/ui/overlays/popover'
import styles from './job-indicator.module.css'

/** How much runs now, in the top bar; opens to each job with its progress and its cancel. */
export function JobIndicator() {
  const jobs = useJobs((state) => state.jobs)
  const [open, setOpen] = useState(false)
  if (jobs.length === 0 && !open) return null
  const running = jobs.filter((job) => job.state === 'running').length
  const queued = jobs.length - running
  const words = [running > 0 ? `${running} running` : '', queued > 0 ? `${queued} queued` : '']
    .filter(Boolean)
    .join(', ')
  return (
    <Popover
      label="Running jobs"
      variant="quiet"
      size={28}
      width={340}
      plain
      onOpenChange={setOpen}
      button={
        <span className={styles['words']}>
          <Mark state={jobs.length > 0 ? 'running' : 'ok'} />
          <span className={styles['word']}>{jobs.length > 0 ? words : 'All done'}</span>
          {jobs.length > 0 ? (
            <span className={styles['count']} aria-hidden>
              {jobs.length}
            </span>
          ) : null}
        </span>
      }
    >
      {() =>
        jobs.length === 0 ? (
          <p className={styles['none']}>Nothing is running.</p>
        ) : (
          <ul className={styles['jobs']}>
            {jobs.map((job) => (
              <li key={job.id}>
                <JobProgress {...job} onCancel={() => cancelJob(job.id)} />
              </li>
            ))}
          </ul>
        )
      }
    </Popover>
  )
}
