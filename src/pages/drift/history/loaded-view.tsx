import { type ReactNode, useCallback, useEffect, useRef } from 'react'
import Radar from 'lucide-react/icons/radar'
import type { DriftExperiment, DriftRecord, Me } from '~/domain/drift-watch/drift-record'
import { gapWords } from '~/domain/drift-watch/gaps'
import { pointsOf } from '~/domain/drift-watch/history'
import { can } from '~/domain/drift-watch/permission'
import { nameOf } from '~/domain/drift-watch/readings'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { historyJobId, type LoadedHistory } from '~/queries/drift-watch/queries'
import { registerCommands } from '~/stores/commands'
import { cancelJob, useJobs } from '~/stores/jobs'
import { Button } from '~/ui/controls/button'
import { EmptyState } from '~/ui/states/empty-state'
import { Frame } from '~/ui/page/frame'
import { JobProgress } from '~/ui/states/job-progress'
import { late } from '~/ui/states/late'
import { LinkButton } from '~/ui/controls/link-button'
import { Notice } from '~/ui/states/notice'
import { Problem } from '~/ui/states/problem'
import { UnreadableList } from '~/ui/lists/unreadable-list'
import { Filters } from './filters'
import { HistoryFrame } from './history-frame'
import { waysOut } from './narrow'
import styles from './page.module.css'
import { RecordPanel } from './record-panel'
import { RecordsTable } from './records-table'
import { ReportButton } from './report/report-button'
import { type ChangeHistory, historyCodec, type HistorySettings } from './settings'
import { useHistory } from './use-history'

interface LoadedViewProps {
  experiment: DriftExperiment
  me: Me | null
  /** The page's header, with what can be done with what is shown. */
  header: (actions: ReactNode) => ReactNode
  history: LoadedHistory
  /** Why the last refresh failed; what was read before stays. */
  error: unknown
  retrying: boolean
  onRetry: () => void
  settings: HistorySettings
  change: ChangeHistory
}

const { Late: CompareDialog } = late(() => import('./compare-dialog'))

/** Where the report finds the chart. */
const CHART = 'history-chart'

/** A history of which at least a part is here. */
export function LoadedView(props: LoadedViewProps) {
  const { experiment, me, header, history, settings, change } = props
  const { records, unreadable } = history
  const view = useHistory(history, settings)
  const { points, choice, shown } = view
  const open = settings.record
  const place = open === null ? -1 : shown.findIndex(({ id }) => id === open)
  const pointOf = useCallback((record: DriftRecord) => pointsOf([record], choice)[0]!, [choice])
  const openRecord = useCallback(
    // Walking from record to record is one step back.
    (id: string) => change({ record: id }, open === null ? 'push' : 'replace'),
    [change, open],
  )
  const table = useRef<HTMLDivElement>(null)
  const panel = useRef<HTMLElement>(null)
  const close = useCallback(() => {
    const hadFocus = panel.current?.contains(document.activeElement) === true
    change({ record: null })
    // Where one went into the record, one comes back to its row.
    if (hadFocus) table.current?.querySelector<HTMLElement>('[role="grid"]')?.focus({ preventScroll: true })
  }, [change])
  const newest = shown.at(-1)?.id
  useEffect(
    () =>
      newest === undefined
        ? undefined
        : registerCommands([
            {
              id: 'drift.newest',
              title: 'Open the newest record',
              group: 'Drift',
              run: () => openRecord(newest),
            },
          ]),
    [newest, openRecord],
  )
  return (
    <>
      <div className={styles['content']} data-beside={open === null ? 'no' : 'yes'}>
        {header(
          shown.length === 0 ? null : (
            <ReportButton shown={{ experiment, history, view, settings }} chart={CHART} />
          ),
        )}
        {records.length > 0 ? (
          <Filters settings={settings} change={change} records={records} choice={choice} />
        ) : null}
        <div className={styles['frames']}>
          {shown.length === 0 ? <Underway {...props} /> : null}
          <Unfinished {...props} />
          {records.length === 0 ? (
            history.unfinished?.kind === 'loading' ? null : (
              <NoRecords />
            )
          ) : shown.length === 0 ? (
            <NothingMatches records={records} settings={settings} change={change} />
          ) : (
            <>
              <div id={CHART}>
                <HistoryFrame name={experiment.name} history={view} settings={settings} change={change} />
              </div>
              <Underway {...props} />
              <Frame label="Records" flush>
                <div ref={table}>
                  <RecordsTable
                    name={experiment.name}
                    records={records}
                    points={points}
                    metric={choice ? nameOf(choice.metric) : null}
                    settings={settings}
                    change={change}
                    onOpen={openRecord}
                    onEnter={() => panel.current?.focus()}
                  />
                </div>
              </Frame>
            </>
          )}
          <UnreadableList what="record" rows={unreadable} />
        </div>
      </div>
      {open === null ? null : (
        <RecordPanel
          panel={panel}
          experiment={experiment.id}
          id={open}
          records={records}
          pointOf={pointOf}
          choice={choice}
          metricWord={view.word}
          newer={place < 0 ? null : (shown[place + 1]?.id ?? null)}
          older={shown[place - 1]?.id ?? null}
          show={settings.parameters}
          onShow={(parameters) => change({ parameters })}
          onOpen={openRecord}
          onClose={close}
          onCompare={(ids) => change({ compare: ids })}
          mayDelete={can.delete(experiment, me)}
        />
      )}
      {settings.compare.length === 0 ? null : (
        <CompareDialog
          name={experiment.name}
          records={records}
          ids={settings.compare}
          onClose={() => change({ compare: [] })}
        />
      )}
    </>
  )
}

