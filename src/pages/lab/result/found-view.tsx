import { type ReactNode, useMemo, useState } from 'react'
import { ChartFilesContext } from '~/charts/frame/chart-files'
import { SharedMargins } from '~/charts/frame/shared-margins'
import type { BundledSample } from '~/data/samples'
import type { JobToPublish } from '~/domain/drift-watch/publish'
import { leftOutRowsNotes } from '~/domain/detection/left-out-rows'
import { withSharedAlpha } from '~/domain/detection/two-looks'
import { verdictOf } from '~/domain/detection/verdict'
import { verdictWithFindings } from '~/domain/detection/verdict-with-findings'
import { notesBeside } from '~/domain/detection/verdict-notes'
import { countedFindings } from '~/domain/detection/counted-findings'
import type { TraceResult } from '~/drift/results'
import { detectorById } from '~/drift/registry'
import { formatDuration } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { classNames } from '~/ui/class-names'
import { InTurn } from '~/ui/states/in-turn'
import { late } from '~/ui/states/late'
import type { Files } from '../data/use-files'
import { MlflowButton } from '../publish/mlflow-button'
import { PublishButton } from '../publish/publish-button'
import { chartFilesOf } from '../report/data-names'
import { ReportButton } from '../report/report-button'
import { labCodec, type LabSettings } from '../settings'
import { axisOf, placesInWords, spanOf } from './axis'
import type { ChartContext } from './chart-context'
import { allCompared, comparedJobsDone, type Found } from './found'
import { HeldBack } from './held-back'
import { JobDetails } from './job-details'
import { ResultCharts } from './result-charts'
import styles from '../page.module.css'
import { VerdictPanel } from './verdict-panel'

interface FoundViewProps {
  found: Found
  sample: BundledSample | null
  files: Files
  /** The zoom on the screen. It is no other setting, also of a finding that is dimmed. */
  view: LabSettings['view']
  /** Of what is still being computed: it stands where its chart will be. */
  progress: ReactNode
  /** The finding belongs to the settings on the screen. */
  isCurrent: boolean
  /** Findings that do not count now. */
  ignore: LabSettings['ignore']
  /** Why it cannot be published or reported now. */
  unpublished: string | null
  onViewChange: (view: readonly [number, number] | null) => void
  onIgnore: (ignore: LabSettings['ignore']) => void
  onCopyLink: () => void
}

/** Seldom needed, and only with a result: a chunk of its own. */
const { Late: CompareFrame } = late(() => import('./compare-frame'))

