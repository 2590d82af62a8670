import FileSearch from 'lucide-react/icons/file-search'
import { useEffect, useMemo, useState } from 'react'
import type { BundledSample } from '~/data/samples'
import type { RunToPublish } from '~/domain/drift-watch/publish'
import { verdictOf } from '~/domain/detection/verdict'
import { detectorById } from '~/drift/registry'
import { formatCount, formatDuration } from '~/lib/format'
import { Button } from '~/ui/button'
import { EmptyState } from '~/ui/empty-state'
import { ErrorPanel } from '~/ui/error-panel'
import { Frame } from '~/ui/frame'
import { cancelJob } from '~/stores/jobs'
import { JobProgress } from '~/ui/job-progress'
import { late } from '~/ui/late'
import { Notice } from '~/ui/notice'
import type { Job, JobResult } from '~/queries/lab'
import { axisOf, placesInWords } from './axis'
import type { ComparedJob } from '../detector/compared-jobs'
import type { ComparedRun } from './compare-frame'
import styles from '../page.module.css'
import { PublishButton } from '../publish/publish-button'
import type { ChartContext } from './chart-context'
import { ResultCharts } from './result-charts'
import { RunDetails } from './run-details'
import { type LabSettings, settingsToUrl } from '../settings'
import { SampleList } from '../data/samples-dialog'
import type { Files } from '../data/use-files'
import type { Jobs, Runs, RunState } from '../run/use-runs'
import { VerdictPanel } from './verdict-panel'

interface ResultsProps {
  settings: LabSettings
  jobs: Jobs | null
  beside: readonly ComparedJob[]
  runs: Runs
  sample: BundledSample | null
  files: Files
  onViewChange(view: readonly [number, number] | null): void
  onCopyLink(): void
  onSubsample(rows: number): void
  onOpenSample(sample: BundledSample): void
}

/** Seldom needed, and only with a result: a chunk of its own. */
const { Late: CompareFrame } = late(() => import('./compare-frame'))

/** A finished run with the settings it belongs to. */
interface Found {
  settings: LabSettings
  jobs: Jobs
  main: JobResult
  evolution: JobResult | null
  comparedRuns: readonly ComparedRun[]
  /** What stands beside the first detector and what has come of it: equal keys, equal runs. */
  besideKey: string
}

/** What the run has come to: progress, verdict, charts, or why there is none. */
export function Results(props: ResultsProps) {
  const { settings, runs, files } = props
  const current = foundOf(props)
  const last = useLast(current)
  const shown = current ?? (last && sameFiles(last.settings, settings) ? last : null)
  const underWay = [runs.main, runs.evolution, ...runs.beside].flatMap((r) =>
    r.state === 'running' ? [r.job] : [],
  )
  const missing = [files.reference, files.test].flatMap((s) => (s.state === 'missing' ? [s.file.name] : []))
  return (
    <>
      <Failures {...props} />
      <ComparedFailures {...props} />
      {underWay.length > 0 ? (
        <Frame label="Progress">
          <div className={styles['waiting']}>
            {underWay.map((job) => (
              <JobProgress key={job.id} {...job} onCancel={() => cancelJob(job.id)} />
            ))}
          </div>
        </Frame>
      ) : null}
      {shown && !current && underWay.length === 0 ? (
        <Notice>What follows was found with other settings. Run again to see these.</Notice>
      ) : null}
      {shown ? (
        <div className={current ? styles['results'] : `${styles['results']} ${styles['old']}`}>
          <FoundView {...props} found={shown} unpublished={whyUnpublished(current, runs)} />
        </div>
      ) : missing.length > 0 ? (
        <Frame label="Missing files" flush>
          <EmptyState
            title={
              missing.length === 1
                ? 'A file of this link is not on this machine'
                : 'The files of this link are not on this machine'
            }
            text={`A link holds settings, not data. Drop ${missing.join(' and ')} anywhere on this page${settings.run ? ', and the result comes by itself' : ''}.`}
            picture={FileSearch}
          />
        </Frame>
      ) : files.reference.state === 'empty' && underWay.length === 0 ? (
        <Frame label="Where to start" flush>
          <EmptyState
            title="Nothing to compare yet"
            text="Drop a reference and a test file anywhere on this page. The verdict, the statistic over time and its null distribution appear here. Or start with real data that comes with it:"
          />
          <div className={styles['samples']}>
            <SampleList onOpenSample={props.onOpenSample} level={3} />
          </div>
        </Frame>
      ) : null}
    </>
  )
}

