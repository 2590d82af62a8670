import { chartsForReport } from '~/charts/frame/pictures'
import type { DriftExperiment, DriftRecord } from '~/domain/drift-watch/drift-record'
import { flatten } from '~/domain/drift-watch/readings'
import { recordedFiles } from '~/domain/drift-watch/recorded-files'
import type { ReportData, ReportOutcome } from '~/domain/report/report'
import { reportHtml } from '~/domain/report/report-html'
import { minuteText } from '~/lib/dates'
import { safeFileName } from '~/lib/file-name'
import { counted, formatCount, formatNumber, formatPercent } from '~/lib/format'
import { VERSION } from '~/lib/version'
import { gapWords } from '~/domain/drift-watch/gaps'
import { unitStepText } from '~/domain/drift-watch/statistic-unit'
import type { LoadedHistory } from '~/queries/drift-watch/queries'
import { saveFile } from '~/ui/save-file'
import type { HistorySettings } from '../settings'
import type { useHistory } from '../use-history'

/** What the page shows of a history. */
export interface HistoryForReport {
  experiment: DriftExperiment
  history: LoadedHistory
  view: ReturnType<typeof useHistory>
  settings: HistorySettings
}

const OUTCOMES = {
  drift: 'drift',
  warning: 'warning',
  ok: 'no-drift',
  none: 'undecided',
} as const satisfies Record<string, ReportOutcome>

/** Files and values beyond this are counted: the records have all. */
const MOST_FILES = 12
const MOST_VALUES = 60

/** Saves what the history shows as one HTML file: headline, chart, records and their data, and the link. */
export async function saveHistoryReport(shown: HistoryForReport, root: Element): Promise<void> {
  const { experiment, view, settings } = shown
  const { headline, summary } = view
  const newest = view.shown.findLast(({ state }) => state === 'completed')
  const rate = formatPercent(summary.driftRate)
  const html = reportHtml({
    title: `Drift history: ${experiment.name}`,
    outcome: OUTCOMES[headline.tone],
    verdict: headline,
    facts: [
      { label: 'drift rate', value: rate },
      { label: 'drifts in a row', value: formatCount(summary.streak) },
      { label: 'failed', value: formatCount(summary.failed) },
      { label: 'running', value: formatCount(summary.running) },
    ],
    findings: [],
    ...(await chartsForReport(root)),
    data: [recordsOf(shown), ...filesOf(view.shown)],
    settings: [
      { name: 'What is shown', values: choicesOf(view, settings) },
      ...(newest ? [{ name: `Newest finished record, ${newest.id}`, values: valuesOf(newest) }] : []),
    ],
    caveats: caveatsOf(shown),
    reproduce: {
      commands: [],
      notes: [
        'The records stay on their Drift Watch server; whoever opens the link needs Read access there.',
      ],
      link: window.location.href,
    },
    version: VERSION,
    madeAt: Date.now(),
  })
  const name = safeFileName(experiment.name, 'history', OUTCOMES[headline.tone])
  saveFile(new Blob([html], { type: 'text/html;charset=utf-8' }), `${name}_report.html`)
}

function recordsOf({ experiment, view, history }: HistoryForReport): ReportData {
  const { shown } = view
  const [first] = shown
  const last = shown.at(-1)
  const all = history.total ?? history.records.length
  return {
    role: 'Records',
    name: experiment.name,
    digest: null,
    details: [
      ...(experiment.description ? [experiment.description] : []),
      `Experiment ${experiment.id}`,
      `${formatCount(shown.length)} of ${formatCount(all)} records${first && last ? `, ${minuteText(first.createdAt)} to ${minuteText(last.createdAt)} UTC` : ''}`,
    ],
  }
}

/** The data that the records say they were made of. */
function filesOf(records: readonly DriftRecord[]): ReportData[] {
  const files = recordedFiles(records)
  return files.slice(0, MOST_FILES).map(({ role, name, digest, records: count }, k) => ({
    role: role === 'reference' ? 'Reference' : 'Test',
    name,
    digest,
    details: [
      `Named by ${formatCount(count)} ${count === 1 ? 'record' : 'records'}`,
      ...(k === MOST_FILES - 1 && files.length > MOST_FILES
        ? [`and ${formatCount(files.length - MOST_FILES)} more files, in the records`]
        : []),
    ],
  }))
}

function choicesOf({ choice }: HistoryForReport['view'], settings: HistorySettings) {
  const { range, tags, model, threshold } = settings
  return [
    { label: 'metric', value: choice?.metric ?? '–' },
    { label: 'threshold', value: choice?.threshold ?? '–' },
    { label: 'drift lies', value: choice ? `${choice.sense} the threshold` : '–' },
    { label: 'range', value: range === 'all' ? 'all records' : `the last ${range.replace('d', ' days')}` },
    ...(tags.length === 0 ? [] : [{ label: 'tags', value: tags.join(', ') }]),
    ...(model === null ? [] : [{ label: 'model', value: model === '' ? 'none' : model }]),
    ...(threshold === null ? [] : [{ label: 'threshold to try', value: formatNumber(threshold) }]),
  ]
}

function valuesOf({ parameters, model, createdAt, tags }: DriftRecord) {
  const leaves = flatten(parameters).filter(({ kind }) => kind !== 'image' && kind !== 'json')
  return [
    { label: 'created', value: `${minuteText(createdAt)} UTC` },
    ...(model === '' ? [] : [{ label: 'model', value: model }]),
    ...(tags.length === 0 ? [] : [{ label: 'tags', value: tags.join(', ') }]),
    ...leaves.slice(0, MOST_VALUES).map((leaf) => ({ label: leaf.path, value: valueWord(leaf) })),
    ...(leaves.length > MOST_VALUES
      ? [{ label: 'and', value: `${formatCount(leaves.length - MOST_VALUES)} more values` }]
      : []),
  ]
}

function valueWord(leaf: ReturnType<typeof flatten>[number]): string {
  if (leaf.kind === 'number') return formatNumber(leaf.value)
  if (leaf.kind === 'numbers') return counted(leaf.value.length, 'number')
  const text = String(leaf.value)
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

function caveatsOf({ view, history }: HistoryForReport): string[] {
  const { summary, overdue, shown } = view
  const { records, total, unfinished, unreadable } = history
  const otherUnit = unitStepText(view.steps)
  const several = (count: number, one: string, many: string): string[] =>
    count === 0 ? [] : [`${formatCount(count)} ${count === 1 ? one : many}`]
  return [
    ...(unfinished
      ? [
          `${formatCount(records.length)}${total === null ? '' : ` of ${formatCount(total)}`} records were read when this report was made.`,
        ]
      : []),
    ...(unfinished?.kind === 'failed' ? unfinished.gaps.map((gap) => `Missing: ${gapWords(gap)}.`) : []),
    ...(otherUnit === null ? [] : [otherUnit]),
    ...several(
      records.length - shown.length,
      'record is left out by the filters.',
      'records are left out by the filters.',
    ),
    ...several(summary.unplotted, 'record has no value to plot.', 'records have no value to plot.'),
    ...several(
      summary.mismatches,
      'record has a verdict that contradicts its value and threshold.',
      'records have verdicts that contradict their values and thresholds.',
    ),
    ...several(overdue.length, 'record should have ended long ago.', 'records should have ended long ago.'),
    ...several(unreadable.length, 'record could not be read.', 'records could not be read.'),
  ]
}