/** A finding: verdict, charts, comparison, and what reproduces it. */
export default function FoundView({
  found,
  sample,
  files,
  view,
  ignore,
  progress,
  isCurrent,
  unpublished,
  onViewChange,
  onIgnore,
  onCopyLink,
}: FoundViewProps) {
  const { evolution, settings, jobs } = found
  // Kept: charts are laid out anew where it is another.
  const main = useMemo(() => {
    const result = withSharedAlpha(found.main.result, jobs.evolution?.params ?? null)
    return result === found.main.result ? found.main : { ...found.main, result }
  }, [found.main, jobs.evolution])
  const { split, test } = settings
  const stream = files.test.state === 'loaded' ? files.test : files.reference
  const timeColumn =
    stream.state === 'loaded'
      ? (stream.summary.columns.find((c) => c.name === settings.timeColumn) ?? null)
      : null
  // Kept: a trace of a million points is walked anew where its axis is another.
  const axis = useMemo(() => axisOf({ split, test }, timeColumn, sample), [split, test, timeColumn, sample])
  const trace = evolution?.result.shape === 'trace' ? evolution.result : null
  const places = placesInWords(axis, timeColumn, evolution ?? main)
  // The trace that is being played and has come to no alarm yet: what it will come to is not told before.
  const [ahead, setAhead] = useState<TraceResult | null>(null)
  // Other settings end the play: what it held back is old news.
  if (ahead !== null && !isCurrent) setAhead(null)
  const isHeld = ahead !== null && (ahead === evolution?.result || ahead === main.result)
  const onReach = (trace: TraceResult, index: number | null) =>
    setAhead(index === null || knowsAt(trace, index) ? null : trace)
  const [from, to] = spanOf([
    main,
    ...(evolution ? [evolution] : []),
    ...comparedJobsDone(found).map(({ value }) => value),
  ])
  // Kept: charts are laid out anew where it is another.
  const span = useMemo(() => [from, to] as const, [from, to])
  const context: ChartContext = { axis, span, view, onViewChange, onCopyLink, onReach, isCurrent }
  const done = [
    { job: jobs.main, value: main },
    ...(jobs.evolution && evolution ? [{ job: jobs.evolution, value: evolution }] : []),
  ]
  const findings = countedFindings(main.findings, ignore)
  const own = verdictOf(main.result, trace, places)
  const verdict = verdictWithFindings(own, findings)
  const comparedFindings = useMemo(() => allCompared(found), [found])
  const toPublish = (): JobToPublish => ({
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
    outcome: own.outcome,
    findings,
    link: linkOf({ ...settings, ignore }),
  })
  const notes = [
    ...new Set(
      done.flatMap(({ value }) => [
        ...leftOutRowsNotes(value.rowsLeftOut, jobs.main.selection.alone === true),
        ...value.notes,
        ...value.result.notes,
      ]),
    ),
  ]
  const shownNotes = notesBeside(verdict, notes)
  const { selection } = jobs.main
  const chartFiles = useMemo(() => chartFilesOf(selection, verdict.outcome), [selection, verdict.outcome])
  return (
    <ChartFilesContext value={chartFiles}>
      <VerdictPanel
        verdict={verdict}
        awaits={jobs.evolution !== null && evolution === null && progress !== null}
        held={isHeld}
        findings={findings}
        ignore={ignore}
        onIgnore={onIgnore}
        actions={
          <>
            <ReportButton
              found={() => ({
                verdict,
                findings,
                notes: [...shownNotes, ...(sample?.notes ?? [])],
                jobs: [...done, ...comparedJobsDone(found)],
                files,
                link: linkOf({ ...settings, ignore }),
              })}
              disabledReason={unpublished}
            />
            <MlflowButton job={toPublish} disabledReason={unpublished} />
            <PublishButton job={toPublish} disabledReason={unpublished} />
          </>
        }
        notes={shownNotes}
        cost={`${formatDuration(done.reduce((sum, { value }) => sum + value.elapsedMs, 0))} in a worker`}
      />
      <SharedMargins>
        {jobs.evolution && (evolution || progress !== null) ? (
          <div className={classNames(styles['evolution'], evolution === null && styles['traceAwaited'])}>
            {progress}
            {evolution ? <ResultCharts value={evolution} {...context} isAhead={isHeld} /> : null}
          </div>
        ) : (
          progress
        )}
        {main.result.shape === 'trace' ? <ResultCharts value={main} {...context} isAhead={isHeld} /> : null}
        <HeldBack isHeld={isHeld}>
          {comparedFindings.length > 1 ? (
            <InTurn className={styles['traceAwaited']}>
              <CompareFrame comparedFindings={comparedFindings} context={context} />
            </InTurn>
          ) : null}
        </HeldBack>
      </SharedMargins>
      <HeldBack isHeld={isHeld}>
        {main.result.shape === 'trace' ? null : <ResultCharts value={main} {...context} />}
      </HeldBack>
      <InTurn className={styles['awaited']}>
        <JobDetails jobs={[...done, ...comparedJobsDone(found)]} />
      </InTurn>
    </ChartFilesContext>
  )
}

/** Whether somebody who has seen this far knows what there is to know: the first alarm, or that none came. */
function knowsAt({ alarms, rowNumbers }: TraceResult, index: number): boolean {
  const first = alarms.reduce((least, { start }) => Math.min(least, start), rowNumbers.length - 1)
  return index >= first
}

/** The address that runs these settings again, whatever the zoom. */
function linkOf(settings: LabSettings): string {
  const { origin, pathname } = window.location
  return `${origin}${pathname}${linkTo('lab')}?${labCodec.write({ ...settings, view: null, run: true })}`
}