function foundOf({ settings, jobs, beside, runs }: ResultsProps): Found | null {
  const { main, evolution } = runs
  if (!jobs || main.state !== 'done') return null
  return {
    settings,
    jobs,
    main: main.value,
    evolution: evolution.state === 'done' ? evolution.value : null,
    comparedRuns: beside.map(({ name, on, problem }, k) => comparedRunOf(name, on, problem, runs.beside[k])),
    besideKey: JSON.stringify([jobs.beside, runs.beside.map(({ state }) => state), main.value.elapsedMs]),
  }
}

function comparedRunOf(
  name: string,
  on: string,
  problem: string | null,
  run: RunState | undefined,
): ComparedRun {
  if (run?.state === 'done') return { name, on, value: run.value, words: '' }
  const words =
    problem ??
    (run?.state === 'running' ? 'still running' : run?.state === 'failed' ? 'cannot be run' : 'not run yet')
  return { name, on, value: null, words }
}

/** The last finding stays, dimmed, while other settings are tried on the same files. */
function useLast(current: Found | null): Found | null {
  const [last, setLast] = useState<Found | null>(null)
  useEffect(() => {
    if (current) setLast(current)
    // Made anew at each render; only what was found matters.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [current?.main, current?.evolution, current?.besideKey])
  return last
}

function sameFiles(a: LabSettings, b: LabSettings): boolean {
  return a.reference?.digest === b.reference?.digest && a.test?.digest === b.test?.digest
}

function FoundView(props: ResultsProps & { found: Found; unpublished: string | null }) {
  const { found, sample, files, onViewChange, onCopyLink } = props
  const { main, evolution, settings, jobs } = found
  const stream = files.test.state === 'loaded' ? files.test : files.reference
  const timeColumn =
    stream.state === 'loaded'
      ? (stream.summary.columns.find((c) => c.name === settings.timeColumn) ?? null)
      : null
  // Kept: a trace of a million points is walked anew where its axis is another.
  const split = JSON.stringify([settings.split, settings.test?.digest])
  const axis = useMemo(
    () => axisOf(settings, timeColumn, sample),
    // Not the settings: a zoom is one of them.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [split, timeColumn, sample],
  )
  const trace = evolution?.result.shape === 'trace' ? evolution.result : null
  const places = placesInWords(axis, timeColumn, evolution ?? main)
  // A zoom is no other setting: it is the one on the screen, also of a finding that is dimmed.
  const context: ChartContext = { axis, view: props.settings.view, onViewChange, onCopyLink }
  const runs = [
    { job: jobs.main, value: main },
    ...(jobs.evolution && evolution ? [{ job: jobs.evolution, value: evolution }] : []),
  ]
  const verdict = verdictOf(main.result, trace, places)
  const comparedRuns = useMemo(
    () => allComparedRuns(found),
    // `found` is made anew at each render.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [main, evolution, found.besideKey],
  )
  const toPublish = (): RunToPublish => ({
    detector: detectorById(main.result.detector) ?? {
      id: main.result.detector,
      name: main.result.detector,
      family: 'data-drift',
    },
    selection: jobs.main.selection,
    main: main.result,
    evolution: trace,
    times: (evolution ?? main).times,
    timesAreInstants: timeColumn?.type === 'time',
    drift: verdict.drift,
    link: linkTo(settings),
  })
  return (
    <>
      <VerdictPanel
        verdict={verdict}
        actions={<PublishButton run={toPublish} disabledReason={props.unpublished} />}
        notes={[
          ...new Set(
            runs.flatMap(({ value }) => [...leftOutNotes(value), ...value.notes, ...value.result.notes]),
          ),
        ]}
        cost={`${formatDuration(runs.reduce((sum, { value }) => sum + value.elapsedMs, 0))} in a worker`}
      />
      {evolution ? <ResultCharts value={evolution} {...context} /> : null}
      {main.result.shape === 'trace' ? <ResultCharts value={main} {...context} /> : null}
      {comparedRuns.length > 1 ? <CompareFrame comparedRuns={comparedRuns} context={context} /> : null}
      {main.result.shape === 'trace' ? null : <ResultCharts value={main} {...context} />}
      <RunDetails runs={[...runs, ...besideRuns(found)]} />
    </>
  )
}

/** The first detector (its course over time, where it has one) and those beside it. */
function allComparedRuns({ jobs, main, evolution, comparedRuns }: Found): ComparedRun[] {
  if (comparedRuns.length === 0) return []
  const { selection, detector } = jobs.main
  const columns = selection.columns
  const on = selection.labels
    ? `${selection.labels.truth} ≠ ${selection.labels.prediction}`
    : columns?.length === 1
      ? (columns[0] ?? '')
      : columns
        ? `${formatCount(columns.length)} columns`
        : 'all columns'
  return numbered([
    { name: detectorById(detector)?.name ?? detector, on, value: evolution ?? main, words: '' },
    ...comparedRuns,
  ])
}

/** Two of the same name are told apart by a number. */
function numbered(comparedRuns: readonly ComparedRun[]): ComparedRun[] {
  return comparedRuns.map((one, k) => {
    const before = comparedRuns.slice(0, k).filter(({ name }) => name === one.name).length
    return before === 0 ? one : { ...one, name: `${one.name} ${before + 1}` }
  })
}

function besideRuns({ jobs, comparedRuns }: Found): { job: Job; value: JobResult }[] {
  return comparedRuns.flatMap(({ value }, k) => {
    const job = jobs.beside[k]
    return job && value ? [{ job, value }] : []
  })
}

/** What is published is what the settings on the screen give, and all of it. */
function whyUnpublished(current: Found | null, { evolution }: Runs): string | null {
  if (!current) return 'This was found with other settings: run again, then publish.'
  return evolution.state === 'running' ? 'The evolution over time is still being computed.' : null
}

/** The address that runs these settings again, whatever the zoom. */
function linkTo(settings: LabSettings): string {
  const { origin, pathname } = window.location
  return `${origin}${pathname}#/?${settingsToUrl({ ...settings, view: null, run: true })}`
}

function leftOutNotes({ leftOut }: JobResult): string[] {
  const parts = [
    ...(leftOut.reference > 0 ? [`${formatCount(leftOut.reference)} of the reference`] : []),
    ...(leftOut.test > 0 ? [`${formatCount(leftOut.test)} of the test sample`] : []),
  ]
  return parts.length === 0 ? [] : [`Rows with missing values were left out: ${parts.join(' and ')}.`]
}

/** Rows that a too large comparison is offered to shrink to: some seconds of work on one core. */
const OFFERED_ROWS = 8000

/** Failures that another try may not meet. */
const MAY_PASS = new Set(['worker-died', 'internal', 'detector-unreachable'])

/** Why a detector beside the first could not run; the first and the others stand below. */
function ComparedFailures({ beside, runs }: ResultsProps) {
  const sentences = beside.flatMap(({ name }, k) => {
    const run = runs.beside[k]
    return run?.state === 'failed' ? [`${name}: ${run.error.message}`] : []
  })
  return sentences.length === 0 ? null : (
    <Notice
      tone="warning"
      actions={
        <Button size={28} onClick={runs.retry}>
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

function Failures({ runs, onSubsample }: ResultsProps) {
  const failed = [runs.main, runs.evolution].filter(
    (r): r is Extract<RunState, { state: 'failed' }> => r.state === 'failed',
  )
  // Both runs get the same samples: what is wrong with these is said once.
  const unique = failed.filter((f, i) => failed.findIndex((g) => g.error.message === f.error.message) === i)
  // The test of the whole sample stands below; only its course over time is missing.
  const what = runs.main.state === 'done' ? 'The evolution over time' : 'This'
  return unique.map(({ error }) => (
    <ErrorPanel
      key={error.message}
      title={error.code === 'worker-died' ? 'The run stopped' : `${what} cannot be run as it is`}
      why={error.message}
      {...(MAY_PASS.has(error.code) ? { onRetry: runs.retry } : {})}
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
