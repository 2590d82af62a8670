import { useEffect, useState } from 'react'
import { tableKey } from '~/data/read-options'
import type { BundledSample } from '~/data/samples'
import { cancelJob, useJobs } from '~/stores/jobs'
import { EmptyState } from '~/ui/states/empty-state'
import { Frame } from '~/ui/page/frame'
import { JobProgress } from '~/ui/states/job-progress'
import { late } from '~/ui/states/late'
import { Notice } from '~/ui/states/notice'
import { MissingFiles } from '../data/missing-files'
import { Recent } from '../data/recent'
import { SampleList } from '../data/samples-dialog'
import type { Files } from '../data/use-files'
import type { LabPlan } from '../job/plan'
import type { JobStates } from '../job/use-job-states'
import styles from '../page.module.css'
import type { LabSettings } from '../settings'
import { StartHere } from '../start-here'
import { ComparedFailures, Failures } from './failures'
import { type Found, foundOf, useLastFound } from './found'
import { approachViews } from './late-views'

/** Its charts, its words and what can be made of it: nobody waits for them to begin, and they are here by the first result. */
const { Late: FoundView, approach: approachFound } = late(() => import('./found-view'), 900)

interface ResultsProps {
  settings: LabSettings
  plan: LabPlan
  states: JobStates
  sample: BundledSample | null
  files: Files
  onViewChange: (view: readonly [number, number] | null) => void
  onIgnore: (ignore: LabSettings['ignore']) => void
  onCopyLink: () => void
  onSubsample: (rows: number) => void
  onOpenSample: (sample: BundledSample) => void
}

/** What the jobs have come to: progress, verdict, charts, or why there is none. */
export function Results(props: ResultsProps) {
  const { settings, plan, states, files } = props
  const current = foundOf(settings, plan, states)
  const last = useLastFound(current)
  const shown = last && (current || sameFiles(last.settings, settings)) ? last : null
  const underWay = [states.main, states.evolution, ...states.beside].flatMap((one) =>
    one.state === 'running' ? [one.id] : [],
  )
  const missing = [files.reference, files.test].flatMap((s) => (s.state === 'missing' ? [s.file] : []))
  const progress =
    underWay.length > 0 ? (
      <Frame label="Progress">
        <div className={styles['waiting']}>
          {underWay.map((id) => (
            <ProgressOf key={id} id={id} />
          ))}
        </div>
      </Frame>
    ) : null
  const isUnderWay = progress !== null
  useEffect(() => {
    if (isUnderWay) approachViews()
  }, [isUnderWay])
  useEffect(() => approachFound(), [])
  const isReading = [files.reference, files.test].some((s) => s.state === 'reading')
  // Between the reading and the first progress there is a moment; after a cancel there is nothing to wait for.
  const [begun, setBegun] = useState<LabPlan['jobs']>(null)
  if (progress !== null && begun !== plan.jobs) setBegun(plan.jobs)
  const isComing = plan.jobs !== null && begun !== plan.jobs && states.main.state === 'idle'
  // As high as a result, so that what stands below does not move when it comes.
  const isAwaited =
    shown === null && missing.length === 0 && (progress !== null || (settings.run && (isReading || isComing)))
  return (
    <>
      <Failures {...props} />
      <ComparedFailures {...props} />
      {isAwaited ? <div className={styles['awaited']}>{progress}</div> : current ? null : progress}
      {shown && !current && underWay.length === 0 ? (
        <Notice>These results are from earlier settings. Run again to update.</Notice>
      ) : null}
      {shown ? (
        <div className={current ? styles['results'] : `${styles['results']} ${styles['old']}`}>
          <FoundView
            found={shown}
            sample={props.sample}
            files={files}
            view={settings.view}
            ignore={settings.ignore}
            progress={current ? progress : null}
            isCurrent={current !== null}
            unpublished={whyUnpublished(current, states)}
            onViewChange={props.onViewChange}
            onIgnore={props.onIgnore}
            onCopyLink={props.onCopyLink}
          />
        </div>
      ) : missing.length > 0 ? (
        <MissingFiles missing={missing} runs={settings.run} onFiles={(chosen) => void files.add(chosen)} />
      ) : files.reference.state === 'empty' && underWay.length === 0 ? (
        <>
          <StartHere onOpenSample={props.onOpenSample} />
          <Frame label="Where to start" flush>
            <EmptyState
              title="Nothing to compare yet"
              text="Drop a reference and a test file anywhere on this page. The verdict, the statistic over time and its null distribution appear here. Or start with real data that comes with it:"
            />
            <div className={styles['samples']}>
              <SampleList onOpenSample={props.onOpenSample} level={3} />
            </div>
            <Recent />
          </Frame>
        </>
      ) : null}
    </>
  )
}

/** Drawn anew with each step that is told, up to 20 times a second: the page around it is not. */
function ProgressOf({ id }: { id: string }) {
  const job = useJobs(({ jobs }) => jobs.find((one) => one.id === id))
  return job ? <JobProgress {...job} onCancel={() => cancelJob(id)} /> : null
}

const keyOf = (file: LabSettings['reference']): string | null => file && tableKey(file.digest, file.options)

function sameFiles(a: LabSettings, b: LabSettings): boolean {
  return keyOf(a.reference) === keyOf(b.reference) && keyOf(a.test) === keyOf(b.test)
}

/** What is published is what the settings on the screen give, and all of it. */
function whyUnpublished(current: Found | null, { evolution }: JobStates): string | null {
  if (!current) return 'These results are from earlier settings. Run again first.'
  return evolution.state === 'running' ? 'The evolution over time is still being computed.' : null
}