/** The job that reads the history, once there is something to tell of it. */
function useReading({ experiment, history }: Pick<LoadedViewProps, 'experiment' | 'history'>) {
  const id = historyJobId(experiment.id)
  const job = useJobs((state) => state.jobs.find((one) => one.id === id))
  return job && (history.unfinished || job.progress) ? job : null
}

/** More is coming. It stands below the chart, which stays in its place when this goes. */
function Underway(props: LoadedViewProps) {
  const job = useReading(props)
  return job === null ? null : (
    <Frame label="Progress">
      <JobProgress {...job} onCancel={() => cancelJob(job.id)} />
    </Frame>
  )
}

/** Why not everything is here: it was stopped, or a page of it failed. */
function Unfinished(props: LoadedViewProps) {
  const { history, error, retrying, onRetry } = props
  const isUnderWay = useReading(props) !== null
  const { unfinished, records, total } = history
  const came =
    total === null ? formatCount(records.length) : `${formatCount(records.length)} of ${formatCount(total)}`
  if (isUnderWay) return null
  if (unfinished?.kind === 'cancelled') {
    return (
      <Notice
        title={`${came} records were read.`}
        actions={
          <Button size={28} busy={retrying} onClick={onRetry}>
            Read all
          </Button>
        }
      >
        You stopped it. Everything below covers these, the newest.
      </Notice>
    )
  }
  if (unfinished?.kind === 'failed') {
    return (
      <>
        <Notice tone="warning" title={`${came} records were read.`}>
          {unfinished.gaps.length === 0
            ? 'Everything below covers these, the newest.'
            : `Missing: ${unfinished.gaps.map(gapWords).join('; ')}. The chart marks each gap.`}
        </Notice>
        <Problem error={unfinished.error} onRetry={onRetry} retrying={retrying} />
      </>
    )
  }
  // What was read stays, and says how old it is by its records.
  return error ? <Problem error={error} onRetry={onRetry} retrying={retrying} /> : null
}

function NoRecords() {
  return (
    <Frame label="Records" flush>
      <EmptyState
        title="No drift records yet"
        text="Each record becomes a point here, against its threshold."
        actions={
          <LinkButton href={linkTo('lab')} variant="primary" icon={Radar}>
            Run in Lab
          </LinkButton>
        }
      />
    </Frame>
  )
}

function NothingMatches({
  records,
  settings,
  change,
}: Pick<LoadedViewProps, 'settings' | 'change'> & { records: readonly DriftRecord[] }) {
  const [way] = waysOut(records, settings)
  const { range, tags, model } = historyCodec.empty
  return (
    <Frame label="Records" flush>
      <EmptyState
        picture={null}
        title={`0 of ${formatCount(records.length)} records match`}
        text={
          way
            ? `Without ${way.label}, ${formatCount(way.left)} ${way.left === 1 ? 'record remains' : 'records remain'}.`
            : 'No single filter is to blame: together they leave nothing.'
        }
        actions={
          <>
            {way ? <Button onClick={() => change(way.change)}>Remove {way.label}</Button> : null}
            <Button variant="quiet" onClick={() => change({ range, tags, model })}>
              Clear all
            </Button>
          </>
        }
      />
    </Frame>
  )
}
